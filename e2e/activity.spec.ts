import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import Libsql from 'libsql';
import { onOwnServer } from './support/server';
import { expect, test } from './support/sluice';
import { axeFindings, eachFace } from './verbs/axe';
import { change, expectReview, openEdit, review, sendButton, SSH } from './verbs/edit';
import { field } from './verbs/form';
import { EDGE_ID, EDGE_LIST, expectStatus, notice, openList, startListener, STOPPED } from './verbs/list';

// Several pages, two of them checked by axe.
test.describe.configure({ timeout: 120_000 });

const HERE = `region=cn-hangzhou&instance=${EDGE_ID}&port=9443`;

/** The lines of the list, the newest first. */
function actions(page: Page) {
  return page
    .getByRole('table', { name: 'Activity, newest first' })
    .getByRole('row')
    .filter({
      has: page.getByRole('cell'),
    });
}

test('an action is one line, found by its filters, that links to its full entry and to its position in the hash chain', async ({
  page,
  sandbox,
}) => {
  await openList(page, EDGE_LIST);
  await sandbox.fault({ action: 'StartLoadBalancerListener', count: 9, kind: 'error-5xx' });
  await startListener(page, STOPPED);
  await expect(notice(page, 'alert', STOPPED)).toBeVisible({ timeout: 40_000 });
  await sandbox.clearFaults();
  await startListener(page, STOPPED);
  await page.getByRole('button', { name: 'Continue anyway' }).click();
  await expectStatus(page, STOPPED, 'Running');

  await page.goto(`/activity?${HERE}`);
  await expect(actions(page).nth(0)).toContainText(
    /local.*Start.*StartLoadBalancerListener.*9443 edge-prod.*Status.*running.*Succeeded/s,
  );
  await expect(actions(page).filter({ hasText: 'ServiceUnavailable' })).toContainText(
    /Start.*Unknown.*ServiceUnavailable/s,
  );

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const add = page.getByRole('dialog', { name: 'Add a filter' });
  await expect(add.getByRole('combobox', { name: 'Property' })).toBeFocused();
  await add.getByRole('combobox', { name: 'Property' }).selectOption('Outcome');
  await add.getByRole('combobox', { name: 'Value' }).selectOption('Unknown');
  await expect(add).toContainText('outcome:unknown');
  await add.getByRole('button', { name: 'Add' }).click();
  await expect(page).toHaveURL(/outcome=unknown/);
  await expect(page.getByRole('status').filter({ hasText: /match/ })).toBeVisible();
  await expect(page.getByRole('cell', { name: /^Succeeded/ })).toHaveCount(0);
  await page.getByRole('link', { name: 'Remove filter Outcome' }).click();
  await expect(page.getByRole('cell', { name: /^Succeeded/ })).toHaveCount(1);

  await actions(page)
    .nth(0)
    .getByRole('link', { name: /^Entry/ })
    .click();
  await expect(page.getByRole('heading', { name: 'Start, 9443 on edge-prod', level: 1 })).toBeVisible();
  const chain = page.getByRole('region', { name: 'Hash chain' }).getByRole('listitem');
  await expect(chain).toHaveCount(2);
  const previous = await chain.nth(1).getByRole('definition').first().innerText();
  expect(previous).toMatch(/^[0-9a-f]{64}$/);
  await expect(chain.nth(0).getByRole('definition').nth(1)).toContainText(previous);
});

test('a token is edited where it stands: a click or Backspace takes it back into the box as text', async ({
  page,
}) => {
  await page.goto('/activity?outcome=refused&port=443&q=edge');
  const box = page.getByRole('searchbox');
  await expect(box).toHaveValue('edge');
  await page.getByRole('button', { name: 'Outcome is Rejected' }).click();
  await expect(box).toBeFocused();
  await expect(box).toHaveValue('edge outcome:refused');
  await page.keyboard.press('Home');
  await page.keyboard.press('Backspace');
  await expect(box).toHaveValue('edge outcome:refused port:443');
  await box.fill('outcome:unknown who:"night shift" edge');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(
    /\/activity\?(?=.*q=edge)(?=.*outcome=unknown)(?=.*actor=night\+shift)(?!.*port)/,
  );
  await expect(box).toHaveValue('edge');
  await page.getByRole('search').getByRole('link', { name: 'Clear all filters' }).click();
  await expect(page).toHaveURL(/\/activity$/);
  await expect(box).toHaveValue('');
});

test('an entry in progress shows its outcome in the list and on its own page, without a reload', async ({
  page,
  context,
  sandbox,
}) => {
  await openList(page, EDGE_LIST);
  await sandbox.fault({ action: 'StartLoadBalancerListener', count: 1, kind: 'latency', millis: 3_000 });
  await startListener(page, STOPPED);
  const [list, entry] = [await context.newPage(), await context.newPage()];
  await list.goto(`/activity?${HERE}`);
  await expect(actions(list).first()).toContainText('In progress');
  await entry.goto(
    (await actions(list)
      .first()
      .getByRole('link', { name: /^Entry/ })
      .getAttribute('href')) ?? '',
  );
  await expect(actions(list).first()).toContainText('Succeeded', { timeout: 15_000 });
  await expect(entry.getByRole('main')).toContainText('Succeeded', { timeout: 15_000 });
});

test('entries are exported as filtered, an instance is found by its name, and a filter that gets no response keeps the list', async ({
  page,
  context,
}) => {
  await openList(page, EDGE_LIST);
  await startListener(page, STOPPED);
  await expectStatus(page, STOPPED, 'Running');
  await test.step('filtered entries can be exported as a file', async () => {
    await page.goto(`/activity?${HERE}&outcome=succeeded`);
    for (const [format, begin] of [
      ['CSV', '\u{feff}"id","at",'],
      ['JSON', '[\n{"id":'],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: `Download as ${format}` }).click(),
      ]);
      const text = await readFile(await download.path(), 'utf8');
      expect(text.slice(0, begin.length)).toBe(begin);
      expect(text).toContain('StartLoadBalancerListener');
      expect(text).not.toContain('refused');
    }
  });

  await test.step('an instance is found by its name, and a filter that gets no response keeps the list and says so', async () => {
    await page.goto('/activity?q=pay-gw');
    await expect(page.getByRole('heading', { name: 'No entry matches the filters' })).toBeVisible();
    await page.getByRole('search').getByRole('searchbox').fill('edge prod');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/q=edge\+prod/);
    await expect(actions(page).first()).toContainText('9443 edge-prod');

    await context.setOffline(true);
    await page.getByRole('searchbox').fill('edge prod outcome:refused');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('search').getByRole('alert')).toContainText('Sluice is not responding');
    await expect(actions(page).first()).toContainText('9443 edge-prod');
    await context.setOffline(false);
    await page.getByRole('searchbox').press('Enter');
    await expect(page).toHaveURL(/outcome=refused/);
    await expect(page.getByRole('search').getByRole('alert')).toBeEmpty();
  });
});

test('a pending filter says so, and does not pull back a user who has navigated on', async ({
  browser,
  sluice,
}) => {
  await onOwnServer(browser, sluice, async (page, server) => {
    await page.goto('/activity?q=edge');
    await expect(page.getByRole('heading', { name: 'No entry matches the filters' })).toBeVisible();
    const answered = page.waitForResponse((response) => response.request().method() === 'HEAD');
    server.hold();
    await page.getByRole('searchbox').fill('edge outcome:refused');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('search').getByRole('form')).toHaveAttribute('aria-busy', 'true');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Runs/ }).click();
    server.goOn();
    await answered;
    await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible();
    await expect(page).toHaveURL(/\/runs$/);
  });
});

test('nothing matches, no such entry: both say so with a next step; axe finds nothing on any of these pages, also on a phone', async ({
  page,
  context,
  sluice,
}) => {
  await openList(page, EDGE_LIST);
  await startListener(page, STOPPED);
  await expectStatus(page, STOPPED, 'Running');

  const answer = await page.goto('/activity/999999999');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'Entry not found', level: 1 })).toBeVisible();
  await page.goto('/activity?q=nothing-like-it');
  await expect(page.getByRole('heading', { name: 'No entry matches the filters' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Clear all filters' }).last().click();
  await expect(actions(page).first()).toBeVisible();

  await eachFace(context, sluice.url, async (face) => {
    for (const address of [`/activity?${HERE}`, '/activity/1', '/activity?q=nothing-like-it']) {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await axeFindings(page, face), `${address}, ${face}`).toEqual([]);
    }
  });
  await page.setViewportSize({ width: 375, height: 812 });
  await page.goto(`/activity?${HERE}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await axeFindings(page), 'on a phone').toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  expect((await boxOf(page.getByRole('searchbox'))).width).toBeGreaterThan(100);
});

test('the log says up to which entry its chain is verified, numbers each change by its two entries, and has row headers', async ({
  page,
}) => {
  await openList(page, EDGE_LIST);
  await startListener(page, STOPPED);
  await expectStatus(page, STOPPED, 'Running');
  await page.goto(`/activity?${HERE}&operation=StartLoadBalancerListener`);
  await expect(page.getByRole('main')).toContainText(
    /Verified up to entry \d+(, last checked|: new entries checked)/,
    {
      timeout: 15_000,
    },
  );
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "Activity" [level=1]
      - group "Export filtered entries":
        - link "Download as CSV"
        - link "Download as JSON"
      - search:
        - form "Filters":
          - button /^Operation is Start/
          - link "Remove filter Operation"
          - text: and
          - button /^Region is/
          - link "Remove filter Region"
          - text: and
          - button /^Instance is/
          - link "Remove filter Instance"
          - text: and
          - button /^Port is/
          - link "Remove filter Port"
          - searchbox "Search"
          - status: /match/
        - button "Filter"
        - link "Clear all filters"
      - region "Activity, newest first":
        - table "Activity, newest first":
          - rowgroup:
            - row:
              - columnheader "Entry"
              - columnheader "When"
              - columnheader "Who"
              - columnheader "Operation"
              - columnheader "Listener"
              - columnheader "Change"
              - columnheader "Outcome"
              - columnheader "RequestId"
              - columnheader "Duration"
          - rowgroup:
            - row:
              - rowheader /^Entry [0-9]+–[0-9]+$/
              - cell /UTC/
              - cell /local/
              - cell "Start StartLoadBalancerListener"
              - cell /9443 edge-prod/
              - cell /Status before stopped/
              - cell /Succeeded/
              - cell
              - cell
      - navigation "Pages"
  `);
  await page.getByRole('rowheader').first().getByRole('link').click();
  await expect(page.getByRole('region', { name: 'Hash chain' })).toContainText('Verified, last checked');
});

test('an entry that somebody altered breaks the chain, and the log and the entry say so', async ({
  browser,
  sluice,
}) => {
  await onOwnServer(browser, sluice, async (page, server) => {
    await openList(page, EDGE_LIST);
    await startListener(page, STOPPED);
    await expectStatus(page, STOPPED, 'Running');
    await server.kill();
    const file = new Libsql(join(server.dataDir, 'sluice.db'));
    file.exec(`drop trigger activity_refuses_update; update activity set actor = 'mallory' where id = 1`);
    file.close();
    await server.startAgain();

    await page.goto('/activity');
    const broken = page.getByRole('main').getByRole('alert').filter({ hasText: 'Hash chain' });
    await expect(broken).toContainText('Hash chain broken: entry 1 was altered.', { timeout: 15_000 });
    expect(await axeFindings(page)).toEqual([]);
    await broken.getByRole('link', { name: 'Entry 1' }).click();
    await expect(page.getByRole('region', { name: 'Hash chain' })).toContainText('entry 1 was altered');
  });
});

test('the new value of a setting is never truncated, and a long code overlaps nothing', async ({
  page,
  context,
  sandbox,
}) => {
  await sandbox.settings({ transitionMillis: 0 });
  await openEdit(page, SSH);
  const theirs = await context.newPage();
  await openEdit(theirs, SSH);
  await field(theirs, 'Description').fill('the description of somebody who was quicker than we were');
  await change(theirs);
  await field(page, 'Description').fill('ours');
  await review(page);
  await expectReview(page);
  await sendButton(page).click();
  await expect(page.getByRole('heading', { name: 'Changed by someone else' })).toBeFocused();

  await theirs.goto(`/activity?region=cn-hangzhou&instance=${EDGE_ID}&port=2222`);
  for (const width of [1440, 1024, 375]) {
    await theirs.setViewportSize({ width, height: 812 });
    for (const line of [actions(theirs).nth(0), actions(theirs).nth(1)]) {
      const { cell, value } = await line.getByRole('insertion').evaluate((inserted) => ({
        cell: inserted.closest('td')?.getBoundingClientRect().right ?? 0,
        value: inserted.getBoundingClientRect().right,
      }));
      expect(value, `${width} px`).toBeLessThanOrEqual(cell);
    }
  }
  const operation = await boxOf(actions(theirs).nth(0).getByText('SetLoadBalancerTCPListenerAttribute'));
  const code = await boxOf(actions(theirs).nth(0).getByText('Sluice.ChangedMeanwhile'));
  expect(code.y).toBeGreaterThanOrEqual(operation.y + operation.height);
});

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not on the page.');
  return box;
}

import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import { axeFindings, eachFace } from './verbs/axe';
import {
  ALL_LIST,
  cell,
  deleteListener,
  EDGE_LIST,
  expectFound,
  filterBy,
  head,
  notice,
  openList,
  REGIONS,
  row,
  rows,
  searchBox,
  sortLink,
  STOPPED,
  type ListenerName,
} from './verbs/list';

function box(page: Page, name: ListenerName): Locator {
  return page.getByRole('checkbox', { name: `Select ${name}`, exact: true });
}

function pageBox(page: Page): Locator {
  return page.getByRole('columnheader').getByRole('checkbox');
}

function bar(page: Page): Locator {
  return page.getByRole('region', { name: 'Selection' });
}

/** What is selected, as the bar shows it and as it is announced. */
async function expectSelected(page: Page, words: string): Promise<void> {
  await expect(bar(page)).toContainText(words);
  await expect(page.getByRole('main').getByRole('status').filter({ hasText: 'selected' })).toHaveText(words);
}

test('a selection says its scope and survives another order, page, search and refresh', async ({ page }) => {
  await openList(page, `/listeners?regions=${REGIONS}`);
  await expect(bar(page)).toHaveCount(0);
  await box(page, '443/TCP on edge-prod').check();
  await box(page, '9443/TCP on edge-prod').check();
  await expectSelected(page, '2 selected on 1 page');
  await expect(pageBox(page)).toHaveJSProperty('indeterminate', true);

  await page.getByRole('link', { name: 'Next page' }).click();
  await expect(page.getByLabel('Pagination and data age')).toContainText('Page 2 of 2');
  await expect(pageBox(page)).toHaveJSProperty('indeterminate', false);
  await box(page, '443/TCP on pay-gw').check();
  await expectSelected(page, '3 selected on 2 pages');

  await sortLink(page, 'Port').click();
  await expect(head(page, 'Port')).toHaveAttribute('aria-sort', 'ascending');
  await expect(box(page, '443/TCP on edge-prod')).toBeChecked();
  await expect(box(page, '443/TCP on pay-gw')).toBeChecked();

  await searchBox(page).fill('edge-prod 443');
  await expect(row(page, '443/TCP on pay-gw')).toHaveCount(0);
  await expectSelected(page, '3 selected on 1 page, 1 not in this list');
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await expect(page.getByRole('button', { name: 'Refresh now' })).not.toHaveAttribute('aria-busy');
  await expectSelected(page, '3 selected on 1 page, 1 not in this list');
  await expect(box(page, STOPPED)).toBeChecked();

  await bar(page).getByRole('button', { name: 'Clear selection' }).click();
  await expect(bar(page)).toHaveCount(0);
  await expect(page.getByRole('main').getByText('Selection cleared')).toBeAttached();
  await expect(page.getByRole('main')).toBeFocused();
  await expect(box(page, STOPPED)).not.toBeChecked();
});

test('a range, a page and all matches are selected at once; a row that is not TCP says why it is not', async ({
  page,
}) => {
  await openList(page, `/listeners?regions=${REGIONS}&sort=port`);
  const tcp = page.getByRole('checkbox', { name: /^Select \d+\/TCP / });
  await tcp.nth(1).click();
  await tcp.nth(4).click({ modifiers: ['Shift'] });
  await expectSelected(page, '4 selected on 1 page');
  for (const ticked of [1, 2, 3, 4]) await expect(tcp.nth(ticked)).toBeChecked();
  await tcp.nth(3).click({ modifiers: ['Shift'] });
  await expectSelected(page, '2 selected on 1 page');

  const udp = box(page, '53/UDP on dns-internal');
  await expect(udp).toHaveAccessibleDescription(
    'Only TCP listeners can be selected; start, stop or delete others one by one',
  );
  await udp.focus();
  await page.keyboard.press('Space');
  await expect(udp).not.toBeChecked();

  await pageBox(page).click();
  await expect(pageBox(page)).toBeChecked();
  const tcpOnPage = await tcp.count();
  await expectSelected(page, `${tcpOnPage} selected on 1 page`);
  const all = bar(page).getByRole('button', { name: /^Select all \d+ matching TCP listeners$/ });
  const count = Number((await all.innerText()).match(/\d+/)?.[0]);
  expect(count).toBeGreaterThan(tcpOnPage);
  await all.click();
  await expectSelected(page, `${count} selected on 2 pages`);
  await expect(all).toHaveCount(0);

  await page.goto(ALL_LIST);
  await expect(rows(page)).toHaveCount(48);
  expect(await tcp.count()).toBe(count);
});

test('selecting all matches covers only what the search finds', async ({ page }) => {
  await openList(page, `/listeners?regions=${REGIONS}&size=25`);
  await filterBy(page, 'Status', 'Stopped');
  await expectFound(page, '11 of 48 match');
  await rows(page).first().getByRole('checkbox').check();
  await bar(page)
    .getByRole('button', { name: /^Select all/ })
    .click();
  await expectSelected(page, '11 selected on 1 page');
  await page.getByRole('link', { name: 'Remove filter Status' }).click();
  await expectFound(page, '48 of 48 match');
  await expectSelected(page, '11 selected on 2 pages');
});

test('the selection of a phone has boxes for fingers, covers nothing, and axe finds nothing in either language', async ({
  page,
  context,
  sluice,
}) => {
  test.slow();
  await page.setViewportSize({ width: 375, height: 740 });
  await eachFace(context, sluice.url, async (face) => {
    await page.goto(EDGE_LIST);
    await page.getByRole('checkbox').nth(1).click();
    await expect(page.locator('[data-docked-bar]')).toBeInViewport({ ratio: 1 });
    expect(await axeFindings(page, face), face).toEqual([]);
  });
  const target = await page
    .getByRole('checkbox')
    .nth(2)
    .evaluate((element) => {
      const { width, height } = getComputedStyle(element, '::after');
      return [Number.parseFloat(width), Number.parseFloat(height)];
    });
  expect(Math.min(...target)).toBeGreaterThanOrEqual(40);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
});

test('the bar of a selection is one line, and on a phone two', async ({ page }) => {
  await openList(page, ALL_LIST);
  await pageBox(page).check();
  await expect(bar(page).getByRole('button', { name: 'Skip reasons' })).toBeVisible();
  const heightAt = async (width: number) => {
    await page.setViewportSize({ width, height: 740 });
    expect(await bar(page).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    return (await bar(page).boundingBox())?.height;
  };
  for (const width of [1440, 960, 768, 656]) expect(await heightAt(width), String(width)).toBeLessThan(50);
  expect(await heightAt(375)).toBeLessThan(110);
  await expect(bar(page)).toContainText('42 selected on 1 page');
});

test('a selected row keeps its box in view, and leaves the selection when it is deleted', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await openList(page, EDGE_LIST);
  await test.step('the selected row keeps its box and its port in view while the table is scrolled sideways', async () => {
    await box(page, STOPPED).check();
    await cell(page, STOPPED, 'Description').scrollIntoViewIfNeeded();
    await expect(box(page, STOPPED)).toBeInViewport({ ratio: 1 });
    await expect(cell(page, STOPPED, 'Port')).toBeInViewport({ ratio: 1 });
  });

  await test.step('a deleted listener leaves the selection', async () => {
    await box(page, '443/TCP on edge-prod').check();
    await expectSelected(page, '2 selected on 1 page');
    await deleteListener(page, STOPPED);
    await expect(notice(page, 'status', `Deleted ${STOPPED}`)).toBeVisible();
    await expect(row(page, STOPPED)).toHaveCount(0);
    await expectSelected(page, '1 selected on 1 page');
  });
});

test('the selected listeners can be copied as code: to create them again or take them over, and to stop them', async ({
  page,
}) => {
  await openList(page, EDGE_LIST);
  await box(page, STOPPED).check();
  await pageBox(page).check();
  await bar(page).getByRole('button', { name: 'Code' }).click();
  const dialog = page.getByRole('dialog', { name: /^Code for \d+ listeners$/ });
  await dialog.getByRole('tab', { name: 'Terraform' }).click();
  const code = dialog.getByRole('region', { name: 'main.tf' });
  await expect(code).toContainText('resource "alicloud_slb_listener"');
  const selected = await rows(page).getByRole('checkbox', { checked: true }).count();
  const text = await code.innerText();
  expect(text.match(/^import \{$/gm)).toHaveLength(selected);
  await dialog.getByRole('radio', { name: 'Stop' }).check();
  await expect(dialog.getByRole('tabpanel')).toContainText('Terraform cannot start or stop');
  await dialog.getByRole('tab', { name: 'CLI' }).click();
  const commands = await dialog.getByRole('region', { name: 'listener.sh' }).innerText();
  expect(commands.match(/^aliyun slb StopLoadBalancerListener/gm)).toHaveLength(selected);
  await page.keyboard.press('Escape');
  await expect(bar(page).getByRole('button', { name: 'Code' })).toBeFocused();
});

test('the code to stop or delete says which selected listeners Sluice itself would leave alone', async ({
  page,
}) => {
  await openList(page, ALL_LIST);
  for (const name of ['443/TCP on edge-prod', '5432/TCP on ledger-core'] as const)
    await box(page, name).check();
  await bar(page).getByRole('button', { name: 'Code' }).click();
  const dialog = page.getByRole('dialog', { name: 'Code for 2 listeners' });
  const warning = '1 of 2: The instance is protected against console changes.';
  await expect(dialog).not.toContainText(warning);
  await dialog.getByRole('tab', { name: 'Python' }).click();
  for (const action of ['Stop', 'Delete']) {
    await dialog.getByRole('radio', { name: action }).check();
    await expect(dialog.getByText(warning).first()).toBeVisible();
    await expect(dialog.getByRole('region', { name: 'listener.py' })).toContainText(`# ${warning}`);
  }
});

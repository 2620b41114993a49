import { onOwnServer } from './support/server';
import { expect, test } from './support/sluice';
import { expectReview, openEdit, review, sendButton, SET, SSH } from './verbs/edit';
import { CREATE, EDGE, expectCreated, field, fillRequired, openForm, submit, summary } from './verbs/form';
import {
  EDGE_LIST,
  expectStatus,
  notice,
  notices,
  openFreshList,
  RUNNING,
  startListener,
  STOPPED,
  STOPPED_KEY,
} from './verbs/list';
import { bulkButton, expectProgress } from './verbs/runs';

/** Writes whose response is late, or never comes (decision 098). */

const START = 'StartLoadBalancerListener';
const STOPPED_PAGE = `/listeners/${STOPPED_KEY.regionId}/${STOPPED_KEY.loadBalancerId}/${STOPPED_KEY.listenerPort}`;

test('a screen that waits for a response says what for, and until when, after some seconds', async ({
  browser,
  sandbox,
  sluice,
}) => {
  await onOwnServer(browser, { sandboxUrl: sluice.sandboxUrl, horizonMillis: 30_000 }, async (page) => {
    await openFreshList(page, EDGE_LIST);
    await sandbox.fault({ action: START, count: 1, kind: 'latency', millis: 9_000 });
    await startListener(page, STOPPED);
    const waiting = page.getByText(
      /^No answer from SLB yet to Start 9443 on edge-prod; waiting until \d\d:\d\d:\d\d\. Nothing is sent/,
    );
    await expect(waiting).toBeVisible();
    await expectStatus(page, STOPPED, 'Running');
    await expect(waiting).toHaveCount(0);

    // In a form it is beside the button that was pressed, and nowhere else.
    await openForm(page, EDGE);
    await fillRequired(page);
    await sandbox.fault({ action: CREATE, count: 1, kind: 'latency', millis: 8_000 });
    await submit(page);
    const creating = page.getByText(
      /^No answer from SLB yet to Create 7001 on edge-prod; waiting until \d\d:\d\d:\d\d\. Nothing is sent again before then\.$/,
    );
    await expect(creating).toHaveCount(1);
    await expect(page.locator('form').filter({ has: creating })).toHaveCount(1);
    await expectCreated(page, { port: '7001' });
    await expect(creating).toHaveCount(0);

    // The same in the review of an edit.
    await openEdit(page, SSH);
    await field(page, 'Description').fill('late');
    await review(page);
    await expectReview(page);
    await sandbox.fault({ action: SET, count: 1, kind: 'latency', millis: 8_000 });
    await sendButton(page).click();
    const editing = page.getByText(
      /^No answer from SLB yet to Edit 2222 on edge-prod; waiting until \d\d:\d\d:\d\d\. Nothing is sent again before then\.$/,
    );
    await expect(editing).toHaveCount(1);
    await expect(page.locator('form').filter({ has: editing })).toHaveCount(1);
    await expect(notices(page)).toContainText('changed');
    await expect(editing).toHaveCount(0);
    expect(await sandbox.requests(SET)).toHaveLength(1);
  });
});

test('an unknown outcome is shown on the listener, and the next action asks first', async ({
  page,
  sandbox,
}) => {
  await sandbox.fault({ action: START, count: 1, kind: 'drop-before' });
  await openFreshList(page, EDGE_LIST);
  await startListener(page, STOPPED);
  await expect(notice(page, 'alert', `Outcome for ${STOPPED} is unknown`)).toBeVisible();
  await expectStatus(page, STOPPED, /Unknown outcome: Start/);
  await expectStatus(page, RUNNING, 'Running');

  await page.goto(STOPPED_PAGE);
  await expect(page.getByRole('region', { name: 'Outcome unknown' })).toContainText(
    /The outcome of Start is unknown: SLB had not responded by .*\d\d:\d\d:\d\d/,
  );

  await openFreshList(page, EDGE_LIST);
  await startListener(page, STOPPED);
  const warning = notice(
    page,
    'alert',
    /The outcome of Start on port 9443 has been unknown since \d\d:\d\d:\d\d/,
  );
  await expect(warning).toBeVisible();
  expect(await sandbox.requests(START)).toHaveLength(1);
  await warning.getByRole('button', { name: 'Continue anyway' }).click();
  await expectStatus(page, STOPPED, 'Running');
  await page.goto(STOPPED_PAGE);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Outcome unknown' })).toHaveCount(0);
});

test('a bulk action includes a listener of unknown outcome only when that is confirmed, and Activity says what was found', async ({
  page,
  sandbox,
}) => {
  await sandbox.fault({ action: START, count: 1, kind: 'drop-before' });
  await openFreshList(page, EDGE_LIST);
  await startListener(page, STOPPED);
  await expectStatus(page, STOPPED, /Unknown outcome: Start/);
  await page.goto('/activity');
  const entry = page.getByRole('row', { name: /StartLoadBalancerListener/ }).first();
  await expect(entry).toContainText('Still unknown');

  await openFreshList(page, EDGE_LIST);
  await page.getByRole('checkbox', { name: `Select ${STOPPED}`, exact: true }).check();
  const start = bulkButton(page, /^Start 0/);
  await expect(start).toHaveAccessibleDescription('skips 1: 1 with an unknown outcome');
  await start.click();
  const question = page.getByRole('alertdialog');
  const confirm = question.getByRole('button', { name: /^Start \d/ });
  await expect(question).toContainText('An earlier change has an unknown outcome on edge-prod:9443.');
  await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  await question.getByRole('checkbox', { name: 'Include 1 with an unknown outcome' }).check();
  await question.getByRole('button', { name: 'Start 1', exact: true }).click();
  await expectProgress(page, '1 done');

  await page.goto('/activity');
  const unknown = page.getByRole('row', { name: /StartLoadBalancerListener/ }).filter({ hasText: 'unknown' });
  await expect(unknown.first()).toContainText('Later change sent');
  await unknown.first().getByRole('link').first().click();
  await expect(page.getByRole('main')).toContainText(
    /a later change to the listener was sent despite the warning/,
  );
});

test('a creation whose outcome is unknown is sent again only when it is confirmed', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await sandbox.fault({ action: CREATE, kind: 'drop-before', count: 1 });
  await submit(page);
  await expect(summary(page)).toContainText('Unknown whether the listener was created');
  await submit(page);
  await expect(summary(page)).toContainText(/The outcome of Create on port 7001 has been unknown since/);
  await expect(summary(page)).toContainText('Submit again to continue.');
  expect(await sandbox.requests(CREATE)).toHaveLength(1);
  await submit(page);
  await expectCreated(page, { port: '7001' });
  expect(await sandbox.requests(CREATE)).toHaveLength(2);
});

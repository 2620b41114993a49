import { onOwnServer } from './support/server';
import { expect, test } from './support/sluice';
import { CREATE, EDGE, expectCreated, fillRequired, openForm, submit, summary } from './verbs/form';
import {
  EDGE_LIST,
  expectStatus,
  notice,
  openList,
  RUNNING,
  startListener,
  STOPPED,
  STOPPED_KEY,
} from './verbs/list';

/** Writes whose answer is late, or never comes (decision 098). */

const START = 'StartLoadBalancerListener';
const STOPPED_PAGE = `/listeners/${STOPPED_KEY.regionId}/${STOPPED_KEY.loadBalancerId}/${STOPPED_KEY.listenerPort}`;

test('a screen that waits for an answer says what for, and until when, after some seconds', async ({
  browser,
  sandbox,
  sluice,
}) => {
  await onOwnServer(browser, { sandboxUrl: sluice.sandboxUrl, horizonMillis: 30_000 }, async (page) => {
    await openList(page, EDGE_LIST);
    await sandbox.fault({ action: START, count: 1, kind: 'latency', millis: 9_000 });
    await startListener(page, STOPPED);
    const waiting = page.getByText(
      /^Waiting for SLB’s response to Start 9443 on edge-prod, until \d\d:\d\d:\d\d$/,
    );
    await expect(waiting).toBeVisible();
    await expectStatus(page, STOPPED, 'Running');
    await expect(waiting).toHaveCount(0);
  });
});

test('an unknown outcome is shown on the listener, and the next action asks first', async ({
  page,
  sandbox,
}) => {
  await sandbox.fault({ action: START, count: 1, kind: 'drop-before' });
  await openList(page, EDGE_LIST);
  await startListener(page, STOPPED);
  await expect(notice(page, 'alert', `Outcome for ${STOPPED} is unknown`)).toBeVisible();
  await expectStatus(page, STOPPED, /Outcome of Start unknown/);
  await expectStatus(page, RUNNING, 'Running');

  await page.goto(STOPPED_PAGE);
  await expect(page.getByRole('region', { name: 'Outcome unknown' })).toContainText(
    /The outcome of Start is unknown: SLB had not responded by .*\d\d:\d\d:\d\d/,
  );

  await openList(page, EDGE_LIST);
  await startListener(page, STOPPED);
  const asked = notice(
    page,
    'alert',
    /The outcome of Start on port 9443 has been unknown since \d\d:\d\d:\d\d/,
  );
  await expect(asked).toBeVisible();
  expect(await sandbox.requests(START)).toHaveLength(1);
  await asked.getByRole('button', { name: 'Continue anyway' }).click();
  await expectStatus(page, STOPPED, 'Running');
  await page.goto(STOPPED_PAGE);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Outcome unknown' })).toHaveCount(0);
});

test('a creation whose outcome is unknown is sent again only when it is confirmed', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await sandbox.fault({ action: CREATE, kind: 'drop-before', count: 1 });
  await submit(page);
  await expect(summary(page)).toContainText('Whether the listener was created is not known');
  await submit(page);
  await expect(summary(page)).toContainText(/The outcome of Create on port 7001 has been unknown since/);
  await expect(summary(page)).toContainText('Submit again to continue.');
  expect(await sandbox.requests(CREATE)).toHaveLength(1);
  await submit(page);
  await expectCreated(page, { port: '7001' });
  expect(await sandbox.requests(CREATE)).toHaveLength(2);
});

import type { Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import {
  askToDelete,
  deleteListener,
  EDGE_LIST,
  expectStatus,
  notice,
  notices,
  openList,
  row,
  RUNNING,
  startListener,
  STOPPED,
  stopListener,
} from './verbs/list';

const READ = 'DescribeLoadBalancerTCPListenerAttribute';

type RowAction = {
  readonly verb: 'start' | 'stop' | 'delete';
  readonly action: string;
  readonly does: (page: Page) => Promise<void>;
  readonly isDone: (page: Page) => Promise<void>;
};

const start: RowAction = {
  verb: 'start',
  action: 'StartLoadBalancerListener',
  does: (page) => startListener(page, STOPPED),
  isDone: (page) => expectStatus(page, STOPPED, 'Running'),
};
const stop: RowAction = {
  verb: 'stop',
  action: 'StopLoadBalancerListener',
  does: (page) => stopListener(page, RUNNING),
  isDone: (page) => expectStatus(page, RUNNING, 'Stopped'),
};
const remove: RowAction = {
  verb: 'delete',
  action: 'DeleteLoadBalancerListener',
  does: (page) => deleteListener(page, STOPPED),
  isDone: (page) => expect(row(page, STOPPED)).toHaveCount(0),
};

for (const { verb, action, does, isDone } of [start, stop, remove]) {
  test(`a busy or throttled response to ${verb} is waited out`, async ({ page, sandbox }) => {
    await sandbox.fault({ action, count: 1, kind: 'busy' });
    await sandbox.fault({ action, count: 1, kind: 'throttle' });
    await openList(page, EDGE_LIST);
    await does(page);
    await isDone(page);
    await expect(notices(page).getByRole('status')).toContainText(/edge-prod is |Deleted .* on edge-prod/);
    await expect(notices(page).getByRole('alert')).toHaveText('');
    const codes = (await sandbox.requests(action)).map(({ code }) => code);
    expect(codes).toEqual(['ServiceIsConfiguring', 'Throttling.User', null]);
  });

  test(`a ${verb} whose response was lost on the way back is checked, not repeated`, async ({
    page,
    sandbox,
  }) => {
    await sandbox.fault({ action, count: 1, kind: 'drop-after' });
    await openList(page, EDGE_LIST);
    await does(page);
    await isDone(page);
    await expect(notices(page).getByRole('alert')).toHaveText('');
    expect(await sandbox.requests(action)).toHaveLength(1);
  });
}

test('a start that was lost on the way there is sent once, and its outcome is reported as unknown', async ({
  page,
  sandbox,
}) => {
  await sandbox.fault({ action: start.action, count: 1, kind: 'drop-before' });
  await openList(page, EDGE_LIST);
  await startListener(page, STOPPED);
  await expect(notice(page, 'alert', `Outcome for ${STOPPED} is unknown`)).toBeVisible();
  await expectStatus(page, STOPPED, /^Stopped\s+Unknown outcome: Start$/);
  expect(await sandbox.requests(start.action)).toHaveLength(1);
});

test('when the outcome cannot be found out, the message says so and where to check', async ({
  page,
  sandbox,
}) => {
  await openList(page, EDGE_LIST);
  // The first read, of the state before, gets its response; later ones fail.
  await sandbox.fault({ action: READ, count: 1, kind: 'latency', millis: 1 });
  await sandbox.fault({ action: READ, count: 20, kind: 'drop-before' });
  await sandbox.fault({ action: start.action, count: 5, kind: 'drop-after' });
  await startListener(page, STOPPED);
  const unknown = notice(page, 'alert', `Outcome for ${STOPPED} is unknown`);
  await expect(unknown).toContainText(/Check the list before retrying/);
  await expectStatus(page, STOPPED, 'Running');
  expect(await sandbox.requests(start.action)).toHaveLength(1);
});

test('a rejection is shown with the cloud’s message, its code and its RequestId, which is copied with one click', async ({
  page,
  context,
  sandbox,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await sandbox.fault({ action: stop.action, count: 9, kind: 'error-5xx' });
  await openList(page, EDGE_LIST);
  await stopListener(page, RUNNING);
  const failed = notice(page, 'alert', RUNNING);
  await expect(failed).toContainText('The request has failed due to a temporary failure of the server.');
  await expect(failed).toContainText('Code ServiceUnavailable');
  const { requestId } = (await sandbox.requests(stop.action)).at(-1) ?? { requestId: '' };
  await expect(failed).toContainText(`RequestId ${requestId}`);
  await failed.getByRole('button', { name: 'Copy RequestId' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(requestId);
  await expectStatus(page, RUNNING, /^Running/);
});

test('a failed delete closes its dialog, keeps the row and says why', async ({ page, sandbox }) => {
  await sandbox.fault({ action: remove.action, count: 9, kind: 'error-5xx' });
  await openList(page, EDGE_LIST);
  const dialog = await askToDelete(page, STOPPED);
  await dialog.getByRole('button', { name: 'Delete listener' }).click();
  await expect(notice(page, 'alert', STOPPED)).toContainText('Code ServiceUnavailable');
  await expect(dialog).toHaveCount(0);
  await expectStatus(page, STOPPED, /^Stopped/);
});

test('a success notice disappears by itself, a failure stays until it is dismissed', async ({
  page,
  context,
  sandbox,
}) => {
  await openList(page, EDGE_LIST);
  await sandbox.fault({ action: stop.action, count: 9, kind: 'error-5xx' });
  await stopListener(page, RUNNING);
  const failed = notice(page, 'alert', RUNNING);
  await expect(failed).toBeVisible();
  await startListener(page, STOPPED);
  const good = notice(page, 'status', STOPPED);
  await expect(good).toBeVisible();

  // A message stays as long as an animation: the browser runs them faster.
  const browser = await context.newCDPSession(page);
  await browser.send('Animation.enable');
  await browser.send('Animation.setPlaybackRate', { playbackRate: 50 });
  await expect(good).toHaveCount(0);
  await expect(failed).toBeVisible();
  await failed.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notices(page).getByRole('alert')).toHaveText('');
});

import type { Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import {
  askToDelete,
  deleteListener,
  EDGE_LIST,
  expectStatus,
  notice,
  notices,
  openFreshList,
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
  /** What its notice says. */
  readonly said: string;
};

const start: RowAction = {
  verb: 'start',
  action: 'StartLoadBalancerListener',
  does: (page) => startListener(page, STOPPED),
  isDone: (page) => expectStatus(page, STOPPED, 'Running'),
  said: `${STOPPED} is running`,
};
const stop: RowAction = {
  verb: 'stop',
  action: 'StopLoadBalancerListener',
  does: (page) => stopListener(page, RUNNING),
  isDone: (page) => expectStatus(page, RUNNING, 'Stopped'),
  said: `${RUNNING} is stopped`,
};
const remove: RowAction = {
  verb: 'delete',
  action: 'DeleteLoadBalancerListener',
  does: (page) => deleteListener(page, STOPPED),
  isDone: (page) => expect(row(page, STOPPED)).toHaveCount(0),
  said: `Deleted ${STOPPED}`,
};

/** One after the other on one page: what is deleted was started before. */
const actions = [start, stop, remove];

test('a busy or throttled response to an action is waited out', async ({ page, sandbox }) => {
  await openFreshList(page, EDGE_LIST);
  for (const { verb, action, does, isDone, said } of actions)
    await test.step(verb, async () => {
      await sandbox.fault({ action, count: 1, kind: 'error', code: 'ServiceIsConfiguring' });
      await sandbox.fault({ action, count: 1, kind: 'throttle' });
      await does(page);
      await isDone(page);
      await expect(notice(page, 'status', said)).toBeVisible();
      await expect(notices(page).getByRole('alert')).toHaveText('');
      const codes = (await sandbox.requests(action)).map(({ code }) => code);
      expect(codes).toEqual(['ServiceIsConfiguring', 'Throttling.User', null]);
    });
});

test('an action whose response was lost on the way back is checked, not repeated', async ({
  page,
  sandbox,
}) => {
  await openFreshList(page, EDGE_LIST);
  for (const { verb, action, does, isDone } of actions)
    await test.step(verb, async () => {
      await sandbox.fault({ action, count: 1, kind: 'drop-after' });
      await does(page);
      await isDone(page);
      await expect(notices(page).getByRole('alert')).toHaveText('');
      expect(await sandbox.requests(action)).toHaveLength(1);
    });
});

test('a start that was lost on the way there is sent once, and its outcome is reported as unknown', async ({
  page,
  sandbox,
}) => {
  await sandbox.fault({ action: start.action, count: 1, kind: 'drop-before' });
  await openFreshList(page, EDGE_LIST);
  await startListener(page, STOPPED);
  await expect(notice(page, 'alert', `Outcome for ${STOPPED} is unknown`)).toBeVisible();
  await expectStatus(page, STOPPED, /^Stopped\s+Unknown outcome: Start$/);
  expect(await sandbox.requests(start.action)).toHaveLength(1);
});

test('when the outcome cannot be found out, the message says so and where to check', async ({
  page,
  sandbox,
}) => {
  await openFreshList(page, EDGE_LIST);
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

test('a rejection says why and can be copied, and a failed delete keeps its row', async ({
  page,
  context,
  sandbox,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openFreshList(page, EDGE_LIST);
  await test.step('a rejection is shown with the cloud’s message, its code and its RequestId, which is copied with one click', async () => {
    await sandbox.fault({ action: stop.action, count: 9, kind: 'error-5xx' });
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

  await test.step('a failed delete closes its dialog, keeps the row and says why', async () => {
    await sandbox.fault({ action: remove.action, count: 9, kind: 'error-5xx' });
    const dialog = await askToDelete(page, STOPPED);
    await dialog.getByRole('button', { name: 'Delete listener' }).click();
    await expect(notice(page, 'alert', STOPPED)).toContainText('Code ServiceUnavailable');
    await expect(dialog).toHaveCount(0);
    await expectStatus(page, STOPPED, /^Stopped/);
  });
});

test('a success notice disappears by itself, a failure stays until it is dismissed', async ({
  page,
  context,
  sandbox,
}) => {
  await openFreshList(page, EDGE_LIST);
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

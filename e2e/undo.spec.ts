import { expect, test } from './support/sluice';
import { expectCreated, field, submit } from './verbs/form';
import {
  askToDelete,
  askToStop,
  deleteListener,
  EDGE_ID,
  EDGE_LIST,
  expectStatus,
  menuButton,
  notice,
  openList,
  RUNNING,
  startListener,
  STOPPED,
  stopListener,
} from './verbs/list';
import { addressOf, openListener, section } from './verbs/listener';

const STOP = 'StopLoadBalancerListener';

test('a stop says beforehand what it cuts off, and afterwards how to undo it', async ({ page, sandbox }) => {
  await openList(page, EDGE_LIST);
  await test.step('a stop first says what it cuts off and how to undo it; Escape sends nothing and returns the focus', async () => {
    const dialog = await askToStop(page, '443/TCP on edge-prod');
    await expect(dialog).toContainText(
      'Its connections are cut immediately, and the 4 servers of the VServer group web-blue get no traffic from this port until it is started again.',
    );
    await expect(dialog).toContainText('To undo, select “Start again” in the notice that follows');
    await expect(dialog).toContainText(/Status as of \d\d:\d\d:\d\d, \d+ s ago\./);
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(menuButton(page, '443/TCP on edge-prod')).toBeFocused();
    expect(await sandbox.requests(STOP)).toEqual([]);
  });

  await test.step('the notice of a stop starts the listener again', async () => {
    await stopListener(page, RUNNING);
    await notice(page, 'status', `${RUNNING} is stopped`)
      .getByRole('button', { name: 'Start again' })
      .click();
    await expect(notice(page, 'status', `${RUNNING} is running`)).toBeVisible();
    await expectStatus(page, RUNNING, 'Running');
    await expect(page.locator('body')).not.toBeFocused();
    expect(await sandbox.requests(STOP)).toHaveLength(1);
  });
});

test('the notice of a stop stays on its page until the listener is started, from wherever', async ({
  page,
}) => {
  await openList(page, EDGE_LIST);
  await stopListener(page, RUNNING);
  const offer = notice(page, 'status', `${RUNNING} is stopped`);
  await expect(offer).toBeVisible();
  // The time after which a notice leaves is an animation.
  await page.evaluate(() => document.getAnimations().forEach((each) => each.finish()));
  await expectStatus(page, RUNNING, 'Stopped');
  await expect(offer.getByRole('button', { name: 'Start again' })).toBeVisible();
  await startListener(page, RUNNING);
  await expectStatus(page, RUNNING, 'Running');
  await expect(offer).toHaveCount(0);
  // On another page nothing would withdraw it.
  await stopListener(page, RUNNING);
  await expect(offer).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible();
  await expect(offer).toHaveCount(0);
});

test('a notice shows the result for its listener, and a progress notice does not follow to another page', async ({
  page,
  sandbox,
}) => {
  await sandbox.settings({ transitionMillis: 3_000 });
  await openList(page, EDGE_LIST);
  await startListener(page, STOPPED);
  await expect(notice(page, 'status', `${STOPPED} is starting`)).toBeVisible();
  await expect(notice(page, 'status', `${STOPPED} is running`)).toBeVisible();
  await expect(notice(page, 'status', `${STOPPED} is starting`)).toHaveCount(0);

  await sandbox.settings({ transitionMillis: 60_000 });
  await stopListener(page, RUNNING);
  await expect(notice(page, 'status', `${RUNNING} is stopping`)).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Activity/ })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
  await expect(notice(page, 'status', `${RUNNING} is stopping`)).toHaveCount(0);
});

test('the focus stays on a created row when its Start disappears', async ({ page }) => {
  await openList(page, `${EDGE_LIST}&new=cn-hangzhou/${EDGE_ID}/9443`);
  const start = page.getByRole('button', { name: `Start: ${STOPPED}` });
  await start.focus();
  await page.keyboard.press('Enter');
  await expect(start).toHaveCount(0);
  await expect(menuButton(page, STOPPED)).toBeFocused();
});

test('a deleted listener is restored from its notice, as a new listener with equal settings', async ({
  page,
}) => {
  await openListener(page, addressOf(9443), '9443 TCP on edge-prod');
  const before = await section(page, 'Settings').innerText();
  await openList(page, EDGE_LIST);
  const dialog = await askToDelete(page, STOPPED);
  await expect(dialog).toContainText('Can be restored: its settings.');
  await dialog.getByRole('button', { name: 'Delete listener' }).click();
  await notice(page, 'status', `Deleted ${STOPPED}`).getByRole('link', { name: 'Restore' }).click();
  await expect(page.getByText('Recreating listener 9443 on edge-prod.')).toBeVisible();
  await expect(field(page, 'Listener port')).toHaveValue('9443');
  await submit(page);
  await expectCreated(page, { port: '9443' });
  await openListener(page, addressOf(9443), '9443 TCP on edge-prod');
  expect(await section(page, 'Settings').innerText()).toBe(before);
});

test('the activity of a deleted listener, and a URL from when it existed lead straight to the form', async ({
  page,
}) => {
  await openList(page, EDGE_LIST);
  await deleteListener(page, STOPPED);
  const restore = notice(page, 'status', `Deleted ${STOPPED}`).getByRole('link', { name: 'Restore' });
  const recreate = (await restore.getAttribute('href')) ?? '';
  const entry = recreate.split('=')[1] ?? '';
  await page.goto(`/activity/${entry}`);
  await expect(page.getByRole('link', { name: 'Recreate this listener' })).toHaveAttribute('href', recreate);
  await page.goto(`${addressOf(9443)}/edit?restore=${entry}`);
  await expect(page).toHaveURL(new RegExp(`/listeners/new\\?restore=${entry}$`));
  await expect(page.getByText('Recreating listener 9443 on edge-prod.')).toBeVisible();
});

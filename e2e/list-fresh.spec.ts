import { expect, test } from './support/sluice';
import {
  cell,
  deleteListener,
  EDGE_ID,
  EDGE_LIST,
  expectStatus,
  markDocument,
  notice,
  openFreshList,
  openRowMenu,
  REGIONS,
  row,
  rows,
  RUNNING,
  startListener,
  STOPPED,
  stopListener,
  type ListenerName,
} from './verbs/list';

const NEW = `/listeners?new=cn-hangzhou/${EDGE_ID}/9443`;

test('a created row is marked and scrolled into view, with Start beside it', async ({ page, sandbox }) => {
  await page.setViewportSize({ width: 1440, height: 420 });
  await openFreshList(page, NEW);
  const made = row(page, STOPPED);
  await expect(cell(page, STOPPED, 'Port').getByText('New', { exact: true })).toBeVisible();
  await expect(made).toBeInViewport();
  await expect(rows(page).getByText('New', { exact: true })).toHaveCount(1);
  await expect(page.getByRole('button', { name: /^Start: / })).toHaveCount(1);

  await made.getByRole('button', { name: `Start: ${STOPPED}` }).click();
  await expectStatus(page, STOPPED, 'Running');
  await expect(made.getByRole('button', { name: /^Start/ })).toHaveCount(0);
  expect(await sandbox.requests('StartLoadBalancerListener')).toHaveLength(1);
});

test('the page with the created row opens, whichever page that is, also when its region was not selected', async ({
  page,
}) => {
  await openFreshList(page, '/listeners?regions=eu-central-1');
  await openFreshList(
    page,
    '/listeners?regions=cn-shanghai,eu-central-1&sort=-port&new=cn-hangzhou/lb-bp1b6c719dfa08exfuca5/443',
  );
  await expect(row(page, '443/TCP on edge-prod')).toBeVisible();
  await expect(page.getByLabel('Pagination and data age')).toContainText('Page 2 of 2');
});

test('the list refreshes every half minute, and not when that is turned off', async ({ page, sandbox }) => {
  const reads = async () => (await sandbox.requests('DescribeLoadBalancerListeners')).length;
  await page.clock.install();
  await openFreshList(page, EDGE_LIST);
  await page.clock.pauseAt(Date.now() + 5_000);
  const stop = page.getByRole('button', { name: 'Auto refresh is on (every 30 s). Turn off' });
  await expect(stop).toHaveAttribute('aria-pressed', 'true');
  const atFirst = await reads();
  await page.clock.runFor(31_000);
  await expect.poll(reads).toBe(atFirst + 1);

  await stop.click();
  await expect(page.getByRole('button', { name: 'Auto refresh is off. Turn on' })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
  const afterwards = await reads();
  await page.clock.runFor(120_000);
  // A press is answered after whatever the clock had set going.
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await expect.poll(reads).toBe(afterwards + 1);
});

test('a browser whose clock is an hour ahead reads the list no more often', async ({ page, sandbox }) => {
  const reads = async () => (await sandbox.requests('DescribeLoadBalancerListeners')).length;
  await page.clock.install({ time: Date.now() + 3_600_000 });
  await openFreshList(page, EDGE_LIST);
  await page.clock.pauseAt(Date.now() + 3_605_000);
  const atFirst = await reads();
  await page.clock.runFor(20_000);
  // A press is answered after whatever the clock had set going.
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await expect.poll(reads).toBe(atFirst + 1);
});

test('the age of the data is shown, what was deleted in the cloud is removed at the next refresh, and auto refresh stays off', async ({
  page,
  context,
}) => {
  await openFreshList(page, EDGE_LIST);
  await test.step('the age of the data is shown, with the time and its offset on hover', async () => {
    const age = page.getByLabel('Pagination and data age').locator('time');
    await expect(age).toHaveText(/^Updated \d+ s ago, at \d\d:\d\d:\d\d$/);
    await expect(age).toHaveAttribute('title', /UTC/);
  });

  await test.step('a listener deleted in the cloud is removed here at the next refresh', async () => {
    const other = await context.newPage();
    await openFreshList(other, EDGE_LIST);
    await deleteListener(other, STOPPED);
    await expect(notice(other, 'status', `Deleted ${STOPPED}`)).toBeVisible();

    const { expectSame } = await markDocument(page);
    await page.getByRole('button', { name: 'Refresh now' }).click();
    await expect(row(page, STOPPED)).toHaveCount(0);
    await expect(rows(page)).toHaveCount(7);
    await expectSame();
    await other.close();
  });

  await test.step('a stopped auto refresh is remembered by the next visit', async () => {
    await page.getByRole('button', { name: 'Auto refresh is on (every 30 s). Turn off' }).click();
    const later = await context.newPage();
    await openFreshList(later, EDGE_LIST);
    await expect(later.getByRole('button', { name: 'Auto refresh is off. Turn on' })).toBeVisible();
  });
});

test('a refresh keeps an open menu, its focus, and where the table was scrolled to', async ({
  page,
  sandbox,
}) => {
  const reads = async () => (await sandbox.requests('DescribeLoadBalancerListeners')).length;
  await page.setViewportSize({ width: 1440, height: 500 });
  await page.clock.install();
  await openFreshList(page, '/listeners?regions=cn-hangzhou');
  await page.clock.pauseAt(Date.now() + 5_000);
  const menu = await openRowMenu(page, '443/TCP on pay-gw');
  const place = page.getByRole('region', { name: 'Listeners' });
  const scrolledTo = await place.evaluate((element) => element.scrollTop);
  expect(scrolledTo).toBeGreaterThan(0);

  const before = await reads();
  await page.clock.runFor(31_000);
  await expect.poll(reads).toBe(before + 1);
  await expect(page.getByRole('button', { name: 'Refresh now' })).not.toHaveAttribute('aria-busy', 'true');
  await expect(menu.getByRole('menuitem', { name: 'Start' })).toBeFocused();
  expect(await place.evaluate((element) => element.scrollTop)).toBe(scrolledTo);
});

test('regions without listeners offer to create the first one', async ({ page, sandbox }) => {
  await sandbox.reset('empty');
  await page.goto(`/listeners?regions=${REGIONS}`);
  await expect(page.getByRole('heading', { name: 'No listeners yet in these 3 regions' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('No instance is available');
  await expect(page.getByRole('searchbox')).toHaveCount(0);
});

test('a list older than a minute while Sluice cannot be reached is dimmed under a banner with Retry', async ({
  context,
  page,
}) => {
  await page.clock.install();
  await openFreshList(page, EDGE_LIST);
  const table = page.getByRole('region', { name: 'Listeners', exact: true });
  const banner = page.getByRole('main').getByRole('alert');
  await context.setOffline(true);
  await page.clock.runFor(31_000);
  await expect(page.getByRole('main')).toContainText('Sluice is not responding. Showing last known data.');
  await expect(banner).toHaveCount(0);
  await page.clock.runFor(40_000);
  await expect(banner).toContainText(/Showing data as of \d\d:\d\d:\d\d, \d+ s ago\./);
  await expect(table).toHaveCSS('filter', 'grayscale(1)');
  await banner.getByRole('button', { name: 'Retry' }).click();
  await context.setOffline(false);
  await expect(banner).toHaveCount(0);
  await expect(table).toHaveCSS('filter', 'none');
});

test('a row that a new reading has changed is tinted for a moment, and not where motion is reduced', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await openFreshList(page, EDGE_LIST);
  // Slow, so that there is time to look.
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Animation.enable');
  await cdp.send('Animation.setPlaybackRate', { playbackRate: 0.02 });
  const tinted = (name: ListenerName) =>
    row(page, name).evaluate((element) => element.getAnimations({ subtree: true }).length > 0);

  await startListener(page, STOPPED);
  await expectStatus(page, STOPPED, 'Running');
  await expect.poll(() => tinted(STOPPED)).toBe(true);
  expect(await tinted(RUNNING)).toBe(false);

  await page.emulateMedia({ reducedMotion: 'reduce' });
  await stopListener(page, RUNNING);
  await expectStatus(page, RUNNING, 'Stopped');
  expect(await tinted(RUNNING)).toBe(false);
  await cdp.detach();
});

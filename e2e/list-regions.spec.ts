import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import {
  chooseRegions,
  expectFound,
  openFreshList,
  openList,
  REGIONS,
  rows,
  startListener,
  STOPPED,
  STOPPED_IN,
  expectStatus,
} from './verbs/list';

const LISTENERS = 'DescribeLoadBalancerListeners';
const ADDRESS = `/listeners?regions=${REGIONS}&size=100`;

/** The rows that are said to be old. */
function oldRows(page: Page): Locator {
  return rows(page).filter({ has: page.getByRole('rowheader', { name: /^\d+ (TCP|UDP|HTTPS?) stale/ }) });
}

test('regions are selected in the header, at least one, and remembered by a new visit, unlike those of a link', async ({
  page,
  context,
}) => {
  await test.step('at least one region must be selected, and the picker says so', async () => {
    await openList(page, '/listeners?regions=eu-central-1');
    await page
      .getByRole('banner')
      .getByRole('button', { name: /regions$/ })
      .click();
    const picker = page.getByRole('dialog', { name: 'Regions to show' });
    await picker.getByRole('searchbox', { name: 'Find a region' }).fill('frankfurt');
    await picker.getByRole('checkbox', { name: 'eu-central-1' }).uncheck();
    const show = picker.getByRole('button', { name: 'Apply' });
    await expect(show).toHaveAttribute('aria-disabled', 'true');
    await expect(show).toHaveAccessibleDescription('Select at least one region');
  });

  await test.step('a link to other regions is not remembered', async () => {
    await openList(page, '/listeners?regions=cn-shanghai');
    await expectFound(page, '16 of 16 match');
    const later = await context.newPage();
    await openList(later, '/listeners');
    await expectFound(later, '48 of 48 match');
    await later.close();
  });

  await test.step('regions selected in the header are shown, kept in the URL and remembered by a new visit', async () => {
    await openList(page);
    await chooseRegions(page, ['eu-central-1']);
    await expect(page).toHaveURL('/listeners?regions=eu-central-1');
    await expectFound(page, '9 of 9 match');
    await expect(page.getByRole('banner').getByRole('button', { name: /^1 of \d+ regions$/ })).toBeVisible();

    const later = await context.newPage();
    await openList(later, '/listeners');
    await expect(later).toHaveURL('/listeners?regions=eu-central-1');
    await expectFound(later, '9 of 9 match');

    await chooseRegions(later, ['cn-shanghai', 'eu-central-1']);
    await expect(later).toHaveURL('/listeners?regions=cn-shanghai,eu-central-1');
    await expectFound(later, '25 of 25 match');
    await later
      .getByRole('banner')
      .getByRole('button', { name: /regions$/ })
      .click();
    await later.getByRole('button', { name: 'All regions with instances' }).click();
    await expectFound(later, '48 of 48 match');
  });
});

test('a row that was changed and could not be reloaded since is not shown as before, and the rest of its region stays', async ({
  page,
  sandbox,
}) => {
  const changed = STOPPED_IN['cn-shanghai'];
  await openFreshList(page, ADDRESS);
  await sandbox.fault({ action: LISTENERS, regionId: 'cn-shanghai', count: 99, kind: 'error-5xx' });
  await startListener(page, changed);
  const banner = page.getByRole('main').getByRole('status').filter({ hasText: 'could not be loaded' });
  await expect(banner).toContainText('cn-shanghai could not be loaded.');
  await expectStatus(page, changed, /^Unknown/);
  await expect(rows(page)).toHaveCount(48);

  // The rows still shown can be used.
  await startListener(page, STOPPED);
  await expectStatus(page, STOPPED, 'Running');
  await expect(banner).toBeVisible();

  await sandbox.clearFaults();
  await banner.getByRole('button', { name: 'Retry now' }).click();
  await expect(banner).toHaveCount(0);
  await expectStatus(page, changed, 'Running');
});

test('each of several failed regions is named with its own code, and its RequestId can be copied', async ({
  page,
  context,
  sandbox,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openFreshList(page, ADDRESS);
  for (const regionId of ['cn-hangzhou', 'cn-shanghai'])
    await sandbox.fault({ action: LISTENERS, regionId, count: 99, kind: 'error-5xx' });
  await sandbox.fault({ action: LISTENERS, regionId: 'eu-central-1', count: 99, kind: 'drop-before' });
  await page.getByRole('button', { name: 'Refresh now' }).click();
  const banner = page.getByRole('main').getByRole('status').filter({ hasText: 'could not be loaded' });
  await expect(banner).toContainText(
    '3 regions could not be loaded: cn-hangzhou, cn-shanghai, eu-central-1.',
  );
  await expect(banner).toHaveCount(1);
  await expect(banner.getByRole('listitem')).toHaveText([
    /^cn-hangzhou .*Code ServiceUnavailable/,
    /^cn-shanghai .*Code ServiceUnavailable/,
    /^eu-central-1 .*Code Sluice.NoAnswer/,
  ]);
  // A region that did not respond has no RequestId.
  await expect(banner.getByRole('button', { name: /^Copy RequestId of/ })).toHaveCount(2);
  await banner.getByRole('button', { name: 'Copy RequestId of cn-shanghai' }).click();
  const received = (await sandbox.requests(LISTENERS)).filter(({ regionId }) => regionId === 'cn-shanghai');
  expect(received.map(({ requestId }) => requestId)).toContain(
    await page.evaluate(() => navigator.clipboard.readText()),
  );
});

test('loaded rows stay when their region is down, marked as stale with the reason, until it responds', async ({
  page,
  sandbox,
}) => {
  await openFreshList(page, ADDRESS);
  await sandbox.fault({ action: LISTENERS, regionId: 'cn-shanghai', count: 99, kind: 'error-5xx' });
  await page.getByRole('button', { name: 'Refresh now' }).click();
  const banner = page.getByRole('main').getByRole('status').filter({ hasText: 'could not be loaded' });
  await expect(banner).toContainText('cn-shanghai could not be loaded.');
  await expect(banner).toContainText(/Showing cn-shanghai as of \d+ s ago\./);
  await expect(banner).toContainText('ServiceUnavailable');
  await expect(banner).not.toContainText('Other regions are shown.');
  await expect(rows(page)).toHaveCount(48);
  const old = oldRows(page);
  await expect(old).toHaveCount(16);
  await expect(old.filter({ hasText: 'cn-shanghai' })).toHaveCount(16);

  // A visit that begins now gets the same rows at once, and then the notice.
  await page.reload();
  await expect(rows(page)).toHaveCount(48);
  await expect(banner).toBeVisible();

  await sandbox.clearFaults();
  // A refresh already in progress may find it working before the click.
  await expect(async () => {
    if ((await banner.count()) > 0)
      await banner.getByRole('button', { name: 'Retry now' }).click({ timeout: 1_000 });
    await expect(banner).toHaveCount(0, { timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await expect(old).toHaveCount(0);
  await expect(rows(page)).toHaveCount(48);
});

test('loaded rows stay while their region is late, and refresh automatically', async ({ page, sandbox }) => {
  await openFreshList(page, ADDRESS);
  await sandbox.fault({
    action: LISTENERS,
    regionId: 'eu-central-1',
    count: 1,
    kind: 'latency',
    millis: 6_500,
  });
  await page.getByRole('button', { name: 'Refresh now' }).click();
  const main = page.getByRole('main');
  await expect(main).toContainText('eu-central-1 has not responded yet.');
  await expect(main).toContainText(/Showing eu-central-1 as of \d+ s ago\./);
  await expect(rows(page)).toHaveCount(48);
  await expect(oldRows(page)).toHaveCount(9);
  await expect(main).not.toContainText('has not responded yet');
  await expect(rows(page)).toHaveCount(48);
  await expect(oldRows(page)).toHaveCount(0);
});

test('a throttled read is retried without a message', async ({ page, sandbox }) => {
  await sandbox.fault({ action: LISTENERS, count: 2, kind: 'throttle' });
  await openFreshList(page, ADDRESS);
  await expect(rows(page)).toHaveCount(48);
  await expect(page.getByRole('main')).not.toContainText('could not be loaded');
});

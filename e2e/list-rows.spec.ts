import { expect, test } from './support/sluice';
import {
  ALL_LIST,
  cell,
  cellPath,
  EDGE_ID,
  EDGE_LIST,
  EVERY_COLUMN,
  expectFound,
  expectRow,
  menuButton,
  notice,
  openList,
  openRowMenu,
  REGIONS,
  row,
  rows,
  RUNNING,
  searchBox,
  STOPPED,
  type Column,
  type ListenerName,
} from './verbs/list';

test('the first visit shows the listeners of all regions with instances, and names those in the URL', async ({
  page,
}) => {
  await openList(page);
  await expect(page).toHaveURL(`/listeners?regions=${REGIONS}`);
  await expect(page.getByRole('heading', { name: 'Listeners', level: 1 })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(/48 in 3 regions\s*37 running\s*11 stopped/);
  await expectFound(page, '48 of 48 match');
  await expect(rows(page)).toHaveCount(25);
  await expect(page.getByLabel('Pagination and data age')).toContainText('1–25 of 48');
});

test('every listener of these regions has its row, with all that is known of it', async ({ page }) => {
  await openList(page, ALL_LIST);
  await test.step('every listener of these regions has its row', async () => {
    await expect(rows(page)).toHaveCount(48);
    for (const region of ['cn-hangzhou', 'cn-shanghai', 'eu-central-1']) {
      await expect(rows(page).filter({ hasText: region }).first()).toBeVisible();
    }
    await expect(page.getByRole('columnheader')).toHaveText([
      '',
      'PortDescription',
      'StatusHealthy',
      'Instance',
      'Region',
      'Backend',
      'Access',
      'Mbit/s',
      'Changed',
      'Actions',
    ]);
    await expect(row(page, '443/TCP on edge-prod').getByRole('rowheader')).toHaveText(/^443 TCP/);
  });

  await test.step('a row shows status, port, instance, backend, scheduler, bandwidth, access, health check and description', async () => {
    await page.goto(`${ALL_LIST}&${EVERY_COLUMN}`);
    for (const [name, cells] of known) {
      await expectRow(page, name, cells);
    }
  });

  await test.step('the share of a peak, and what an empty access control list means, are shown on hover', async () => {
    await expect(
      cell(page, '443/TCP on pay-gw', 'Mbit/s').getByTitle('30% of the instance’s 200 Mbit/s'),
    ).toBeAttached();
    await expect(
      cell(page, '8443/TCP on edge-prod', 'Access').getByTitle('An empty allowlist allows everyone'),
    ).toBeVisible();
    await expect(
      cell(page, '1883/TCP on mq-internal', 'Access').getByTitle('An empty denylist blocks no one'),
    ).toBeVisible();
  });

  await test.step('header and port stay in view while the table is scrolled', async () => {
    await page.setViewportSize({ width: 1024, height: 500 });
    const last = row(page, '8443/TCP on telemetry-eu');
    await last.getByRole('button', { name: /^Actions/ }).scrollIntoViewIfNeeded();
    await expect(page.getByRole('columnheader', { name: 'Status Healthy' })).toBeInViewport();
    await expect(last.getByRole('rowheader')).toBeInViewport();
  });
});

const known: readonly [name: ListenerName, cells: Partial<Record<Column, string | RegExp>>][] = [
  [
    '443/TCP on edge-prod',
    {
      Port: '443 TCP',
      Status: 'Running',
      Instance: new RegExp(`^edge-prod\\s[^]*${EDGE_ID}$`),
      Region: 'cn-hangzhou',
      Backend: 'web-blue VServer group',
      Scheduler: 'wrr',
      'Mbit/s': '80',
      Access: 'Allow 14 office-egress',
      'Health check': 'HTTP every 2 s backend port',
      Description: '华东订单入口',
    },
  ],
  [
    '9443/TCP on edge-prod',
    {
      Port: '9443 TCP',
      Status: 'Stopped',
      Backend: 'web-green VServer group',
      'Mbit/s': 'Unlimited',
      'Health check': 'TCP every 2 s backend port',
      Description: '支付回调 灰度',
    },
  ],
  ['6380/TCP on edge-prod', { Backend: 'session-pair Primary/secondary', Access: 'Open to internet' }],
  ['2222/TCP on edge-prod', { Backend: 'Default group port 22', Scheduler: 'rr', 'Mbit/s': '5' }],
  ['8443/TCP on edge-prod', { Scheduler: 'wlc', Access: 'Allow 0: open office-egress-v2' }],
  ['1883/TCP on mq-internal', { Region: 'cn-shanghai', Access: 'Deny 0: blocks none abuse' }],
  ['443/TCP on orders-sh', { 'Health check': 'HTTP every 5 s backend port' }],
  ['443/TCP on eu-edge', { Region: 'eu-central-1', 'Mbit/s': '46', Access: 'Deny 112 scanners-eu' }],
  ['4318/TCP on telemetry-eu', { 'Health check': 'off', Description: 'otel-collector http' }],
  ['53/UDP on dns-internal', { Port: '53 UDP not editable', Status: 'Running', Description: 'dns' }],
  ['8009/TCP on legacy-shop', { Instance: /the instance is locked/ }],
  [
    '5432/TCP on ledger-core',
    { Instance: /protected: against console changes: Finance-audit-2026/, Status: 'Stopped' },
  ],
  ['9092/TCP on mq-internal', { Instance: /protected: against deletion/ }],
];

test('a row is looked at closely, copied from, and acted on through its menu', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  // Where descriptions have little room.
  await page.setViewportSize({ width: 1024, height: 768 });
  await openList(page, `${EDGE_LIST}&density=compact`);
  await test.step('truncated text is shown in full on hover, also after another search has reused the row', async () => {
    const description = rows(page)
      .first()
      .locator(`xpath=${cellPath('Description')}`);
    const titleUnderPointer = async (): Promise<string | null> => {
      await description.hover({ position: { x: 5, y: 5 } });
      await description.hover();
      return description.getAttribute('title');
    };
    await searchBox(page).fill('8443');
    await expect(description).toHaveText('checkout gray release');
    await expect.poll(titleUnderPointer).toBe('checkout gray release');
    await searchBox(page).fill('2222');
    await expect(description).toHaveText('bastion-ssh');
    // It may fit, or not, as the fonts of the machine have it.
    await expect.poll(titleUnderPointer).not.toBe('checkout gray release');
    expect([null, 'bastion-ssh']).toContain(await titleUnderPointer());
    await searchBox(page).fill('');
    await expect(rows(page)).toHaveCount(8);
  });

  await test.step('the ID of an instance is copied with one click', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await openList(page, EDGE_LIST);
    const instance = cell(page, '443/TCP on edge-prod', 'Instance');
    await instance.hover();
    await instance.getByRole('button', { name: `Copy ${EDGE_ID}` }).click();
    await expect(page.getByRole('main').getByRole('status').filter({ hasText: 'Copied' })).toBeAttached();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(EDGE_ID);
  });

  await test.step('one menu serves all rows: it closes on its own button, moves to another row, and leads to the forms', async () => {
    const menu = await openRowMenu(page, STOPPED);
    await expect(menuButton(page, STOPPED)).toHaveAttribute('aria-expanded', 'true');
    await menuButton(page, STOPPED).click();
    await expect(menu).toBeHidden();
    await expect(menuButton(page, STOPPED)).toHaveAttribute('aria-expanded', 'false');

    await openRowMenu(page, STOPPED);
    const other = await openRowMenu(page, RUNNING);
    await expect(menu).toBeHidden();
    await expect(other.getByRole('menuitem', { name: 'Stop' })).not.toHaveAttribute('aria-disabled');
    await expect(other.getByRole('menuitem', { name: 'Start' })).toHaveAttribute('aria-disabled', 'true');
    await other.getByRole('menuitem', { name: 'Copy instance ID' }).click();
    await expect(notice(page, 'status', `Copied ${EDGE_ID}`)).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(EDGE_ID);
    await expect(menuButton(page, RUNNING)).toBeFocused();

    await page.keyboard.press('ArrowUp');
    await expect(other.getByRole('menuitem', { name: 'Delete …' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(menuButton(page, RUNNING)).toBeFocused();
    await openRowMenu(page, RUNNING);
    await other.getByRole('menuitem', { name: 'Clone' }).click();
    await expect(page).toHaveURL(/\/listeners\/new\?from=/);
    await page.goBack();
    await (await openRowMenu(page, RUNNING)).getByRole('menuitem', { name: 'Edit' }).click();
    await expect(page).toHaveURL(/\/2222\/edit$/);
  });
});

import { expect, test } from './support/sluice';
import { field } from './verbs/form';
import { EDGE_LIST, openList, row } from './verbs/list';
import {
  addressOf,
  backend,
  openListener,
  trafficPathText,
  section,
  setting,
  evaluateAcl,
} from './verbs/listener';

const QUEUE = 'lb-uf60pk4r7y1b2n8s5d3hj';
const DNS = 'lb-uf6d2n4s6i8n0t2e4r6na';

test('the port in the list leads to the listener: its status and its backends, two facts, and all its settings', async ({
  page,
}) => {
  await openList(page, EDGE_LIST);
  await row(page, '443/TCP on edge-prod').getByRole('link', { name: '443 TCP' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '443 TCP on edge-prod' })).toBeVisible();
  const main = page.getByRole('main');
  await expect(main).toContainText('Running');
  await expect(main).toContainText('1 of 4 backends unhealthy');
  await expect(main).toContainText(/Updated \d+ s ago, at \d\d:\d\d:\d\d/);
  await expect(main.getByRole('button', { name: 'Copy instance ID' })).toBeVisible();
  await expect(main.getByRole('button', { name: 'Copy address' })).toBeVisible();
  await expect(main).toContainText('华东订单入口');

  await expect(setting(page, 'Bandwidth')).toHaveText('80 Mbit/s at most');
  await expect(setting(page, 'Session persistence')).toHaveText('600 s, by source IP');
  await expect(setting(page, 'Success codes')).toHaveText('2xx, 3xx');
  await expect(setting(page, 'Thresholds')).toHaveText('healthy after 3, unhealthy after 2');
  await expect(setting(page, 'Removed after')).toHaveText('about 12 s');
  await expect(setting(page, 'Established timeout')).toBeHidden();
  await section(page, 'Settings')
    .getByText(/^\d+ settings at their defaults$/)
    .click();
  await expect(setting(page, 'Scheduling algorithm')).toHaveText('wrr, weighted round robin');
  await expect(setting(page, 'Established timeout')).toHaveText('900 s idle timeout');

  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'edge-prod' }).click();
  await expect(row(page, '443/TCP on edge-prod')).toBeVisible();
});

test('the page reads in the order of the questions asked: what it is, its path, health, access, activity, settings', async ({
  page,
}) => {
  await openListener(page, addressOf(443), '443 TCP on edge-prod');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - navigation "Breadcrumb":
        - link "Listeners"
        - link "cn-hangzhou"
        - link "edge-prod"
        - text: "443"
      - heading "443 TCP on edge-prod" [level=1]
      - text: Running 1 of 4 backends unhealthy
      - button "Refresh now"
      - list "Actions":
        - /children: equal
        - listitem:
          - button "Start" [disabled]
        - listitem:
          - button "Stop"
        - listitem:
          - link "Clone"
        - listitem:
          - button "Delete"
        - listitem:
          - link "Edit"
      - button "Copy instance ID"
      - button "Copy address"
      - list "Traffic path":
        - /children: equal
        - listitem:
          - paragraph: Clients
          - paragraph: 14 address ranges
          - paragraph: Everyone else is blocked
        - listitem:
          - text: Allowlist
          - link "office-egress"
        - listitem:
          - paragraph: Listener
          - paragraph: Running, 443 TCP
          - paragraph: at most 80 Mbit/s
        - listitem: wrr weighted round robin
        - listitem:
          - paragraph: VServer group
          - paragraph:
            - link "web-blue"
          - paragraph: rsp-cige6j5e7p
        - listitem:
          - list:
            - listitem:
              - link "10.0.4.11:8080"
              - text: weight 100 healthy
            - listitem:
              - link "10.0.4.12:8080"
              - text: weight 100 healthy
            - listitem:
              - link "10.0.4.13:8080"
              - text: weight 50 healthy
            - listitem:
              - link "10.0.4.14:8081"
              - text: weight 100, no new connections unhealthy
      - heading "Backend health" [level=2]
      - list:
        - listitem:
          - text: /10\\.0\\.4\\.11:8080 .* check port 8080/
          - img /unhealthy in \\d+ of the/
          - text: /^healthy since/
        - listitem:
          - text: /10\\.0\\.4\\.12:8080 .* check port 8080/
          - img /unhealthy in \\d+ of the/
          - text: /^healthy since/
        - listitem:
          - text: /10\\.0\\.4\\.13:8080 .* check port 8080/
          - img /unhealthy in \\d+ of the/
          - text: /^healthy since/
        - listitem:
          - text: /10\\.0\\.4\\.14:8081 .* check port 8081/
          - img /unhealthy in \\d+ of the/
          - text: /^unhealthy since/
      - heading "Access control" [level=2]
      - text: Allow 14
      - link "office-egress"
      - textbox "Address to test"
      - button "Test address"
      - list "Entries of office-egress"
      - heading "Activity" [level=2]
      - link "View all"
      - heading "Settings" [level=2]
      - term: Listener port
      - definition: 443 TCP
      - term: Bandwidth
      - definition: 80 Mbit/s at most
      - heading "Health check" [level=3]
      - term: Removed after
      - definition: about 12 s
      - group: 8 settings at their defaults
  `);
});

test('Edit leads to the form of the listener and back, Clone to a new form with its settings', async ({
  page,
}) => {
  await openListener(page, addressOf(443), '443 TCP on edge-prod');
  const main = page.getByRole('main');
  await main.getByRole('link', { name: 'Edit', exact: true }).click();
  await expect(page.getByRole('group', { name: 'Listener port' })).toContainText('443 TCP');
  await expect(page).toHaveURL(/\/443\/edit$/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '443 TCP on edge-prod' })).toBeVisible();

  await main.getByRole('link', { name: 'Clone', exact: true }).click();
  await expect(main).toContainText('Cloning listener 443 on edge-prod');
  await expect(field(page, 'Listener port')).toHaveValue('');
  await expect(field(page, 'Bandwidth, Mbit/s')).toHaveValue('80');
});

test('the name, the status and the actions stay while the page scrolls, above what has the focus', async ({
  page,
}) => {
  await openListener(page, addressOf(443), '443 TCP on edge-prod');
  const bar = page.getByRole('list', { name: 'Actions' });
  const all = section(page, 'Activity').getByRole('link', { name: 'View all' });
  await page.setViewportSize({ width: 1024, height: 420 });
  const before = await bar.boundingBox();
  await section(page, 'Settings').getByText('at their defaults').click();
  await page.keyboard.press('End');
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
  await expect(bar.getByRole('button', { name: 'Stop' })).toBeInViewport();
  await expect.poll(async () => (await bar.boundingBox())?.y).toBeLessThan(before?.y ?? 0);

  // Backwards with the keyboard: what takes the focus is below the bar.
  await section(page, 'Settings').getByText('at their defaults').press('Shift+Tab');
  for (let back = 0; back < 20 && !(await all.evaluate((link) => link === document.activeElement)); back += 1)
    await page.keyboard.press('Shift+Tab');
  await expect(all).toBeFocused();
  const [link, row] = await Promise.all([all.boundingBox(), bar.boundingBox()]);
  expect(link?.y).toBeGreaterThanOrEqual((row?.y ?? 0) + (row?.height ?? 0));
});

test('nothing in the bar moves while the listener stops, and what cannot be done says why on focus', async ({
  page,
  sandbox,
}) => {
  await sandbox.settings({ transitionMillis: 60_000 });
  await openListener(page, addressOf(8443), '8443 TCP on edge-prod');
  const bar = page.getByRole('list', { name: 'Actions' });
  const places = () =>
    bar
      .getByRole('listitem')
      .evaluateAll((items) => items.map((item) => JSON.stringify(item.getBoundingClientRect())));
  const before = await places();
  await bar.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop listener' }).click();
  await expect(page.getByRole('main').getByText('Stopping', { exact: true }).first()).toBeVisible();
  expect(await places()).toEqual(before);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  const why = bar.getByRole('tooltip').filter({ visible: true });
  await expect(why).toHaveCount(1);
  await expect(bar.getByRole('button', { name: 'Stop' })).toHaveAccessibleDescription(
    (await why.innerText()).replace(/^Stop\s*/, ''),
  );
});

test('the traffic path is described in text, stop by stop, for each kind of group', async ({ page }) => {
  await openListener(page, addressOf(443), '443 TCP on edge-prod');
  expect(await trafficPathText(page)).toEqual([
    'Clients 14 address ranges Everyone else is blocked',
    'Allowlist office-egress',
    'Listener Running, 443 TCP at most 80 Mbit/s',
    'wrr weighted round robin',
    'VServer group web-blue rsp-cige6j5e7p',
    '10.0.4.11:8080 weight 100 healthy',
    '10.0.4.12:8080 weight 100 healthy',
    '10.0.4.13:8080 weight 50 healthy',
    '10.0.4.14:8081 weight 100, no new connections unhealthy',
  ]);
  await openListener(page, addressOf(6380), '6380 TCP on edge-prod');
  expect(await trafficPathText(page)).toEqual([
    'Clients Everyone on the internet No access control',
    'open',
    'Listener Running, 6380 TCP Unlimited',
    'to the primary',
    'Primary/secondary group session-pair rsp-0bfucwuotx',
    '10.0.8.41:6380 primary, weight 100 healthy',
    '10.0.8.42:6380 secondary, weight 100, standby healthy',
  ]);
  await openListener(page, addressOf(9443), '9443 TCP on edge-prod');
  expect((await trafficPathText(page)).slice(2, 3)).toEqual([
    'Listener Stopped, 9443 TCP Unlimited Stopped: no traffic passes',
  ]);
  await expect(section(page, 'Backend health')).toContainText(
    'The listener is stopped; health checks are not running.',
  );
  await openListener(page, addressOf(2222), '2222 TCP on edge-prod');
  expect((await trafficPathText(page))[4]).toBe('Default server group Instance servers backend port 22');

  // What it names it also opens.
  const path = page.getByRole('list', { name: 'Traffic path' });
  await openListener(page, addressOf(443), '443 TCP on edge-prod');
  await path.getByRole('link', { name: 'office-egress' }).click();
  await expect(page).toHaveURL(/access/);
  await expect(row(page, '443/TCP on edge-prod')).toBeVisible();
  await expect(row(page, '8443/TCP on edge-prod')).toHaveCount(0);
  await openListener(page, addressOf(443), '443 TCP on edge-prod');
  await path.getByRole('link', { name: 'web-blue' }).click();
  await expect(page).toHaveURL(/backend/);
  await expect(row(page, '443/TCP on edge-prod')).toBeVisible();
  await expect(row(page, '6380/TCP on edge-prod')).toHaveCount(0);
  await openListener(page, addressOf(443), '443 TCP on edge-prod');
  await path.getByRole('link', { name: '10.0.4.11:8080' }).click();
  await expect(page).toHaveURL(/server/);
  await expect(row(page, '443/TCP on edge-prod')).toBeVisible();
  await expect(row(page, '6380/TCP on edge-prod')).toHaveCount(0);

  // The path is drawn broken behind the listener only if every server is unhealthy.
  const broken = page.getByRole('list', { name: 'Traffic path' }).locator('> li[data-dead]');
  await openListener(page, addressOf(443), '443 TCP on edge-prod');
  await expect(broken).toHaveCount(0);
  await openListener(page, addressOf(5672, QUEUE, 'cn-shanghai'), '5672 TCP on mq-internal');
  await expect(page.getByRole('main')).toContainText('3 of 3 backends unhealthy');
  await expect(broken).toHaveCount(2);
});

test('a backend that dies is shown as unhealthy, and since when survives a reload', async ({
  page,
  sandbox,
}) => {
  await openListener(page, addressOf(8443), '8443 TCP on edge-prod');
  const server = backend(page, '10.0.5.11:8080');
  await expect(server).toContainText(/(?<!un)healthy/);
  await expect(server).toContainText('check port 8080');

  await sandbox.health('10.0.5.11', 'dead');
  // Longer than the health check needs to notice.
  await sandbox.shiftClock(60_000);
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await expect(server).toContainText('unhealthy');
  await expect(page.getByRole('main')).toContainText('1 of 3 backends unhealthy');
  await expect(server).toContainText(/healthy until \d\d:\d\d/);
  const since = server.getByText('since').getByRole('time').first();
  const observedAt = await since.getAttribute('datetime');
  expect(observedAt).toMatch(/^\d{4}-.*Z$/);

  await page.reload();
  await expect(server).toContainText('unhealthy');
  await expect(since).toHaveAttribute('datetime', observedAt ?? '');
  await expect(
    server.getByRole('img', { name: /unhealthy in [12] of the \d+ minutes? checked/ }),
  ).toBeVisible();
});

test('testing an address names the entry that decides it', async ({ page }) => {
  await openListener(page, addressOf(443), '443 TCP on edge-prod');
  const access = await evaluateAcl(page, '203.0.113.77');
  await expect(access).toContainText('Allowed. 203.0.113.77 matches 203.0.113.0/24.');
  const entries = page.getByRole('list', { name: 'Entries of office-egress' });
  await expect(entries.getByRole('listitem').filter({ hasText: 'match' })).toHaveText(
    /203\.0\.113\.0\/24.*CDN origin pull/,
  );
  await expect(entries.getByRole('listitem')).toHaveCount(8);
  await access.getByRole('button', { name: '6 more entries' }).click();
  await expect(entries.getByRole('listitem')).toHaveCount(14);

  await evaluateAcl(page, '8.8.8.8');
  await expect(access).toContainText('Blocked. 8.8.8.8 is not on the allowlist.');
  await evaluateAcl(page, '203.0.112.0/23');
  await expect(access).toContainText('Partly allowed.');
  await expect(entries.getByRole('listitem').filter({ hasText: 'partial match' })).toHaveText(
    /203\.0\.113\.0\/24/,
  );
  await expect(entries.getByText('match', { exact: true })).toHaveCount(0);
  await evaluateAcl(page, '2001:db8::1');
  await expect(access).toContainText('Not applicable. 2001:db8::1 is IPv6');
  await evaluateAcl(page, 'office');
  await expect(page.getByRole('textbox', { name: 'Address to test' })).toHaveAccessibleDescription(
    /^Enter an IPv4 or IPv6 address/,
  );

  await openListener(page, addressOf(8080), '8080 TCP on edge-prod');
  await evaluateAcl(page, '198.51.100.77');
  await expect(access).toContainText('Blocked. 198.51.100.77 matches 198.51.100.76/30.');
  await page.getByRole('searchbox', { name: 'Filter entries' }).fill('100.7');
  await expect(access).toContainText('2 of 37 entries');

  await openListener(page, addressOf(8443), '8443 TCP on edge-prod');
  await evaluateAcl(page, '8.8.8.8');
  await expect(access).toContainText(
    'Allowed. The allowlist is empty, and an empty allowlist allows everyone.',
  );
});

test('a section that cannot be loaded keeps the rest of the page, and a listener that cannot says why', async ({
  page,
  sandbox,
}) => {
  await sandbox.fault({ action: 'DescribeHealthStatus', count: 999, kind: 'error-5xx' });
  await openListener(page, addressOf(443), '443 TCP on edge-prod');
  await expect(section(page, 'Backend health')).toContainText('Backend health could not be loaded.');
  await expect(section(page, 'Backend health')).toContainText('ServiceUnavailable');
  await expect(page.getByRole('main')).toContainText('Backend health unknown');
  await expect(setting(page, 'Bandwidth')).toHaveText('80 Mbit/s at most');

  await sandbox.clearFaults();
  await sandbox.fault({ action: 'DescribeLoadBalancerTCPListenerAttribute', count: 999, kind: 'error-5xx' });
  await page.goto(addressOf(443));
  await expect(
    page.getByRole('heading', { level: 1, name: 'The listener could not be loaded' }),
  ).toBeVisible();
  await expect(page.getByRole('main')).toContainText('ServiceUnavailable');
  await expect(page.getByRole('button', { name: 'Copy RequestId' })).toBeVisible();
  await sandbox.clearFaults();
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '443 TCP on edge-prod' })).toBeVisible();
});

test('while Sluice is not responding the page stays as it is, says so, and resumes automatically', async ({
  context,
  page,
}) => {
  await openListener(page, addressOf(443), '443 TCP on edge-prod');
  const said = page.getByRole('status').filter({ hasText: 'Sluice is not responding' });
  const readAt = page
    .getByRole('main')
    .getByRole('time')
    .filter({ hasText: /^Updated/ });
  const before = await readAt.getAttribute('datetime');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await expect(said).toBeVisible();
  await expect(setting(page, 'Bandwidth')).toHaveText('80 Mbit/s at most');
  await context.setOffline(false);
  await expect(said).toHaveCount(0);
  await expect(readAt).not.toHaveAttribute('datetime', before ?? '');
});

test('a missing listener gets a complete page that says what is missing, with status 404', async ({
  page,
}) => {
  const gone = page.getByRole('heading', { level: 1, name: 'Listener not found' });
  for (const [address, words] of [
    [addressOf(4711), 'No listener on port 4711'],
    [addressOf(443, 'lb-none'), 'No instance lb-none in cn-hangzhou.'],
    [addressOf(443, QUEUE, 'cn-nowhere'), 'Region cn-nowhere not found.'],
    [addressOf(0), 'This URL does not identify a listener.'],
  ] as const) {
    // The status is known only while the response of SLB comes before the first byte of the page.
    await expect(async () => expect((await page.goto(address))?.status()).toBe(404)).toPass();
    await expect(gone).toBeVisible();
    await expect(page.getByRole('main')).toContainText(words);
  }
  await page.getByRole('main').getByRole('link', { name: 'Back to listeners' }).click();
  await expect(page).toHaveURL(/\/listeners(\?|$)/);
});

test('a listener of another protocol is not editable, also where TCP has the same port', async ({ page }) => {
  await openList(page, `/listeners?regions=cn-shanghai&instance=${DNS}`);
  await row(page, '53/UDP on dns-internal').getByRole('link', { name: '53 UDP' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '53 UDP on dns-internal' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(
    'Not editable: Sluice can start, stop and delete this listener',
  );
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toHaveAccessibleDescription(
    'Only TCP listeners can be edited here',
  );
  await openListener(page, addressOf(53, DNS, 'cn-shanghai'), '53 TCP on dns-internal');
});

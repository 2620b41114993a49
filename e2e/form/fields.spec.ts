import type { Page } from '@playwright/test';
import { expect, test } from '../support/sluice';
import {
  bandwidth,
  choice,
  choose,
  EDGE,
  expectCreated,
  fill,
  openForm,
  PAY,
  receivedCreations,
  shownRequest,
  submit,
  tick,
  toggle,
  typeId,
  unfoldAdvanced,
  insertIntoSearch,
} from '../verbs/form';

/** Every field but those of the backend, each with a value that is no default. */
async function fillAllButBackend(page: Page): Promise<void> {
  await fill(page, 'Listener port', '65535');
  await bandwidth(page).fill('5000');
  await fill(page, 'Description', '订单 入口 web/blue-1_a.b');
  await choice(page, /^wlc/).check();

  await choice(page, 'HTTP HEAD').check();
  await fill(page, 'Path', '/healthz-1/a.b?c%20&d#e');
  await fill(page, 'Domain', 'shop.internal-1.example');
  await tick(page, '3xx').check();
  await tick(page, '5xx').check();
  await tick(page, '2xx').uncheck();
  await fill(page, 'Check port', '8081');
  await fill(page, 'Timeout', '300');
  await fill(page, 'Interval', '50');
  await fill(page, 'Healthy threshold', '2');
  await fill(page, 'Unhealthy threshold', '10');

  await toggle(page, 'Access control').check();
  await choice(page, 'Allowlist').check();
  await choose(page, 'Access control list', '1323');

  await unfoldAdvanced(page);
  await toggle(page, 'Session persistence').check();
  await fill(page, 'Persistence timeout', '3600');
  await fill(page, 'Established timeout', '10');
}

const allButBackend = {
  RegionId: EDGE.regionId,
  LoadBalancerId: EDGE.loadBalancerId,
  ListenerPort: '65535',
  Bandwidth: '5000',
  Description: '订单 入口 web/blue-1_a.b',
  Scheduler: 'wlc',
  HealthCheckType: 'http',
  HealthCheckURI: '/healthz-1/a.b?c%20&d#e',
  HealthCheckDomain: 'shop.internal-1.example',
  HealthCheckHttpCode: 'http_3xx,http_5xx',
  HealthCheckConnectPort: '8081',
  HealthCheckConnectTimeout: '300',
  // The reference spells it so on this call alone.
  healthCheckInterval: '50',
  HealthyThreshold: '2',
  UnhealthyThreshold: '10',
  AclStatus: 'on',
  AclType: 'white',
  AclId: '1323',
  PersistenceTimeout: '3600',
  EstablishedTimeout: '10',
};

const backends = [
  {
    words: 'the default server group',
    fill: (page: Page) => fill(page, 'Backend port', '1'),
    sent: { BackendServerPort: '1' },
  },
  {
    words: 'a VServer group',
    fill: async (page: Page) => {
      await choice(page, 'VServer group').check();
      await choose(page, 'VServer group', 'rsp-cige6j5e7p');
    },
    sent: { VServerGroupId: 'rsp-cige6j5e7p' },
  },
  {
    words: 'a primary/secondary server group',
    fill: async (page: Page) => {
      await choice(page, 'Primary/secondary').check();
      await choose(page, 'Primary/secondary server group', 'session-pair');
      await fill(page, 'Backend port', '6380');
    },
    sent: { MasterSlaveServerGroupId: 'rsp-0bfucwuotx', BackendServerPort: '6380' },
  },
];

for (const backend of backends) {
  test(`every field with ${backend.words} is received as it was typed and shown`, async ({
    page,
    sandbox,
  }) => {
    await openForm(page, EDGE);
    await fillAllButBackend(page);
    await backend.fill(page);
    const shown = await shownRequest(page);
    await submit(page);

    const row = await expectCreated(page, { port: '65535' });
    await expect(row).toContainText('订单 入口 web/blue-1_a.b');
    const sent = { ...allButBackend, ...backend.sent };
    expect(await receivedCreations(sandbox)).toEqual([sent]);
    expect(shown).toEqual({ Action: 'CreateLoadBalancerTCPListener', ...sent });
  });
}

test('what is left blank or at its default is not sent, and the panel says what SLB uses instead', async ({
  page,
  sandbox,
}) => {
  await openForm(page, PAY);
  await fill(page, 'Listener port', ' 7001 ');
  await bandwidth(page).fill('5');
  await fill(page, 'Backend port', '8080');
  await fill(page, 'Description', '   ');

  const panel = page.getByRole('region', { name: 'Request', exact: true });
  await panel.getByText('10 settings use their defaults and are not sent').click();
  for (const assumed of [
    'Schedulerwrr',
    'HealthCheckTypetcp',
    'HealthCheckConnectPortthe backend port',
    'HealthCheckConnectTimeout5 s',
    'healthCheckInterval2 s',
    'HealthyThreshold3',
    'UnhealthyThreshold3',
    'AclStatusoff',
    'PersistenceTimeoutoff',
    'EstablishedTimeout900 s',
  ])
    await expect(panel).toContainText(assumed);

  await submit(page);
  await expectCreated(page, { port: '7001' });
  expect(await receivedCreations(sandbox)).toEqual([
    {
      RegionId: PAY.regionId,
      LoadBalancerId: PAY.loadBalancerId,
      ListenerPort: '7001',
      Bandwidth: '5',
      BackendServerPort: '8080',
    },
  ]);
});

test('a denylist, rr and the server’s address as domain are sent as chosen', async ({ page, sandbox }) => {
  await openForm(page, EDGE);
  await fill(page, 'Listener port', '1');
  await bandwidth(page).fill('1');
  await fill(page, 'Backend port', '65535');
  await choice(page, /^rr/).check();
  await choice(page, 'HTTP HEAD').check();
  await fill(page, 'Path', '/');
  await fill(page, 'Domain', '$_ip');
  await toggle(page, 'Access control').check();
  await choice(page, 'Denylist').check();
  await choose(page, 'Access control list', 'scanners');
  await page.getByRole('button', { name: 'Show 37 entries' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: '198.51.100.144/30' })).toBeVisible();
  await submit(page);

  await expectCreated(page, { port: '1' });
  const [sent] = await receivedCreations(sandbox);
  expect(sent).toMatchObject({
    ListenerPort: '1',
    Bandwidth: '1',
    BackendServerPort: '65535',
    Scheduler: 'rr',
    HealthCheckURI: '/',
    HealthCheckDomain: '$_ip',
    HealthCheckHttpCode: 'http_2xx',
    AclType: 'black',
    AclId: 'acl-bp1scan2n3r5s',
  });
});

test('IDs of lists not offered can be typed: the cloud decides', async ({ page, sandbox }) => {
  await openForm(page);
  await page.getByRole('combobox', { name: 'Region', exact: true }).selectOption('cn-hangzhou');
  await typeId(page, 'Instance', 'lb-typed-by-hand');
  await expect(
    page.getByText('lb-typed-by-hand is not one of the 6 instances loaded for cn-hangzhou'),
  ).toBeVisible();
  await fill(page, 'Listener port', '80');
  await bandwidth(page).fill('5');
  await choice(page, 'VServer group').check();
  await typeId(page, 'VServer group', 'rsp-typed');
  await submit(page);
  await expect(page.getByRole('main').getByRole('alert')).toContainText('InvalidLoadBalancerId.NotFound');
  expect(await receivedCreations(sandbox)).toEqual([]);
});

test('a typed instance ID works like a chosen one', async ({ page, sandbox }) => {
  await openForm(page);
  await page.getByRole('combobox', { name: 'Region', exact: true }).selectOption('cn-hangzhou');
  await typeId(page, 'Instance', EDGE.loadBalancerId.slice(0, -1));
  await typeIdOfListed(page);
  await fill(page, 'Listener port', '80');
  await bandwidth(page).fill('5');
  await fill(page, 'Backend port', '80');
  await submit(page);
  await expectCreated(page, { port: '80' });
  const [sent] = await receivedCreations(sandbox);
  expect(sent).toMatchObject({ LoadBalancerId: EDGE.loadBalancerId });
});

/** Typed whole, the id of a listed instance is offered as that instance. */
async function typeIdOfListed(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Instance', exact: true }).click();
  await insertIntoSearch(page, EDGE.loadBalancerId);
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
}

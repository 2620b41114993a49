import type { Page } from '@playwright/test';
import { expect, test } from '../support/sluice';
import {
  bandwidth,
  choice,
  choose,
  EDGE,
  expectCreated,
  field,
  fill,
  fillRequired,
  list,
  openForm,
  receivedCreations,
  shownRequest,
  submit,
  tick,
  toggle,
  unfoldAdvanced,
} from '../verbs/form';

const required = {
  RegionId: EDGE.regionId,
  LoadBalancerId: EDGE.loadBalancerId,
  ListenerPort: '7001',
  Bandwidth: '5',
  BackendServerPort: '8080',
};

type Condition = {
  words: string;
  /** Shows the branch. */
  on: (page: Page) => Promise<void>;
  off: (page: Page) => Promise<void>;
  fill: (page: Page) => Promise<void>;
  /** The branch is on the screen as it was filled. */
  expectKept: (page: Page) => Promise<void>;
  expectAbsent: (page: Page) => Promise<void>;
  sentOn: Record<string, string>;
  /** Sent while it is off and not while it is on; `notSentOn` names what else is not. */
  sentOff?: Record<string, string>;
  notSentOn?: string[];
};

const conditions: Condition[] = [
  {
    words: 'the HTTP health check',
    on: (page) => choice(page, 'HTTP HEAD').check(),
    off: (page) => choice(page, 'TCP connect').check(),
    fill: async (page) => {
      await fill(page, 'Path', '/ready');
      await fill(page, 'Domain', 'pay.internal');
      await tick(page, '4xx').check();
    },
    expectKept: async (page) => {
      await expect(field(page, 'Path')).toHaveValue('/ready');
      await expect(field(page, 'Domain')).toHaveValue('pay.internal');
      await expect(tick(page, '4xx')).toBeChecked();
    },
    expectAbsent: async (page) => {
      await expect(field(page, 'Path')).toHaveCount(0);
      await expect(field(page, 'Domain')).toHaveCount(0);
      await expect(tick(page, '4xx')).toHaveCount(0);
    },
    sentOn: {
      HealthCheckType: 'http',
      HealthCheckURI: '/ready',
      HealthCheckDomain: 'pay.internal',
      HealthCheckHttpCode: 'http_2xx,http_4xx',
    },
  },
  {
    words: 'access control',
    on: (page) => toggle(page, 'Access control').check(),
    off: (page) => toggle(page, 'Access control').uncheck(),
    fill: async (page) => {
      await choice(page, 'Allowlist').check();
      await choose(page, 'Access control list', 'bastion');
    },
    expectKept: async (page) => {
      await expect(choice(page, 'Allowlist')).toBeChecked();
      await expect(list(page, 'Access control list')).toContainText('bastion');
    },
    expectAbsent: async (page) => {
      await expect(choice(page, 'Allowlist')).toHaveCount(0);
      await expect(list(page, 'Access control list')).toHaveCount(0);
    },
    sentOn: { AclStatus: 'on', AclType: 'white', AclId: 'acl-bp1bast7i0n2x' },
  },
  {
    words: 'session persistence',
    on: (page) => toggle(page, 'Session persistence').check(),
    off: (page) => toggle(page, 'Session persistence').uncheck(),
    fill: (page) => fill(page, 'Persistence timeout', '1800'),
    expectKept: (page) => expect(field(page, 'Persistence timeout')).toHaveValue('1800'),
    expectAbsent: (page) => expect(field(page, 'Persistence timeout')).toHaveCount(0),
    sentOn: { PersistenceTimeout: '1800' },
  },
  {
    words: 'the VServer group',
    on: (page) => choice(page, 'VServer group').check(),
    off: (page) => choice(page, 'Default group').check(),
    fill: (page) => choose(page, 'VServer group', 'kafka-edge'),
    expectKept: async (page) => {
      await expect(list(page, 'VServer group')).toContainText('kafka-edge');
      await expect(field(page, 'Backend port')).toHaveCount(0);
    },
    expectAbsent: async (page) => {
      await expect(list(page, 'VServer group')).toHaveCount(0);
      await expect(field(page, 'Backend port')).toHaveValue('8080');
    },
    sentOn: { VServerGroupId: 'rsp-bp1ka5fk4edg3' },
    notSentOn: ['BackendServerPort'],
  },
  {
    words: 'the primary/secondary group',
    on: (page) => choice(page, 'Primary/secondary').check(),
    off: (page) => choice(page, 'Default group').check(),
    fill: (page) => choose(page, 'Primary/secondary server group', 'session-pair'),
    expectKept: async (page) => {
      await expect(list(page, 'Primary/secondary server group')).toContainText('session-pair');
      await expect(field(page, 'Backend port')).toHaveValue('8080');
    },
    expectAbsent: (page) => expect(list(page, 'Primary/secondary server group')).toHaveCount(0),
    sentOn: { MasterSlaveServerGroupId: 'rsp-0bfucwuotx' },
  },
  {
    words: 'unlimited bandwidth',
    on: (page) => choice(page, 'Unlimited').check(),
    off: (page) => choice(page, 'Limited').check(),
    fill: async () => {},
    expectKept: async (page) => {
      await expect(choice(page, 'Unlimited')).toBeChecked();
      await expect(bandwidth(page)).toHaveCount(0);
      await expect(
        page.getByText('Unlimited (-1): the listener can use all available bandwidth'),
      ).toBeVisible();
    },
    expectAbsent: (page) => expect(bandwidth(page)).toHaveValue('5'),
    sentOn: { Bandwidth: '-1' },
  },
];

for (const condition of conditions) {
  test(`${condition.words}: on, off and on again keeps what was typed; what is off is not sent`, async ({
    page,
    sandbox,
  }) => {
    await openForm(page, EDGE);
    await unfoldAdvanced(page);
    await fillRequired(page);
    await condition.expectAbsent(page);

    await condition.on(page);
    await condition.fill(page);
    await condition.expectKept(page);
    const sentOn = Object.fromEntries(
      Object.entries({ ...required, ...condition.sentOn }).filter(
        ([name]) => !condition.notSentOn?.includes(name),
      ),
    );
    expect(await shownRequest(page)).toEqual({ Action: 'CreateLoadBalancerTCPListener', ...sentOn });

    await condition.off(page);
    await condition.expectAbsent(page);
    expect(await shownRequest(page)).toEqual({ Action: 'CreateLoadBalancerTCPListener', ...required });

    await condition.on(page);
    await condition.expectKept(page);
    expect(await shownRequest(page)).toEqual({ Action: 'CreateLoadBalancerTCPListener', ...sentOn });

    await condition.off(page);
    await submit(page);
    await expectCreated(page, { port: '7001' });
    expect(await receivedCreations(sandbox)).toEqual([required]);
  });
}

test('an error in a hidden field does not prevent creation', async ({ page, sandbox }) => {
  await openForm(page, EDGE);
  await unfoldAdvanced(page);
  await fillRequired(page);
  await choice(page, 'HTTP HEAD').check();
  await fill(page, 'Path', 'no slash');
  await toggle(page, 'Access control').check();
  await toggle(page, 'Session persistence').check();
  await fill(page, 'Persistence timeout', '99999');
  await submit(page);
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();

  await choice(page, 'TCP connect').check();
  await toggle(page, 'Access control').uncheck();
  await toggle(page, 'Session persistence').uncheck();
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
  await submit(page);
  await expectCreated(page, { port: '7001' });
  expect(await receivedCreations(sandbox)).toEqual([required]);
});

test('what belongs to an instance comes back with it', async ({ page }) => {
  await openForm(page, EDGE);
  await choice(page, 'VServer group').check();
  await choose(page, 'VServer group', 'web-green');
  await choose(page, 'Instance', 'pay-gw');
  await expect(list(page, 'VServer group')).not.toContainText('web-green');
  await choose(page, 'VServer group', 'web-pay');
  await choose(page, 'Instance', 'edge-prod');
  await expect(list(page, 'VServer group')).toContainText('web-green');

  await list(page, 'Region').selectOption('cn-shanghai');
  await expect(list(page, 'Instance')).not.toContainText('edge-prod');
  await list(page, 'Region').selectOption('cn-hangzhou');
  await expect(list(page, 'Instance')).toContainText('edge-prod');
  await expect(list(page, 'VServer group')).toContainText('web-green');
});

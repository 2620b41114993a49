import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import {
  bandwidth,
  choice,
  choose,
  expectFieldError,
  field,
  fillRequired,
  list,
  renderCreateForm,
  sentBy,
  shownRequest,
  submit,
  summary,
  tick,
  toggle,
  unfoldAdvanced,
} from '@/components/listeners/form/testing/create-form';

const action = { Action: 'CreateLoadBalancerTCPListener' };
const required = {
  RegionId: 'cn-hangzhou',
  LoadBalancerId: 'lb-edge',
  ListenerPort: '7001',
  Bandwidth: '5',
  BackendServerPort: '8080',
};

type Locator = ReturnType<typeof field>;
const expectAbsent = async (...controls: Locator[]): Promise<void> => {
  for (const control of controls) await expect.element(control).not.toBeInTheDocument();
};

type Condition = {
  words: string;
  /** Shows the branch, and hides it. */
  on: () => Promise<void>;
  off: () => Promise<void>;
  fill: () => Promise<void>;
  /** The branch is on the screen as it was filled. */
  expectKept: () => Promise<void>;
  expectAbsent: () => Promise<void>;
  sentOn: Record<string, string>;
  notSentOn?: string[];
};

const conditions: Condition[] = [
  {
    words: 'the HTTP health check',
    on: () => choice('HTTP HEAD').click(),
    off: () => choice('TCP connect').click(),
    fill: async () => {
      await field('Path').fill('/ready');
      await field('Domain').fill('pay.internal');
      await tick('4xx').click();
    },
    expectKept: async () => {
      await expect.element(field('Path')).toHaveValue('/ready');
      await expect.element(field('Domain')).toHaveValue('pay.internal');
      await expect.element(tick('4xx')).toBeChecked();
    },
    expectAbsent: () => expectAbsent(field('Path'), field('Domain'), tick('4xx')),
    sentOn: {
      HealthCheckType: 'http',
      HealthCheckURI: '/ready',
      HealthCheckDomain: 'pay.internal',
      HealthCheckHttpCode: 'http_2xx,http_4xx',
    },
  },
  {
    words: 'access control',
    on: () => toggle('Access control').click(),
    off: () => toggle('Access control').click(),
    fill: async () => {
      await choice('Allowlist').click();
      await choose('Access control list', 'office');
    },
    expectKept: async () => {
      await expect.element(choice('Allowlist')).toBeChecked();
      await expect.element(list('Access control list')).toHaveTextContent('office');
    },
    expectAbsent: () => expectAbsent(choice('Allowlist'), list('Access control list')),
    sentOn: { AclStatus: 'on', AclType: 'white', AclId: 'acl-office' },
  },
  {
    words: 'session persistence',
    on: () => toggle('Session persistence').click(),
    off: () => toggle('Session persistence').click(),
    fill: () => field('Persistence timeout').fill('1800'),
    expectKept: async () => {
      await expect.element(field('Persistence timeout')).toHaveValue('1800');
    },
    expectAbsent: () => expectAbsent(field('Persistence timeout')),
    sentOn: { PersistenceTimeout: '1800' },
  },
  {
    words: 'the VServer group',
    on: () => choice('VServer group').click(),
    off: () => choice('Default group').click(),
    fill: () => choose('VServer group', 'edge-kafka'),
    expectKept: async () => {
      await expect.element(list('VServer group')).toHaveTextContent('edge-kafka');
      await expectAbsent(field('Backend port'));
    },
    expectAbsent: async () => {
      await expectAbsent(list('VServer group'));
      await expect.element(field('Backend port')).toHaveValue('8080');
    },
    sentOn: { VServerGroupId: 'rsp-edge-kafka' },
    notSentOn: ['BackendServerPort'],
  },
  {
    words: 'the primary/secondary group',
    on: () => choice('Primary/secondary').click(),
    off: () => choice('Default group').click(),
    fill: () => choose('Primary/secondary server group', 'session-pair'),
    expectKept: async () => {
      await expect.element(list('Primary/secondary server group')).toHaveTextContent('session-pair');
      await expect.element(field('Backend port')).toHaveValue('8080');
    },
    expectAbsent: () => expectAbsent(list('Primary/secondary server group')),
    sentOn: { MasterSlaveServerGroupId: 'rsp-pair' },
  },
  {
    words: 'unlimited bandwidth',
    on: () => choice('Unlimited').click(),
    off: () => choice('Limited').click(),
    fill: async () => {},
    expectKept: async () => {
      await expect.element(choice('Unlimited')).toBeChecked();
      await expectAbsent(bandwidth());
      await expect
        .element(page.getByText('Unlimited (-1): the listener can use all available bandwidth'))
        .toBeVisible();
    },
    expectAbsent: async () => {
      await expect.element(bandwidth()).toHaveValue('5');
    },
    sentOn: { Bandwidth: '-1' },
  },
];

test.for(conditions)(
  '$words: on, off and on again keeps what was typed; what is off is not sent',
  async (condition) => {
    const { createListener } = await renderCreateForm();
    await unfoldAdvanced();
    await fillRequired();
    await condition.expectAbsent();
    const sentOn = Object.fromEntries(
      Object.entries({ ...required, ...condition.sentOn }).filter(
        ([name]) => !condition.notSentOn?.includes(name),
      ),
    );

    await condition.on();
    await condition.fill();
    await condition.expectKept();
    await expect.poll(shownRequest).toEqual({ ...action, ...sentOn });
    await condition.off();
    await condition.expectAbsent();
    await expect.poll(shownRequest).toEqual({ ...action, ...required });
    await condition.on();
    await condition.expectKept();
    await expect.poll(shownRequest).toEqual({ ...action, ...sentOn });

    await condition.off();
    await submit();
    await expect.poll(() => sentBy(createListener)).toEqual([required]);
  },
);

test('an error in a hidden field does not prevent creation', async () => {
  const { createListener } = await renderCreateForm();
  await unfoldAdvanced();
  await fillRequired();
  await choice('HTTP HEAD').click();
  await field('Path').fill('no slash');
  await toggle('Access control').click();
  await toggle('Session persistence').click();
  await field('Persistence timeout').fill('99999');
  await submit();
  await expect.element(summary()).toHaveFocus();
  expect(createListener).not.toHaveBeenCalled();

  await choice('TCP connect').click();
  await toggle('Access control').click();
  await toggle('Session persistence').click();
  await expect.element(summary()).not.toBeInTheDocument();
  await submit();
  await expect.poll(() => sentBy(createListener)).toEqual([required]);
});

test('the listener port is offered as the backend port, and only one that can be taken', async () => {
  await renderCreateForm();
  const offer = page.getByRole('button', { name: /^Use the listener port/ });
  for (const wrong of ['0', '65536', 'http']) {
    await field('Listener port').fill(wrong);
    await expectAbsent(offer);
  }
  await field('Listener port').fill('7001');
  await offer.click();
  await expect.element(field('Backend port')).toHaveValue('7001');
  await expect.element(field('Backend port')).toHaveFocus();
  await expectAbsent(offer);
});

test('each kind of list says what it does, and neither is chosen beforehand', async () => {
  await renderCreateForm();
  await toggle('Access control').click();
  const kind = page.getByRole('radiogroup', { name: 'Type' });
  await expect.element(kind).toBeVisible();
  expect(kind.getByRole('radio', { checked: true }).all()).toHaveLength(0);
  await choice('Allowlist').click();
  await expect
    .element(kind)
    .toHaveAccessibleDescription(expect.stringContaining('Only addresses on the list can connect'));
  await choice('Denylist').click();
  await expect
    .element(kind)
    .toHaveAccessibleDescription(expect.stringContaining('Addresses on the list are blocked'));
});

test('an empty allowlist needs a confirmation, which counts for that list only', async () => {
  const { createListener } = await renderCreateForm();
  const open = tick('Leave port 7001 open to everyone for now');
  await fillRequired();
  await toggle('Access control').click();
  await choice('Allowlist').click();
  await choose('Access control list', 'acl-empty');
  await expect.element(page.getByText('This allowlist is empty, so everyone can connect.')).toBeVisible();
  await submit();
  await expectFieldError(open, 'Select the box to confirm what this list does');
  expect(createListener).not.toHaveBeenCalled();

  await open.click();
  await choose('Access control list', 'office');
  await expectAbsent(open);
  await choose('Access control list', 'acl-empty-too');
  await expect.element(open).not.toBeChecked();
});

test('several lists are read and named, and who can connect depends on all of them', async () => {
  await renderCreateForm();
  await toggle('Access control').click();
  await choice('Allowlist').click();
  await list('Access control list').click();
  await page.getByRole('combobox', { name: 'Name or ID' }).fill('acl-empty,acl-office');
  await page.getByRole('option', { name: 'Use ID “acl-empty,acl-office”' }).click();
  await expect.element(list('Access control list')).toHaveTextContent('empty, office');
  await expect.element(page.getByText('1 address range', { exact: true })).toBeVisible();
  await expect
    .element(page.getByText('Connections from addresses not in empty, office are not forwarded.'))
    .toBeVisible();
  await page.getByRole('button', { name: 'office: show 1 entry' }).click();
  await expect.element(page.getByText('198.51.100.0/24')).toBeVisible();
});

test('a denylist without entries warns that it blocks no one, and can still be sent', async () => {
  const { createListener } = await renderCreateForm();
  await fillRequired();
  await toggle('Access control').click();
  await choice('Denylist').click();
  await choose('Access control list', 'acl-empty');
  await expect
    .element(list('Access control list'))
    .toHaveAccessibleDescription(
      expect.stringContaining('This denylist is empty: it blocks no one until it has an entry'),
    );
  await submit();
  await expect
    .poll(() => sentBy(createListener))
    .toEqual([{ ...required, AclStatus: 'on', AclType: 'black', AclId: 'acl-empty' }]);
});

test('a timeout below the interval is replaced by it, and the estimate counts with that', async () => {
  await renderCreateForm();
  const effect = page.getByRole('region', { name: 'Effect' });
  // 3 checks of 5 s with 2 pauses of 2 s.
  await expect.element(effect).toHaveTextContent('about 19 s');
  await field('Interval').fill('10');
  await expect
    .element(field('Timeout'))
    .toHaveAccessibleDescription(
      expect.stringContaining('Timeout is shorter than Interval: SLB uses 10 s instead'),
    );
  await expect.element(effect).toHaveTextContent('about 50 s');
  await field('Timeout').fill('10');
  await expect.element(field('Timeout')).not.toHaveAccessibleDescription(expect.stringContaining('instead'));
});

test('an instance with nothing left says so beside the bandwidth', async () => {
  await renderCreateForm({ on: 'lb-full' });
  await bandwidth().fill('1');
  await expect
    .element(bandwidth())
    .toHaveAccessibleDescription(
      expect.stringContaining('Instance full has none of its 100 Mbit/s left for Bandwidth'),
    );
});

test('Unlimited is not offered, with the reason, where the instance is billed by bandwidth', async () => {
  await renderCreateForm({ on: 'lb-pay' });
  await expect
    .element(bandwidth())
    .toHaveAccessibleDescription(expect.stringContaining('Unlimited requires billing by traffic'));
  await expectAbsent(choice('Unlimited'));
  await choose('Instance', 'edge');
  await choice('Unlimited').click();
  await choose('Instance', 'pay');
  await expectAbsent(choice('Unlimited'));
  await expect.element(page.getByText('Switched to Limited: pay is billed by bandwidth')).toBeVisible();
});

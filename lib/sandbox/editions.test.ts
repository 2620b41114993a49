import { beforeEach, describe, expect, test } from 'vitest';
import { EDITION_NAMES, type Edition } from './editions';
import { callsOf, INVALID, mandatory } from './testing/calls';
import { listenerCalls } from './testing/listener-calls';
import { EDGE, HANGZHOU, listAt, outcomeOf, testSandbox, type Parameters } from './testing/test-sandbox';

const sandbox = testSandbox({ settings: { transitionMillis: 0 } });
const { create, createWithout, read } = listenerCalls(() => sandbox);
const { ask } = callsOf(() => sandbox);

/** The lists of cn-hangzhou that have no entry in common. */
const LISTS = ['acl-bp1bast7i0n2x', 'acl-bp1part4n6r8s', 'acl-bp1fin0a2n4c6', 'acl-bp1vpn2u4s6e8'];
const ON = { AclStatus: 'on', AclType: 'white' };
const INVALID_PORT = [400, 'InvalidParameter', 'The specified port is not valid.'];
const INVALID_BANDWIDTH = [400, 'InvalidParameter', 'The specified bandwidth is not valid.'];
const BY_BANDWIDTH = 'lb-bp1o94dp5i6earr9g6d1l';

const use = (edition: Edition) => sandbox.control('POST', 'settings', { edition });
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const set = async (change: Parameters) =>
  outcomeOf(
    await sandbox.call('SetLoadBalancerTCPListenerAttribute', {
      RegionId: HANGZHOU,
      LoadBalancerId: EDGE,
      ListenerPort: 80,
      ...change,
    }),
  );

test('control says which edition is served, and rejects another', async () => {
  const settings = async () => (await sandbox.control('GET', 'settings')).body.settings;
  expect(await settings()).toMatchObject({ edition: 'reference' });
  expect((await use('current')).body).toMatchObject({ settings: { edition: 'current' } });
  expect(await settings()).toMatchObject({ edition: 'current' });
  expect((await sandbox.control('POST', 'settings', { edition: '2019' })).status).toBe(400);
});

/** What only the current edition accepts, with what the reference edition answers. */
const ONLY_CURRENT: readonly (readonly [name: string, sent: Parameters, rejection: readonly unknown[]])[] = [
  ['a description of 81 characters', { Description: '监'.repeat(81) }, INVALID],
  ['a description of 256 characters', { Description: 'k'.repeat(256) }, INVALID],
  ['thresholds of 1', { HealthyThreshold: 1, UnhealthyThreshold: 1 }, INVALID],
  ['-520 as the port of the health check', { HealthCheckConnectPort: -520 }, INVALID_PORT],
  ['5120 Mbit/s', { Bandwidth: 5120 }, INVALID_BANDWIDTH],
];

test.each([
  ...ONLY_CURRENT,
  ['the scheduler sch', { Scheduler: 'sch' }, INVALID] as const,
  ['the scheduler tch', { Scheduler: 'tch' }, INVALID] as const,
])(
  '%s is accepted by Create, and returned as sent, in the current edition only',
  async (_, sent, rejection) => {
    expect(outcomeOf(await create(sent))).toEqual(rejection);
    await use('current');
    expect(outcomeOf(await create(sent))).toBe('done');
    expect(await read()).toMatchObject(sent);
  },
);

test.each(ONLY_CURRENT)('%s is accepted by Set in the current edition only', async (_, sent, rejection) => {
  await create();
  expect(await set(sent)).toEqual(rejection);
  await use('current');
  expect(await set(sent)).toBe('done');
  expect(await read()).toMatchObject(sent);
});

test('the Kubernetes cloud controller may name any service in a description in the current edition', async () => {
  await use('current');
  const Description = `k8s/8080/ingress/a-namespace-of-some-length/${'c'.repeat(60)}`;
  expect(outcomeOf(await create({ Description }))).toBe('done');
  expect(await read()).toMatchObject({ Description });
});

test.each(EDITION_NAMES)('%s: what no edition accepts is still rejected', async (edition) => {
  await use(edition);
  expect(outcomeOf(await create({ Description: 'a'.repeat(257) }))).toEqual(INVALID);
  expect(outcomeOf(await create({ Description: 'a:b' }))).toEqual(INVALID);
  expect(outcomeOf(await create({ HealthyThreshold: 0 }))).toEqual(INVALID);
  expect(outcomeOf(await create({ HealthCheckConnectPort: -521 }))).toEqual(INVALID_PORT);
  expect(outcomeOf(await create({ Bandwidth: 5121 }))).toEqual(INVALID_BANDWIDTH);
  expect(outcomeOf(await create({ ...ON, AclId: '1323,acl-x' }))[1]).toBe(
    edition === 'reference' ? 'InvalidParameter' : 'AclNotExist',
  );
});

test('-1 on an instance billed by bandwidth is accepted in the current edition only', async () => {
  expect(outcomeOf(await create({ LoadBalancerId: BY_BANDWIDTH }))).toEqual([
    400,
    'InvalidParameter',
    'The specified Bandwidth is invalid.',
  ]);
  await use('current');
  expect(outcomeOf(await create({ LoadBalancerId: BY_BANDWIDTH }))).toBe('done');
});

describe('several access control lists in the current edition', () => {
  beforeEach(() => use('current'));
  const AclId = LISTS.slice(0, 3).join(',');

  test("are kept and returned, as Terraform's acl_ids expects", async () => {
    expect(outcomeOf(await create({ ...ON, AclId }))).toBe('done');
    expect(await read()).toMatchObject({ AclId, AclIds: { AclId: LISTS.slice(0, 3) } });
    const page = await ask('DescribeLoadBalancerListeners', { 'LoadBalancerId.1': EDGE, ListenerPort: 80 });
    expect(page).toMatchObject({ Listeners: [{ AclId, AclIds: LISTS.slice(0, 3) }] });
    const list = await ask('DescribeAccessControlListAttribute', { AclId: LISTS[1] ?? '' });
    expect(listAt(list, 'RelatedListeners', 'RelatedListener')).toContainEqual({
      LoadBalancerId: EDGE,
      ListenerPort: 80,
      Protocol: 'tcp',
      AclType: 'white',
    });
  });

  test('are replaced by the ones that Set names, and kept when it names none', async () => {
    await create({ ...ON, AclId });
    expect(await set({ AclType: 'black' })).toBe('done');
    expect(await read()).toMatchObject({ AclType: 'black', AclId });
    expect(await set({ AclId: `${LISTS[0]},${LISTS[0]},${LISTS[3]}` })).toBe('done');
    expect(await read()).toMatchObject({ AclIds: { AclId: [LISTS[0], LISTS[3]] } });
  });

  test('are at most three, and have no entry in common', async () => {
    expect(outcomeOf(await create({ ...ON, AclId: LISTS.join(',') }))).toEqual([
      400,
      'QuotaLimitExceeds.AclAttachedToListener',
      'The number of Acl bound listeners has reached the quota limit',
    ]);
    const AclEntrys = JSON.stringify([{ entry: '10.8.0.0/27', comment: '' }]);
    await ask('AddAccessControlListEntry', { AclId: LISTS[0] ?? '', AclEntrys });
    expect(outcomeOf(await create({ ...ON, AclId: `${LISTS[0]},${LISTS[3]}` }))).toEqual([
      400,
      'Duplicated.AclEntry',
      'The acls of the listener have the same entry.',
    ]);
  });
});

describe('a call without RegionId', () => {
  test.each([
    ['DescribeLoadBalancerAttribute', { LoadBalancerId: EDGE }],
    ['DescribeLoadBalancers', { LoadBalancerId: `${EDGE},lb-other` }],
    ['DescribeLoadBalancerListeners', { 'LoadBalancerId.1': EDGE }],
    ['DescribeVServerGroupAttribute', { VServerGroupId: 'rsp-cige6j5e7p' }],
    ['DescribeMasterSlaveServerGroupAttribute', { MasterSlaveServerGroupId: 'rsp-0bfucwuotx' }],
    ['DescribeAccessControlListAttribute', { AclId: '1323' }],
    ['ListTagResources', { ResourceType: 'listener', 'ResourceId.1': `${EDGE}_tcp_443` }],
  ])('%s finds it by an id that exists in the current edition only', async (action, named) => {
    const without = () => sandbox.call(action, named);
    expect(outcomeOf(await without())).toEqual(mandatory('RegionId'));
    await use('current');
    const { RequestId: _, ...found } = (await without()).body;
    const { RequestId: _2, ...expected } = (await sandbox.call(action, { RegionId: HANGZHOU, ...named }))
      .body;
    expect(found).toEqual(expected);
  });

  test('is rejected in the current edition as well where nothing that it names exists', async () => {
    await use('current');
    expect(outcomeOf(await sandbox.call('DescribeLoadBalancers'))).toEqual(mandatory('RegionId'));
    const unknown = await createWithout('RegionId', { LoadBalancerId: 'lb-unknown' });
    expect(outcomeOf(unknown)).toEqual(mandatory('RegionId'));
    expect(outcomeOf(await createWithout('RegionId'))).toBe('done');
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import {
  INCOMPLETE,
  INVALID,
  NO_PRIMARY_SECONDARY_GROUP,
  NO_V_SERVER_GROUP,
  callsOf,
} from '../testing/calls';
import { EDGE, at, listAt, testSandbox, type Parameters } from '../testing/test-sandbox';

const sandbox = testSandbox({ settings: { transitionMillis: 0 } });
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { ask, outcome, xml } = callsOf(() => sandbox);

const LISTENER = { LoadBalancerId: EDGE, ListenerPort: 5060 };
const create = (more: Parameters = {}) =>
  outcome('CreateLoadBalancerUDPListener', { ...LISTENER, Bandwidth: -1, BackendServerPort: 5061, ...more });
const set = (change: Parameters) =>
  outcome('SetLoadBalancerUDPListenerAttribute', { ...LISTENER, ...change });
const read = async () => {
  const { RequestId: _, ...fields } = await ask('DescribeLoadBalancerUDPListenerAttribute', LISTENER);
  return fields;
};
const listed = async () =>
  listAt(
    await ask('DescribeLoadBalancerListeners', { 'LoadBalancerId.1': EDGE, ListenerPort: 5060 }),
    'Listeners',
  )[0];

const AS_CREATED = {
  ...LISTENER,
  BackendServerPort: 5061,
  Status: 'stopped',
  Bandwidth: -1,
  Scheduler: 'wrr',
  AclStatus: 'off',
  HealthCheck: 'on',
  HealthCheckConnectTimeout: 5,
  HealthCheckInterval: 2,
  HealthyThreshold: 3,
  UnhealthyThreshold: 3,
  ProxyProtocolV2Enabled: false,
  Tags: { Tag: [] },
};

/** Everything that Create takes besides groups, and how it is read back. */
const EVERYTHING = {
  sent: {
    Bandwidth: 20,
    Scheduler: 'wlc',
    HealthCheckConnectPort: 5062,
    HealthCheckConnectTimeout: 300,
    healthCheckInterval: 50,
    HealthyThreshold: 2,
    UnhealthyThreshold: 10,
    healthCheckReq: 'ping',
    healthCheckExp: 'x'.repeat(64),
    ConnectionDrain: 'on',
    ConnectionDrainTimeout: 300,
    ProxyProtocolV2Enabled: 'true',
    AclStatus: 'on',
    AclType: 'black',
    AclId: '1323',
    Description: 'sip 通话',
    'Tag.1.Key': 'team',
    'Tag.1.Value': 'voice',
  },
  read: {
    Bandwidth: 20,
    Scheduler: 'wlc',
    HealthCheckConnectPort: 5062,
    HealthCheckConnectTimeout: 300,
    HealthCheckInterval: 50,
    HealthyThreshold: 2,
    UnhealthyThreshold: 10,
    HealthCheckReq: 'ping',
    HealthCheckExp: 'x'.repeat(64),
    ConnectionDrain: 'on',
    ConnectionDrainTimeout: 300,
    ProxyProtocolV2Enabled: true,
    AclStatus: 'on',
    AclType: 'black',
    AclId: '1323',
    AclIds: { AclId: ['1323'] },
    Description: 'sip 通话',
    Tags: { Tag: [{ TagKey: 'team', TagValue: 'voice' }] },
  },
};

describe('CreateLoadBalancerUDPListener', () => {
  test('creates a stopped listener with the defaults of the service', async () => {
    expect(await create()).toBe('done');
    expect(await read()).toEqual(AS_CREATED);
  });

  test('keeps every value that it takes', async () => {
    expect(await create(EVERYTHING.sent)).toBe('done');
    expect(await read()).toEqual({ ...AS_CREATED, ...EVERYTHING.read });
  });

  test('takes a hash of QUIC IDs in the current edition', async () => {
    await sandbox.control('POST', 'settings', { edition: 'current' });
    expect(await create({ Scheduler: 'qch' })).toBe('done');
    expect(await read()).toMatchObject({ Scheduler: 'qch' });
  });

  test('does not know the settings of TCP and HTTP listeners', async () => {
    expect(
      await create({ PersistenceTimeout: 'long', HealthCheckType: 'udp', HealthCheckURI: 'x', Gzip: '?' }),
    ).toBe('done');
    expect(await read()).toEqual(AS_CREATED);
  });

  test('binds a VServer group without a port, and a primary/secondary group with one', async () => {
    expect(await create({ BackendServerPort: '', VServerGroupId: 'rsp-cige6j5e7p' })).toBe('done');
    expect(await read()).toMatchObject({ VServerGroupId: 'rsp-cige6j5e7p' });
    expect(await read()).not.toHaveProperty('BackendServerPort');
    await ask('DeleteLoadBalancerListener', LISTENER);
    expect(await create({ MasterSlaveServerGroupId: 'rsp-0bfucwuotx' })).toBe('done');
    expect(await read()).toMatchObject({ MasterSlaveServerGroupId: 'rsp-0bfucwuotx' });
    expect(
      await outcome('DeleteMasterSlaveServerGroup', { MasterSlaveServerGroupId: 'rsp-0bfucwuotx' }),
    ).toEqual([400, 'RspoolVipExist', 'there are vips associating with this vServer group.']);
  });

  test.each<[string, Parameters, readonly unknown[]]>([
    [
      'a port that a TCP listener has',
      { ListenerPort: 443 },
      [400, 'ListenerAlreadyExists', expect.anything()],
    ],
    [
      'neither port nor group',
      { BackendServerPort: '' },
      [400, 'MissingParameter', 'The BackendServerPort or VServerGroupId is required at lease one.'],
    ],
    [
      'both kinds of group',
      { VServerGroupId: 'rsp-cige6j5e7p', MasterSlaveServerGroupId: 'rsp-0bfucwuotx' },
      [400, 'Abs.VServerGroupIdAndMasterSlaveServerGroupId.MissMatch', expect.anything()],
    ],
    ['an unknown group', { VServerGroupId: 'rsp-none' }, NO_V_SERVER_GROUP],
    ['an unknown pair', { MasterSlaveServerGroupId: 'rsp-none' }, NO_PRIMARY_SECONDARY_GROUP],
    ['a list without its kind', { AclStatus: 'on', AclId: '1323' }, INCOMPLETE],
    [
      'a request that is too long',
      { healthCheckReq: 'x'.repeat(65) },
      [400, 'InvalidParamLength.HealthCheckReq', 'The length of the parameter HealthCheckReq is invalid.'],
    ],
    [
      'a response that is too long',
      { healthCheckExp: 'x'.repeat(65) },
      [400, 'InvalidParamLength.HealthCheckExp', 'The length of the parameter HealthCheckExp is invalid.'],
    ],
    ['a request with a blank', { healthCheckReq: 'are you there' }, INVALID],
    ['an unknown scheduler', { Scheduler: 'random' }, INVALID],
    ['a hash of QUIC IDs', { Scheduler: 'qch' }, INVALID],
    ['a threshold of 1', { HealthyThreshold: 1 }, INVALID],
    ['no bandwidth', { Bandwidth: 0 }, [400, 'InvalidParameter', 'The specified bandwidth is not valid.']],
  ])('rejects %s', async (_, change, rejection) => {
    expect(await create(change)).toEqual(rejection);
  });

  test('counts in the bandwidth of an instance that is billed by it', async () => {
    const PAY = { LoadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l', BackendServerPort: 80 };
    const tooMuch = [
      400,
      'InvalidParameter',
      'The specified Bandwidth is invalid. It exceeds the maximum bandwidth available to the instance.',
    ];
    expect(await create({ ...PAY, Bandwidth: 56 })).toEqual(tooMuch);
    expect(await create({ ...PAY, Bandwidth: 55 })).toBe('done');
    expect(
      await outcome('CreateLoadBalancerTCPListener', { ...PAY, ListenerPort: 90, Bandwidth: 1 }),
    ).toEqual(tooMuch);
  });
});

describe('SetLoadBalancerUDPListenerAttribute', () => {
  test('changes every value that it takes, and keeps the rest', async () => {
    await create();
    const { healthCheckInterval, ...sent } = EVERYTHING.sent;
    expect(await set({ ...sent, HealthCheckInterval: healthCheckInterval })).toBe('done');
    const changed = { ...AS_CREATED, ...EVERYTHING.read, Tags: AS_CREATED.Tags };
    expect(await read()).toEqual(changed);
    expect(await set({ HealthCheckSwitch: 'off' })).toBe('done');
    expect(await read()).toMatchObject({ HealthCheck: 'off', Bandwidth: 20 });
    expect(await read()).not.toHaveProperty('HealthCheckReq');
    expect(await set({ HealthCheckSwitch: 'on' })).toBe('done');
    expect(await read()).toEqual(changed);
  });

  test('binds and unbinds a group by its switch', async () => {
    await create();
    expect(await set({ VServerGroup: 'on', VServerGroupId: 'rsp-cige6j5e7p' })).toBe('done');
    expect(await read()).toMatchObject({ VServerGroupId: 'rsp-cige6j5e7p' });
    expect(await set({ VServerGroup: 'off' })).toBe('done');
    expect(await read()).toEqual(AS_CREATED);
  });

  test('is only for UDP listeners', async () => {
    await create();
    const other = [400, 'UnsupportedOperation', 'The specified action is not supported.'];
    expect(await outcome('SetLoadBalancerTCPListenerAttribute', { ...LISTENER, Bandwidth: 5 })).toEqual(
      other,
    );
    expect(await outcome('DescribeLoadBalancerTCPListenerAttribute', LISTENER)).toEqual(other);
    expect(await set({ ListenerPort: 443, Bandwidth: 5 })).toEqual(other);
    expect(await set({ ListenerPort: 9999, Bandwidth: 5 })).toEqual([
      404,
      'ListenerNotFound',
      expect.anything(),
    ]);
  });
});

test('a UDP listener is listed, started, stopped, tagged and deleted like any other', async () => {
  await create({ healthCheckReq: 'ping' });
  expect(await listed()).toMatchObject({
    ListenerProtocol: 'udp',
    UDPListenerConfig: { HealthCheck: 'on', HealthCheckReq: 'ping', ProxyProtocolV2Enabled: 'false' },
  });
  expect(await outcome('StartLoadBalancerListener', LISTENER)).toBe('done');
  expect(await read()).toMatchObject({ Status: 'running' });
  const health = await ask('DescribeHealthStatus', { ...LISTENER, ListenerProtocol: 'udp' });
  expect(at(health, 'BackendServers', 'BackendServer', 0)).toMatchObject({
    Protocol: 'udp',
    Port: 5061,
    ServerHealthStatus: 'normal',
  });
  await ask('TagResources', {
    ResourceType: 'listener',
    'ResourceId.1': `${EDGE}_udp_5060`,
    'Tag.1.Key': 'a',
    'Tag.1.Value': 'b',
  });
  expect(await read()).toMatchObject({ Tags: { Tag: [{ TagKey: 'a', TagValue: 'b' }] } });
  expect(await outcome('StopLoadBalancerListener', LISTENER)).toBe('done');
  expect(await outcome('DeleteLoadBalancerListener', LISTENER)).toBe('done');
  expect(await outcome('DescribeLoadBalancerUDPListenerAttribute', LISTENER)).toEqual([
    400,
    'InvalidParameter',
    'The specified resource does not exist.',
  ]);
});

test('XML of a UDP listener', async () => {
  await create({ HealthCheckSwitch: 'off', Description: 'sip' });
  expect(await xml('DescribeLoadBalancerUDPListenerAttribute', LISTENER)).toBe(
    `<DescribeLoadBalancerUDPListenerAttributeResponse><LoadBalancerId>${EDGE}</LoadBalancerId><ListenerPort>5060</ListenerPort>` +
      '<BackendServerPort>5061</BackendServerPort><Status>stopped</Status><Bandwidth>-1</Bandwidth><Scheduler>wrr</Scheduler>' +
      '<AclStatus>off</AclStatus><Description>sip</Description><HealthCheck>off</HealthCheck>' +
      '<ProxyProtocolV2Enabled>false</ProxyProtocolV2Enabled><Tags/></DescribeLoadBalancerUDPListenerAttributeResponse>',
  );
});

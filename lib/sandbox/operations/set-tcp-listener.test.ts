import { beforeEach, describe, expect, test } from 'vitest';
import { INCOMPLETE, INVALID, NO_V_SERVER_GROUP, callsOf } from '../testing/calls';
import { EDGE, listAt, testSandbox, type Parameters } from '../testing/test-sandbox';

const PAY = 'lb-bp1o94dp5i6earr9g6d1l';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { ask, outcome } = callsOf(() => sandbox);

/** edge-prod 443 runs on a VServer group, 2222 on a port, 6380 on a pair, 9443 is stopped. */
const listener = (ListenerPort: number) => ({ LoadBalancerId: EDGE, ListenerPort });
const set = (ListenerPort: number, change: Parameters) =>
  outcome('SetLoadBalancerTCPListenerAttribute', { ...listener(ListenerPort), ...change });
const read = async (ListenerPort: number, LoadBalancerId = EDGE) => {
  const { RequestId: _, ...fields } = await ask('DescribeLoadBalancerTCPListenerAttribute', {
    LoadBalancerId,
    ListenerPort,
  });
  return fields;
};
const settle = () => {
  sandbox.clock.millis += 400;
};
/** Sets, lets the change settle and reads. */
const changed = async (ListenerPort: number, change: Parameters) => {
  expect(await set(ListenerPort, change)).toBe('done');
  settle();
  return await read(ListenerPort);
};

describe('SetLoadBalancerTCPListenerAttribute', () => {
  test('keeps whatever is not sent', async () => {
    const before = await read(443);
    expect(await changed(443, { Scheduler: 'rr' })).toEqual({ ...before, Scheduler: 'rr' });
  });

  test('changes every value that it takes', async () => {
    const before = await read(443);
    const after = await changed(443, {
      Bandwidth: 81,
      Scheduler: 'wlc',
      PersistenceTimeout: 0,
      EstablishedTimeout: 10,
      HealthCheckType: 'tcp',
      HealthCheckConnectPort: 8082,
      HealthCheckConnectTimeout: 300,
      HealthCheckInterval: 50,
      HealthyThreshold: 10,
      UnhealthyThreshold: 4,
      HealthCheckDomain: '$_ip',
      HealthCheckURI: '/a?b',
      HealthCheckHttpCode: 'http_4xx',
      SynProxy: 'enable',
      Description: '改 了/1',
      ConnectionDrain: 'on',
      ConnectionDrainTimeout: 12,
      ProxyProtocolV2Enabled: 'true',
      AclType: 'black',
      AclId: 'acl-bp1scan2n3r5s',
      DryRun: 'false',
    });
    expect(after).toEqual({
      ...before,
      Bandwidth: 81,
      Scheduler: 'wlc',
      PersistenceTimeout: 0,
      EstablishedTimeout: 10,
      HealthCheckType: 'tcp',
      HealthCheckConnectPort: 8082,
      HealthCheckConnectTimeout: 300,
      HealthCheckInterval: 50,
      HealthyThreshold: 10,
      UnhealthyThreshold: 4,
      HealthCheckDomain: '$_ip',
      HealthCheckURI: '/a?b',
      HealthCheckHttpCode: 'http_4xx',
      SynProxy: 'enable',
      Description: '改 了/1',
      ConnectionDrain: 'on',
      ConnectionDrainTimeout: 12,
      ProxyProtocolV2Enabled: true,
      AclType: 'black',
      AclId: 'acl-bp1scan2n3r5s',
      AclIds: { AclId: ['acl-bp1scan2n3r5s'] },
    });
  });

  test('reads the interval only by its upper-case name, and knows no backend port', async () => {
    const before = await read(2222);
    expect(await changed(2222, { healthCheckInterval: 9, BackendServerPort: 2200 })).toEqual(before);
    expect(await changed(2222, { HealthCheckInterval: 9 })).toMatchObject({
      HealthCheckInterval: 9,
      BackendServerPort: 22,
    });
  });

  test('of nothing, or of what is so already, changes nothing and leaves the listener as it runs', async () => {
    const before = await read(443);
    expect(await set(443, {})).toBe('done');
    expect(await read(443)).toEqual(before);
    expect(await set(443, { Bandwidth: 80, AclStatus: 'on', HealthCheckSwitch: 'on' })).toBe('done');
    expect(await read(443)).toEqual(before);
  });

  test('is durable', async () => {
    await set(443, { Description: 'kept' });
    await sandbox.restart();
    expect(await read(443)).toMatchObject({ Description: 'kept', Status: 'configuring' });
  });

  test('configures for 400 ms, then the listener is what it was', async () => {
    await set(443, { Bandwidth: 1 });
    await set(9443, { Bandwidth: 1 });
    expect([(await read(443)).Status, (await read(9443)).Status]).toEqual(['configuring', 'configuring']);
    sandbox.clock.millis += 399;
    expect((await read(443)).Status).toBe('configuring');
    sandbox.clock.millis += 1;
    expect([(await read(443)).Status, (await read(9443)).Status]).toEqual(['running', 'stopped']);
  });

  test('does not interrupt the checks of a listener that runs', async () => {
    const health = async () =>
      listAt(await ask('DescribeHealthStatus', listener(443)), 'BackendServers', 'BackendServer').map(
        (server) => server.ServerHealthStatus,
      );
    const before = await health();
    expect(before).toContain('normal');
    await set(443, { Bandwidth: 1 });
    expect(await health()).toEqual(before);
  });

  test('turns the check off and on again as it was', async () => {
    const before = await read(443);
    const off = await changed(443, { HealthCheckSwitch: 'off' });
    expect(off).toMatchObject({ HealthCheck: 'off' });
    expect(off).not.toHaveProperty('HealthCheckURI');
    expect(await changed(443, { HealthCheckSwitch: 'on' })).toEqual(before);
  });

  test('turns access control off, which forgets the list, and on with type and list', async () => {
    const off = await changed(443, { AclStatus: 'off' });
    expect(off).toMatchObject({ AclStatus: 'off' });
    expect(off).not.toHaveProperty('AclId');
    expect(await changed(443, { AclType: 'white', AclId: '1323' })).toEqual(off);
    expect(await changed(443, { AclStatus: 'on', AclType: 'black', AclId: '1323' })).toMatchObject({
      AclStatus: 'on',
      AclType: 'black',
      AclId: '1323',
    });
    expect(await changed(443, { AclType: 'white' })).toMatchObject({ AclType: 'white', AclId: '1323' });
  });

  test('turns the drain off, and changes its time while it is on', async () => {
    expect(await changed(443, { ConnectionDrainTimeout: 20 })).not.toHaveProperty('ConnectionDrain');
    await changed(443, { ConnectionDrain: 'on', ConnectionDrainTimeout: 20 });
    expect(await changed(443, { ConnectionDrainTimeout: 30 })).toMatchObject({ ConnectionDrainTimeout: 30 });
    expect(await changed(443, { ConnectionDrain: 'off' })).not.toHaveProperty('ConnectionDrain');
  });
});

describe('a group', () => {
  test('is bound, changed and unbound by its switch; the backend port is back then', async () => {
    const plain = await read(2222);
    const grouped = await changed(2222, { VServerGroup: 'on', VServerGroupId: 'rsp-cige6j5e7p' });
    expect(grouped).toMatchObject({ VServerGroupId: 'rsp-cige6j5e7p' });
    expect(grouped).not.toHaveProperty('BackendServerPort');
    const uses = await ask('DescribeVServerGroups', { LoadBalancerId: EDGE, IncludeListener: 'true' });
    expect(uses).toMatchObject({
      VServerGroups: {
        VServerGroup: [
          {
            AssociatedObjects: {
              Listeners: { Listener: expect.arrayContaining([{ Port: 2222, Protocol: 'tcp' }]) },
            },
          },
          {},
          {},
        ],
      },
    });
    expect(await changed(2222, { VServerGroup: 'on', VServerGroupId: 'rsp-bp1tz1x9q4k7v' })).toMatchObject({
      VServerGroupId: 'rsp-bp1tz1x9q4k7v',
    });
    expect(await changed(2222, { VServerGroup: 'off' })).toEqual(plain);
  });

  test('of one kind gives way to the other in one call', async () => {
    const paired = await changed(6380, {
      MasterSlaveServerGroup: 'off',
      VServerGroup: 'on',
      VServerGroupId: 'rsp-cige6j5e7p',
    });
    expect(paired).toMatchObject({ VServerGroupId: 'rsp-cige6j5e7p' });
    expect(paired).not.toHaveProperty('MasterSlaveServerGroupId');
    expect(
      await changed(6380, {
        VServerGroup: 'off',
        MasterSlaveServerGroup: 'on',
        MasterSlaveServerGroupId: 'rsp-0bfucwuotx',
      }),
    ).toMatchObject({ MasterSlaveServerGroupId: 'rsp-0bfucwuotx', BackendServerPort: 6380 });
  });

  const MISMATCH = [
    400,
    'Abs.VServerGroupIdAndMasterSlaveServerGroupId.MissMatch',
    'The parameters VServerGroupId or MasterSlaveServerGroupId miss match.',
  ] as const;
  const V_SERVER = { VServerGroup: 'on', VServerGroupId: 'rsp-cige6j5e7p' };
  const PAIR = { MasterSlaveServerGroup: 'on', MasterSlaveServerGroupId: 'rsp-0bfucwuotx' };

  test.each<[string, number, Parameters, readonly [number, string, string]]>([
    ['both kinds at once', 2222, { ...V_SERVER, ...PAIR }, MISMATCH],
    ['a second kind beside the one that is bound', 6380, V_SERVER, MISMATCH],
    ['a switch without its id', 2222, { VServerGroup: 'on' }, INCOMPLETE],
    ['an id without its switch', 2222, { VServerGroupId: 'rsp-cige6j5e7p' }, INCOMPLETE],
    ['a pair without its switch', 2222, { MasterSlaveServerGroupId: 'rsp-0bfucwuotx' }, INCOMPLETE],
    ['a switch that is none', 2222, { VServerGroup: 'yes' }, INVALID],
    ['a pair switch that is none', 2222, { MasterSlaveServerGroup: 'yes' }, INVALID],
    ['an unknown group', 2222, { VServerGroup: 'on', VServerGroupId: 'rsp-x' }, NO_V_SERVER_GROUP],
    [
      'a group of another instance',
      2222,
      { VServerGroup: 'on', VServerGroupId: 'rsp-bp1wp4yg8h2k6' },
      NO_V_SERVER_GROUP,
    ],
    [
      'an unknown pair',
      2222,
      { MasterSlaveServerGroup: 'on', MasterSlaveServerGroupId: 'rsp-x' },
      [404, 'InvalidParameter', 'The specified MasterSlaveServerGroupId does not exist.'],
    ],
    [
      'to unbind where no backend port is known',
      443,
      { VServerGroup: 'off' },
      [400, 'MissingParameter', 'The BackendServerPort or VServerGroupId is required at lease one.'],
    ],
    [
      'a pair without health check',
      6380,
      { HealthCheckSwitch: 'off' },
      [
        400,
        'OperationDenied.HealthCheckClosedForMasterSlaveMode',
        'The operation is denied because of HealthCheckClosedForMasterSlaveMode.',
      ],
    ],
  ])('rejects %s', async (_, port, change, expected) => {
    const before = await read(port);
    expect(await set(port, change)).toEqual(expected);
    expect(await read(port)).toEqual(before);
  });
});

describe('bandwidth', () => {
  const setPay = (Bandwidth: number) =>
    outcome('SetLoadBalancerTCPListenerAttribute', { LoadBalancerId: PAY, ListenerPort: 443, Bandwidth });

  test('of an instance that pays for it is summed without the listener itself', async () => {
    // 145 of 200 are held, 60 of them by this listener.
    expect(await setPay(116)).toEqual([
      400,
      'InvalidParameter',
      'The specified Bandwidth is invalid. It exceeds the maximum bandwidth available to the instance.',
    ]);
    expect(await setPay(115)).toBe('done');
    settle();
    expect(await setPay(-1)).toEqual([400, 'InvalidParameter', 'The specified Bandwidth is invalid.']);
    await sandbox.control('POST', 'settings', { edition: 'current' });
    expect(await setPay(-1)).toBe('done');
  });

  test('that is not touched does not block other changes', async () => {
    await ask('ModifyLoadBalancerInternetSpec', { LoadBalancerId: PAY, InternetChargeType: 'paybytraffic' });
    expect(await setPay(-1)).toBe('done');
    await ask('ModifyLoadBalancerInternetSpec', {
      LoadBalancerId: PAY,
      InternetChargeType: 'paybybandwidth',
      Bandwidth: 85,
    });
    settle();
    const change = { LoadBalancerId: PAY, ListenerPort: 443, Description: 'still' };
    expect(await outcome('SetLoadBalancerTCPListenerAttribute', change)).toBe('done');
  });
});

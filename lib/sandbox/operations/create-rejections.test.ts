import { beforeEach, describe, expect, test } from 'vitest';
import { EXAMPLE, listenerCalls } from '../testing/listener-calls';
import { EDGE, outcomeOf, testSandbox, type Parameters } from '../testing/test-sandbox';

const EDGE_V6 = 'lb-bp1v6t8y0u2i4o6p8a0sd';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { create, createWithout, read, countOn } = listenerCalls(() => sandbox);

describe('what is rejected', () => {
  const INVALID = [400, 'InvalidParameter', 'The specified parameter is not valid.'] as const;

  test.each(['RegionId', 'LoadBalancerId', 'ListenerPort', 'Bandwidth'] as const)(
    'a call without %s',
    async (name) => {
      expect(outcomeOf(await createWithout(name))).toEqual([
        400,
        `Missing${name}`,
        `${name} is mandatory for this action.`,
      ]);
      expect(outcomeOf(await create({ [name]: '' }))).toEqual([
        400,
        `Missing${name}`,
        `${name} is mandatory for this action.`,
      ]);
    },
  );

  test('no backend port without a VServer group, also with a primary/secondary group', async () => {
    const message = 'The BackendServerPort or VServerGroupId is required at lease one.';
    expect(outcomeOf(await createWithout('BackendServerPort'))).toEqual([400, 'MissingParameter', message]);
    expect(
      outcomeOf(await createWithout('BackendServerPort', { MasterSlaveServerGroupId: 'rsp-0bfucwuotx' })),
    ).toEqual([400, 'MissingParameter', message]);
  });

  test('both kinds of group at once', async () => {
    expect(
      outcomeOf(
        await create({ VServerGroupId: 'rsp-cige6j5e7p', MasterSlaveServerGroupId: 'rsp-0bfucwuotx' }),
      ),
    ).toEqual([
      400,
      'Abs.VServerGroupIdAndMasterSlaveServerGroupId.MissMatch',
      'The parameters VServerGroupId or MasterSlaveServerGroupId miss match.',
    ]);
  });

  test.each([
    ['Scheduler', 'lc'],
    ['Scheduler', 'WRR'],
    ['HealthCheckType', 'udp'],
    ['HealthCheckSwitch', 'yes'],
    ['AclStatus', 'ON'],
    ['AclType', 'allow'],
    ['AclId', '1323,acl-bp1scan2n3r5s'],
    ['ConnectionDrain', 'true'],
    ['ProxyProtocolV2Enabled', 'on'],
    ['HealthCheckHttpCode', 'http_1xx'],
    ['HealthCheckHttpCode', 'http_2xx,'],
    ['HealthCheckHttpCode', 'http_2xx, http_3xx'],
    ['HealthCheckDomain', 'a_b.example'],
    ['HealthCheckDomain', '$ip'],
    ['HealthCheckDomain', 'a'.repeat(81)],
    ['HealthCheckURI', 'no-slash'],
    ['HealthCheckURI', '/with blank'],
    ['HealthCheckURI', '/under_score'],
    ['HealthCheckURI', `/${'a'.repeat(80)}`],
    ['Description', 'a'.repeat(81)],
    ['Description', 'tab\there'],
    ['Description', 'comma, here'],
    ['Description', '标点。'],
  ])('%s=%s', async (name, value) => {
    expect(outcomeOf(await create({ [name]: value }))).toEqual(INVALID);
    expect(outcomeOf(await sandbox.call('DescribeLoadBalancerTCPListenerAttribute', EXAMPLE))).toEqual([
      400,
      'InvalidParameter',
      'The specified resource does not exist.',
    ]);
  });

  test.each([
    ['HealthCheckDomain', 'a'.repeat(80)],
    ['HealthCheckURI', `/${'a'.repeat(79)}`],
    ['HealthCheckURI', '/'],
    ['HealthCheckURI', '/a-b/c.d%20#e&f?g'],
    ['HealthCheckHttpCode', 'http_5xx,http_4xx,http_3xx,http_2xx'],
    ['Description', '𠮷'.repeat(80)],
    ['Description', 'Az09-/._ 监听'],
  ])('but not %s=%s', async (name, value) => {
    expect(outcomeOf(await create({ [name]: value }))).toBe('done');
    expect(await read()).toMatchObject({ [name]: value });
  });

  test.each(['sch', 'tch'])(
    '%s, which the current edition accepts on an instance with a specification, and no edition on a shared one',
    async (word) => {
      const onShared = async () =>
        outcomeOf(
          await create({ LoadBalancerId: 'lb-bp1q7w9e1r3t5y7u9i1op', Scheduler: word, ListenerPort: 81 }),
        );
      const ofSharedSpec = [
        400,
        'InvalidParameterValue.SpecNotSupport',
        `The loadBalancer of shared spec does not support the parameter value, ${word}.`,
      ];
      expect(outcomeOf(await create({ Scheduler: word }))).toEqual(INVALID);
      expect(await onShared()).toEqual(ofSharedSpec);
      await sandbox.control('POST', 'settings', { edition: 'current' });
      expect(outcomeOf(await create({ Scheduler: word }))).toBe('done');
      expect(await onShared()).toEqual(ofSharedSpec);
    },
  );

  test('an instance that does not exist, or stands in another region', async () => {
    const rejection = [
      404,
      'InvalidLoadBalancerId.NotFound',
      'The specified LoadBalancerId does not exist.',
    ] as const;
    expect(outcomeOf(await create({ LoadBalancerId: 'lb-unknown' }))).toEqual(rejection);
    expect(outcomeOf(await create({ RegionId: 'cn-shanghai' }))).toEqual(rejection);
  });

  test('a group that does not exist, is of the other kind, or belongs to another instance', async () => {
    for (const groupId of ['rsp-unknown', 'rsp-0bfucwuotx', 'rsp-bp1wp4yg8h2k6']) {
      expect(outcomeOf(await create({ VServerGroupId: groupId }))).toEqual([
        404,
        'InvalidParameter',
        'The specified VServerGroupId does not exist.',
      ]);
    }
    for (const groupId of ['rsp-unknown', 'rsp-cige6j5e7p', 'rsp-bp1ldgp4ir7x2']) {
      expect(outcomeOf(await create({ MasterSlaveServerGroupId: groupId }))).toEqual([
        404,
        'InvalidParameter',
        'The specified MasterSlaveServerGroupId does not exist.',
      ]);
    }
  });

  test('a primary/secondary group with its health check off', async () => {
    expect(
      outcomeOf(await create({ MasterSlaveServerGroupId: 'rsp-0bfucwuotx', HealthCheckSwitch: 'off' })),
    ).toEqual([
      400,
      'OperationDenied.HealthCheckClosedForMasterSlaveMode',
      'The operation is denied because of HealthCheckClosedForMasterSlaveMode.',
    ]);
  });

  test.each<Parameters>([{ AclId: '1323' }, { AclType: 'white' }, {}])(
    'access control that is on with only %o',
    async (change) => {
      expect(outcomeOf(await create({ AclStatus: 'on', ...change }))).toEqual([
        400,
        'MissingParameter',
        'The combination of some parameters violates the spec.',
      ]);
    },
  );

  test('connection draining without its time', async () => {
    expect(outcomeOf(await create({ ConnectionDrain: 'on' }))).toEqual([
      400,
      'MissingParameter',
      'The combination of some parameters violates the spec.',
    ]);
  });

  test('an access control list that does not exist, or stands in another region', async () => {
    for (const aclId of ['acl-unknown', 'acl-uf6cdn1o3r5g7']) {
      expect(outcomeOf(await create({ AclStatus: 'on', AclType: 'white', AclId: aclId }))).toEqual([
        400,
        'AclNotExist',
        'Acl does not exist.',
      ]);
    }
  });

  test('an access control list of the other IP version, both ways', async () => {
    const rejection = [
      400,
      'IpVersionConflict',
      'The ip version of this LoadBalancer and the Acl is conflict.',
    ] as const;
    const acl = { AclStatus: 'on', AclType: 'white' };
    expect(outcomeOf(await create({ ...acl, AclId: 'acl-bp1v6of2f4i6c' }))).toEqual(rejection);
    expect(
      outcomeOf(await create({ ...acl, AclId: '1323', LoadBalancerId: EDGE_V6, ListenerPort: 81 })),
    ).toEqual(rejection);
  });

  test.each([
    [443, 'TCP'],
    [8081, 'HTTP'],
  ])('port %i, where a %s listener stands', async (port) => {
    expect(outcomeOf(await create({ ListenerPort: port }))).toEqual([
      400,
      'ListenerAlreadyExists',
      'A listener with the specified port already exists',
    ]);
    expect(await countOn(EDGE)).toBe(8);
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import { INVALID, NO_INSTANCE, NO_V_SERVER_GROUP, callsOf } from '../testing/calls';
import { EDGE, listAt, testSandbox, type Body, type Parameters } from '../testing/test-sandbox';

const LOCKED_SHARED = 'lb-bp1q7w9e1r3t5y7u9i1op';
/** web-blue of edge-prod: four members, in use. */
const BLUE = 'rsp-cige6j5e7p';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { ask, outcome } = callsOf(() => sandbox);

type Server = Record<string, string | number>;
const servers = (list: Server[] | string) => ({
  BackendServers: typeof list === 'string' ? list : JSON.stringify(list),
});
const membersOf = (body: Body) => listAt(body, 'BackendServers', 'BackendServer');
const stored = async (VServerGroupId = BLUE) =>
  membersOf(await ask('DescribeVServerGroupAttribute', { VServerGroupId }));
const groupsOfEdge = async (filter: Parameters = {}) =>
  listAt(
    await ask('DescribeVServerGroups', { LoadBalancerId: EDGE, ...filter }),
    'VServerGroups',
    'VServerGroup',
  );

const NOT_EXIST = [400, 'InvalidServerId.NotExist', 'The specified ServerId is not exist.'] as const;

describe('CreateVServerGroup', () => {
  const create = (parameters: Parameters) =>
    ask('CreateVServerGroup', { LoadBalancerId: EDGE, VServerGroupName: 'web/new-1.a_b', ...parameters });

  test('answers the id and the members, and is found by its name and tags', async () => {
    const body = await create({
      ...servers([
        { ServerId: 'i-1', Port: '80', Weight: '20', Type: 'ecs', Description: 'first' },
        { ServerId: 'i-1', Port: 81 },
        { ServerId: 'i-1', Port: 80, Weight: 99 },
      ]),
      'Tag.1.Key': 'env',
      'Tag.1.Value': 'test',
    });
    expect(body).toEqual({
      RequestId: body.RequestId,
      VServerGroupId: expect.stringMatching(/^rsp-[a-z0-9]{21}$/),
      BackendServers: {
        BackendServer: [
          { ServerId: 'i-1', Port: 80, Weight: 20, Type: 'ecs', Description: 'first' },
          { ServerId: 'i-1', Port: 81, Weight: 100, Type: 'ecs' },
        ],
      },
    });
    const filters: Parameters[] = [
      { Description: 'web/new-1.a_b' },
      { 'Tag.1.Key': 'env', 'Tag.1.Value': 'test' },
    ];
    for (const filter of filters) {
      expect(await groupsOfEdge(filter)).toEqual([
        {
          VServerGroupId: body.VServerGroupId,
          VServerGroupName: 'web/new-1.a_b',
          ServerCount: 2,
          CreateTime: '2026-11-23T12:00:00Z',
          AssociatedObjects: { Listeners: { Listener: [] }, Rules: { Rule: [] } },
          Tags: { Tag: [{ TagKey: 'env', TagValue: 'test' }] },
        },
      ]);
    }
  });

  test('may be empty, and is called by its id when it has no name', async () => {
    const { VServerGroupId } = await ask('CreateVServerGroup', { LoadBalancerId: EDGE });
    expect(
      await ask('DescribeVServerGroupAttribute', { VServerGroupId: String(VServerGroupId) }),
    ).toMatchObject({
      VServerGroupName: VServerGroupId,
      LoadBalancerId: EDGE,
      BackendServers: { BackendServer: [] },
      Tags: { Tag: [] },
    });
  });

  test('is bound only to a listener of its own instance', async () => {
    const { VServerGroupId } = await create(servers([{ ServerId: 'i-1', Port: 80 }]));
    const listener = { ListenerPort: 80, Bandwidth: -1, VServerGroupId: String(VServerGroupId) };
    expect(
      await outcome('CreateLoadBalancerTCPListener', {
        ...listener,
        LoadBalancerId: 'lb-bp13jaf5qli5xmgl1miup',
      }),
    ).toEqual(NO_V_SERVER_GROUP);
    expect(await outcome('CreateLoadBalancerTCPListener', { ...listener, LoadBalancerId: EDGE })).toBe(
      'done',
    );
  });

  test('rejects a name with a blank, a wrong tag and an unknown instance', async () => {
    const rejection = (parameters: Parameters) =>
      outcome('CreateVServerGroup', { LoadBalancerId: EDGE, ...parameters });
    expect(await rejection({ VServerGroupName: 'a b' })).toEqual(INVALID);
    expect(await rejection({ VServerGroupName: 'a'.repeat(81) })).toEqual(INVALID);
    expect(await rejection({ 'Tag.1.Key': 'aliyun' })).toEqual([
      400,
      'InvalidParam.TagKey',
      'The specified Tag.Key is invalid.',
    ]);
    expect(await rejection({ LoadBalancerId: 'lb-x' })).toEqual(NO_INSTANCE);
    expect(await groupsOfEdge()).toHaveLength(3);
  });
});

describe('DescribeVServerGroupAttribute', () => {
  test('answers the members with their addresses', async () => {
    const body = await ask('DescribeVServerGroupAttribute', { VServerGroupId: BLUE });
    expect(body).toMatchObject({ VServerGroupId: BLUE, VServerGroupName: 'web-blue', LoadBalancerId: EDGE });
    expect(membersOf(body)[2]).toEqual({
      ServerId: 'i-bp1f9c0q2w4e6r8t0y1u',
      ServerIp: '10.0.4.13',
      Port: 8080,
      Weight: 50,
      Type: 'ecs',
    });
  });

  test('knows neither a pair nor a group of another region', async () => {
    const describeGroup = (parameters: Parameters) => outcome('DescribeVServerGroupAttribute', parameters);
    expect(await describeGroup({ VServerGroupId: 'rsp-0bfucwuotx' })).toEqual(NO_V_SERVER_GROUP);
    expect(await describeGroup({ RegionId: 'cn-shanghai', VServerGroupId: BLUE })).toEqual(NO_V_SERVER_GROUP);
  });
});

describe('DeleteVServerGroup', () => {
  test('is rejected while a listener uses the group', async () => {
    expect(await outcome('DeleteVServerGroup', { VServerGroupId: BLUE })).toEqual([
      400,
      'RspoolVipExist',
      'there are vips associating with this vServer group.',
    ]);
    for (const ListenerPort of [443, 8080]) {
      await ask('DeleteLoadBalancerListener', { LoadBalancerId: EDGE, ListenerPort });
    }
    expect(await outcome('DeleteVServerGroup', { VServerGroupId: BLUE })).toBe('done');
    expect(await outcome('DeleteVServerGroup', { VServerGroupId: BLUE })).toEqual(NO_V_SERVER_GROUP);
    expect(await groupsOfEdge()).toHaveLength(2);
  });
});

test('elastic container instances need a high-performance instance', async () => {
  const list = servers([{ ServerId: 'eci-1', Port: 80, Type: 'eci', ServerIp: '10.3.3.3' }]);
  expect(await outcome('CreateVServerGroup', { LoadBalancerId: LOCKED_SHARED, ...list })).toEqual([
    400,
    'BackendServer.InvalidType',
    'The specified Type is invalid.',
  ]);
  const { VServerGroupId } = await ask('CreateVServerGroup', { LoadBalancerId: EDGE, ...list });
  expect(await stored(String(VServerGroupId))).toEqual([
    { ServerId: 'eci-1', ServerIp: '10.3.3.3', Port: 80, Weight: 100, Type: 'eci' },
  ]);
  expect(
    await outcome('CreateVServerGroup', {
      LoadBalancerId: EDGE,
      ...servers([{ ServerId: 'i-missing', Port: 80 }]),
    }),
  ).toEqual(NOT_EXIST);
});

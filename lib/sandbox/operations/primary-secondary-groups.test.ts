import { beforeEach, describe, expect, test } from 'vitest';
import { INVALID, NO_INSTANCE, NO_PRIMARY_SECONDARY_GROUP, callsOf } from '../testing/calls';
import { EDGE, listAt, testSandbox, type Parameters } from '../testing/test-sandbox';

const PAIR = 'rsp-0bfucwuotx';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { ask, outcome } = callsOf(() => sandbox);

type Server = Record<string, string | number>;
const MASTER: Server = {
  ServerId: 'i-1',
  Port: '6379',
  Weight: '100',
  Type: 'ecs',
  ServerType: 'Master',
  Description: 'first',
};
const SLAVE: Server = { ServerId: 'i-2', Port: 6379, ServerType: 'Slave' };
const pair = (list: Server[] | string, change: Parameters = {}): Parameters => ({
  LoadBalancerId: EDGE,
  MasterSlaveBackendServers: typeof list === 'string' ? list : JSON.stringify(list),
  ...change,
});
const pairs = async (filter: Parameters = {}) =>
  listAt(
    await ask('DescribeMasterSlaveServerGroups', { LoadBalancerId: EDGE, ...filter }),
    'MasterSlaveServerGroups',
    'MasterSlaveServerGroup',
  );

describe('CreateMasterSlaveServerGroup', () => {
  test('takes the pair of Terraform, in single quotes and with its IsBackup', async () => {
    const server = (id: string, role: string) =>
      `{'ServerId':'${id}','Port':'6379','Weight':'100', 'Type': 'ecs', 'ServerType': '${role}', 'IsBackup':'0'}`;
    const body = await ask(
      'CreateMasterSlaveServerGroup',
      pair(`[${server('i-1', 'Master')},${server('i-2', 'Slave')}]`),
    );
    expect(listAt(body, 'MasterSlaveBackendServers', 'MasterSlaveBackendServer')).toEqual([
      { ServerId: 'i-1', Port: 6379, Weight: 100, ServerType: 'Master', Type: 'ecs' },
      { ServerId: 'i-2', Port: 6379, Weight: 100, ServerType: 'Slave', Type: 'ecs' },
    ]);
  });

  test('answers the id and both servers, which its Attribute call shows with their addresses', async () => {
    const body = await ask(
      'CreateMasterSlaveServerGroup',
      pair([MASTER, SLAVE], {
        MasterSlaveServerGroupName: 'redis-1',
        'Tag.1.Key': 'env',
        'Tag.1.Value': 'test',
      }),
    );
    const primary = {
      ServerId: 'i-1',
      Port: 6379,
      Weight: 100,
      ServerType: 'Master',
      Type: 'ecs',
      Description: 'first',
    };
    const secondary = { ServerId: 'i-2', Port: 6379, Weight: 100, ServerType: 'Slave', Type: 'ecs' };
    expect(body).toEqual({
      RequestId: body.RequestId,
      MasterSlaveServerGroupId: expect.stringMatching(/^rsp-[a-z0-9]{21}$/),
      MasterSlaveBackendServers: { MasterSlaveBackendServer: [primary, secondary] },
    });
    const MasterSlaveServerGroupId = String(body.MasterSlaveServerGroupId);
    const read = await ask('DescribeMasterSlaveServerGroupAttribute', { MasterSlaveServerGroupId });
    expect(read).toEqual({
      RequestId: read.RequestId,
      MasterSlaveServerGroupId,
      MasterSlaveServerGroupName: 'redis-1',
      LoadBalancerId: EDGE,
      CreateTime: '2026-11-23T12:00:00Z',
      MasterSlaveBackendServers: {
        MasterSlaveBackendServer: [
          { ...primary, ServerIp: expect.stringMatching(/^10\./) },
          { ...secondary, ServerIp: expect.stringMatching(/^10\./) },
        ],
      },
      Tags: { Tag: [{ TagKey: 'env', TagValue: 'test' }] },
    });
    expect(await pairs({ Description: 'redis-1' })).toEqual([
      {
        MasterSlaveServerGroupId,
        MasterSlaveServerGroupName: 'redis-1',
        CreateTime: '2026-11-23T12:00:00Z',
        AssociatedObjects: { Listeners: { Listener: [] } },
        Tags: { Tag: [{ TagKey: 'env', TagValue: 'test' }] },
      },
    ]);
  });

  test('may hold two addresses of one network interface, and none of them twice', async () => {
    const eni = (server: Server, ServerIp: string) => ({
      ...server,
      ServerId: 'eni-1',
      Type: 'eni',
      ServerIp,
    });
    const both = pair([eni(MASTER, '10.1.1.1'), eni(SLAVE, '10.1.1.2')]);
    expect(await outcome('CreateMasterSlaveServerGroup', both)).toBe('answered');
    const one = pair([eni(MASTER, '2001:db8::1'), eni(SLAVE, '2001:DB8:0::1')]);
    expect(await outcome('CreateMasterSlaveServerGroup', one)).toEqual([
      400,
      'BACKEND_SERVERS_HAVE_SAME_PORT_AND_SERVERID',
      'The backend servers have the same port and server id.',
    ]);
  });

  test('may hold one server on two ports, and serves a listener', async () => {
    const { MasterSlaveServerGroupId } = await ask(
      'CreateMasterSlaveServerGroup',
      pair([MASTER, { ...SLAVE, ServerId: 'i-1', Port: 6380 }]),
    );
    expect(
      await outcome('CreateLoadBalancerTCPListener', {
        LoadBalancerId: EDGE,
        ListenerPort: 80,
        Bandwidth: -1,
        BackendServerPort: 6379,
        MasterSlaveServerGroupId: String(MasterSlaveServerGroupId),
      }),
    ).toBe('done');
    const [, made] = await pairs({ IncludeListener: 'true' });
    expect(made).toMatchObject({
      AssociatedObjects: { Listeners: { Listener: [{ Port: 80, Protocol: 'tcp' }] } },
    });
  });

  const NOT_TWO = [
    400,
    'BACKEND_SERVERS_NUM_MUST_BE_TWO',
    'The number of backend servers must be two.',
  ] as const;
  const ROLES = [
    400,
    'BACKEND_SERVERS_CAN_ONLY_CONTAIN_ONE_MASTER_AND_ONE_SLAVE',
    'The backend servers can only contain one master and one slave.',
  ] as const;
  const TYPE = [400, 'INVALID_SERVER_TYPE', 'The server type is invalid.'] as const;
  const ID = [
    400,
    'BACKEND_SERVER_ID_CAN_NOT_EMPTY',
    'The id of the backend server can not be empty.',
  ] as const;
  const PORT = [
    400,
    'BACKEND_SERVER_PORT_CAN_NOT_EMPTY',
    'The port of the backend server can not be empty.',
  ] as const;

  test.each<[string, Server[] | string, readonly [number, string, string]]>([
    ['no server', [], NOT_TWO],
    ['one server', [MASTER], NOT_TWO],
    ['three servers', [MASTER, SLAVE, { ...SLAVE, ServerId: 'i-3' }], NOT_TWO],
    [
      'one server on one port twice',
      [MASTER, { ...MASTER, ServerType: 'Slave' }],
      [
        400,
        'BACKEND_SERVERS_HAVE_SAME_PORT_AND_SERVERID',
        'The backend servers have the same port and server id.',
      ],
    ],
    ['two primaries', [MASTER, { ...SLAVE, ServerType: 'Master' }], ROLES],
    ['two secondaries', [{ ...MASTER, ServerType: 'Slave' }, SLAVE], ROLES],
    ['an empty server id', [{ ...MASTER, ServerId: '' }, SLAVE], ID],
    ['a server without id', [{ Port: 80, ServerType: 'Master' }, SLAVE], ID],
    ['an empty port', [{ ...MASTER, Port: '' }, SLAVE], PORT],
    ['a server without port', [MASTER, { ServerId: 'i-2', ServerType: 'Slave' }], PORT],
    ['a server type it does not know', [MASTER, { ...SLAVE, ServerType: 'slave' }], TYPE],
    ['a server without server type', [MASTER, { ServerId: 'i-2', Port: 1 }], TYPE],
    [
      'port 65536',
      [MASTER, { ...SLAVE, Port: 65_536 }],
      [
        400,
        'InvalidParameter',
        'The specified BackendServers is invalid, as the Port value should be in [1, 65535].',
      ],
    ],
    [
      'a weight of 101',
      [{ ...MASTER, Weight: 101 }, SLAVE],
      [400, 'InvalidWeight.Malformed', 'A specified weight is not valid.'],
    ],
    [
      'a type it does not know',
      [{ ...MASTER, Type: 'vm' }, SLAVE],
      [400, 'BackendServer.InvalidType', 'The specified Type is invalid.'],
    ],
    [
      'what is no JSON',
      '{',
      [400, 'BackendServersMalformed', 'the specified parameter BackendServers is unavailable.'],
    ],
    [
      'a server that the cloud does not have',
      [MASTER, { ...SLAVE, ServerId: 'i-missing' }],
      [400, 'InvalidServerId.NotExist', 'The specified ServerId is not exist.'],
    ],
  ])('rejects %s', async (_, list, expected) => {
    expect(await outcome('CreateMasterSlaveServerGroup', pair(list))).toEqual(expected);
    expect(await pairs()).toHaveLength(1);
  });

  test('rejects a missing server, a wrong name, a wrong tag and an unknown instance', async () => {
    const rejection = (parameters: Parameters) => outcome('CreateMasterSlaveServerGroup', parameters);
    expect(await rejection({ LoadBalancerId: EDGE })).toEqual(NOT_TWO);
    expect(await rejection(pair([MASTER, SLAVE], { MasterSlaveServerGroupName: 'a b' }))).toEqual(INVALID);
    expect(await rejection(pair([MASTER, SLAVE], { 'Tag.1.Key': 'acs:' }))).toEqual([
      400,
      'InvalidParam.TagKey',
      'The specified Tag.Key is invalid.',
    ]);
    expect(await rejection(pair([MASTER, SLAVE], { LoadBalancerId: 'lb-x' }))).toEqual(NO_INSTANCE);
  });
});

describe('DeleteMasterSlaveServerGroup', () => {
  const remove = () => outcome('DeleteMasterSlaveServerGroup', { MasterSlaveServerGroupId: PAIR });

  test('is rejected while a listener uses the pair', async () => {
    expect(await remove()).toEqual([
      400,
      'RspoolVipExist',
      'there are vips associating with this vServer group.',
    ]);
    await ask('DeleteLoadBalancerListener', { LoadBalancerId: EDGE, ListenerPort: 6380 });
    expect(await remove()).toBe('done');
    expect(await remove()).toEqual(NO_PRIMARY_SECONDARY_GROUP);
  });
});

test('DescribeMasterSlaveServerGroupAttribute knows only pairs', async () => {
  for (const MasterSlaveServerGroupId of ['rsp-x', 'rsp-cige6j5e7p']) {
    expect(await outcome('DescribeMasterSlaveServerGroupAttribute', { MasterSlaveServerGroupId })).toEqual(
      NO_PRIMARY_SECONDARY_GROUP,
    );
  }
});

import { beforeEach, describe, expect, test } from 'vitest';
import { INVALID, NO_V_SERVER_GROUP, callsOf, mandatory } from '../testing/calls';
import { EDGE, at, listAt, testSandbox, type Body, type Parameters } from '../testing/test-sandbox';

/** web-blue of edge-prod: four members, in use. */
const BLUE = 'rsp-cige6j5e7p';
const FIRST = { ServerId: 'i-bp1d2x7kq3w8n5v0c4ma', Port: 8080 };

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { ask, outcome } = callsOf(() => sandbox);

type Server = Record<string, string | number>;
const servers = (list: Server[] | string) => ({
  BackendServers: typeof list === 'string' ? list : JSON.stringify(list),
});
const inBlue = (list: Server[] | string) => ({ VServerGroupId: BLUE, ...servers(list) });
const membersOf = (body: Body) => listAt(body, 'BackendServers', 'BackendServer');
const stored = async (VServerGroupId = BLUE) =>
  membersOf(await ask('DescribeVServerGroupAttribute', { VServerGroupId }));
const groupsOfEdge = async (filter: Parameters = {}) =>
  listAt(
    await ask('DescribeVServerGroups', { LoadBalancerId: EDGE, ...filter }),
    'VServerGroups',
    'VServerGroup',
  );

const ATTACHED = [400, 'InvalidParameter', 'The resource already exists.'] as const;
const NOT_EXIST = [400, 'InvalidServerId.NotExist', 'The specified ServerId is not exist.'] as const;

describe('SetVServerGroupAttribute', () => {
  test('changes the name, and weights and descriptions of members that are there', async () => {
    const body = await ask('SetVServerGroupAttribute', {
      VServerGroupName: 'web-blue-2',
      ...inBlue([
        { ...FIRST, Weight: 7, Description: 'old' },
        { ServerId: FIRST.ServerId, Port: 9999, Weight: 1 },
        { ServerId: 'i-missing', Port: 80 },
      ]),
    });
    expect(body).toMatchObject({ VServerGroupId: BLUE, VServerGroupName: 'web-blue-2' });
    expect(membersOf(body)).toHaveLength(4);
    expect(membersOf(body)[0]).toEqual({ ...FIRST, Weight: 7, Type: 'ecs', Description: 'old' });
    expect((await stored())[0]).toMatchObject({ Weight: 7, ServerIp: '10.0.4.11' });
  });

  test('of only the name keeps the members, and rejects a wrong name', async () => {
    const before = await stored();
    const rename = { VServerGroupId: BLUE, VServerGroupName: 'green' };
    expect(await ask('SetVServerGroupAttribute', rename)).toMatchObject({ VServerGroupName: 'green' });
    expect(await stored()).toEqual(before);
    expect(await outcome('SetVServerGroupAttribute', { ...rename, VServerGroupName: '绿' })).toEqual(INVALID);
  });
});

describe('AddVServerGroupBackendServers', () => {
  test('answers all members, with numbers', async () => {
    const body = await ask(
      'AddVServerGroupBackendServers',
      inBlue([
        { ServerId: FIRST.ServerId, Port: 8081, Weight: '3' },
        { ServerId: FIRST.ServerId, Port: 8081, Weight: '4' },
      ]),
    );
    expect(body.VServerGroupId).toBe(BLUE);
    expect(membersOf(body)).toHaveLength(5);
    expect(membersOf(body)[4]).toEqual({ ServerId: FIRST.ServerId, Port: 8081, Weight: 3, Type: 'ecs' });
    const health = await ask('DescribeHealthStatus', { LoadBalancerId: EDGE, ListenerPort: 443 });
    expect(at(health, 'BackendServers', 'BackendServer', 4)).toMatchObject({
      ServerId: FIRST.ServerId,
      Port: 8081,
      ServerHealthStatus: 'normal',
    });
  });

  test('rejects a member that is there and a server that is not', async () => {
    expect(
      await outcome('AddVServerGroupBackendServers', inBlue([{ ServerId: 'i-1', Port: 1 }, FIRST])),
    ).toEqual(ATTACHED);
    expect(
      await outcome('AddVServerGroupBackendServers', inBlue([{ ServerId: 'i-missing9', Port: 1 }])),
    ).toEqual(NOT_EXIST);
    expect(await stored()).toHaveLength(4);
  });

  test('needs servers', async () => {
    expect(await outcome('AddVServerGroupBackendServers', { VServerGroupId: BLUE })).toEqual(
      mandatory('BackendServers'),
    );
  });
});

/** A member as the Kubernetes cloud controller writes it. */
const ofController = (server: Server) => ({
  IsUserManaged: false,
  NodeName: null,
  description: 'k8s/80/web/shop/c1',
  ...server,
  TargetRef: { kind: 'Pod', namespace: 'shop', name: 'web-0', uid: '1' },
  Invalid: false,
});

describe('members as the Kubernetes cloud controller sends them', () => {
  const pod = (serverIp: string, weight = 100) =>
    ofController({ serverId: 'eni-1', serverIp, weight, port: 8080, type: 'eni' });
  const send = (action: string, ...list: object[]) =>
    ask(action, { VServerGroupId: BLUE, BackendServers: JSON.stringify(list) });
  const pods = async () => (await stored()).slice(4).map(({ ServerIp, Weight }) => [ServerIp, Weight]);

  test('are taken with keys in their case and keys that the API does not know', async () => {
    await send(
      'AddVServerGroupBackendServers',
      ofController({ serverId: 'i-1', serverIp: '', weight: 50, port: 30080, type: 'ecs' }),
    );
    expect((await stored())[4]).toMatchObject({
      ServerId: 'i-1',
      Port: 30080,
      Weight: 50,
      Type: 'ecs',
      Description: 'k8s/80/web/shop/c1',
    });
  });

  test('of one network interface with several addresses are kept, changed and removed one by one', async () => {
    await send('AddVServerGroupBackendServers', pod('10.9.0.1'), pod('10.9.0.2'), pod('10.9.0.1'));
    expect(await pods()).toEqual([
      ['10.9.0.1', 100],
      ['10.9.0.2', 100],
    ]);
    await send('SetVServerGroupAttribute', pod('10.9.0.2', 20));
    expect(await pods()).toEqual([
      ['10.9.0.1', 100],
      ['10.9.0.2', 20],
    ]);
    await send('RemoveVServerGroupBackendServers', pod('10.9.0.1'));
    expect(await pods()).toEqual([['10.9.0.2', 20]]);
  });

  test('are changed by the most specific entry, whatever its place', async () => {
    await send('AddVServerGroupBackendServers', pod('10.9.0.1'), pod('10.9.0.2'), pod('2001:db8::3'));
    await send('SetVServerGroupAttribute', pod('', 5), pod('10.9.0.2', 9), pod('2001:DB8::0:3', 7));
    expect(await pods()).toEqual([
      ['10.9.0.1', 5],
      ['10.9.0.2', 9],
      ['2001:db8::3', 7],
    ]);
    await send('RemoveVServerGroupBackendServers', pod('2001:db8:0::3'));
    expect(await pods()).toHaveLength(2);
  });

  test('without an address are not added beside those with one', async () => {
    await send('AddVServerGroupBackendServers', pod('10.9.0.1'), pod(''));
    expect(await pods()).toEqual([['10.9.0.1', 100]]);
    const again = { VServerGroupId: BLUE, BackendServers: JSON.stringify([pod('')]) };
    expect(await outcome('AddVServerGroupBackendServers', again)).toEqual([
      400,
      'InvalidParameter',
      'The resource already exists.',
    ]);
  });

  test('without an address are all those of the network interface', async () => {
    await send('AddVServerGroupBackendServers', pod('10.9.0.1'), pod('10.9.0.2'));
    await send('SetVServerGroupAttribute', pod('', 5));
    expect(await pods()).toEqual([
      ['10.9.0.1', 5],
      ['10.9.0.2', 5],
    ]);
    await send('RemoveVServerGroupBackendServers', pod(''));
    expect(await pods()).toEqual([]);
  });
});

test('members in single quotes, as Terraform sends them, are taken by every call of a group', async () => {
  const list = (port: number, weight: number) =>
    `[{'ServerId':'i-1','Port':'${port}','Weight':'${weight}', 'Type': 'ecs'}]`;
  const last = async () => (await stored()).slice(4).map(({ Port, Weight }) => [Port, Weight]);
  const { VServerGroupId } = await ask('CreateVServerGroup', {
    LoadBalancerId: EDGE,
    ...servers(list(80, 1)),
  });
  expect(await stored(String(VServerGroupId))).toMatchObject([{ ServerId: 'i-1', Port: 80, Weight: 1 }]);
  await ask('AddVServerGroupBackendServers', inBlue(list(80, 1)));
  await ask('SetVServerGroupAttribute', inBlue(list(80, 2)));
  expect(await last()).toEqual([[80, 2]]);
  await ask('ModifyVServerGroupBackendServers', {
    VServerGroupId: BLUE,
    OldBackendServers: list(80, 2),
    NewBackendServers: list(81, 3),
  });
  expect(await last()).toEqual([[81, 3]]);
  await ask('RemoveVServerGroupBackendServers', inBlue(list(81, 3)));
  expect(await last()).toEqual([]);
});

describe('ModifyVServerGroupBackendServers', () => {
  const modify = (old: Server[], given: Server[]) => ({
    VServerGroupId: BLUE,
    OldBackendServers: JSON.stringify(old),
    NewBackendServers: JSON.stringify(given),
  });

  test('replaces the old by the new in one step, also by the same on another port', async () => {
    const body = await ask(
      'ModifyVServerGroupBackendServers',
      modify(
        [FIRST, { ServerId: 'i-elsewhere', Port: 1 }],
        [
          { ...FIRST, Weight: 1 },
          { ServerId: 'i-2', Port: 81 },
        ],
      ),
    );
    expect(membersOf(body)).toHaveLength(5);
    expect(membersOf(body).slice(3)).toEqual([
      { ...FIRST, Weight: 1, Type: 'ecs' },
      { ServerId: 'i-2', Port: 81, Weight: 100, Type: 'ecs' },
    ]);
  });

  test('rejects a new member that is there, and removes nothing then', async () => {
    const second = { ServerId: 'i-bp1d2x7mz6r1t9y2u8pb', Port: 8080 };
    expect(await outcome('ModifyVServerGroupBackendServers', modify([FIRST], [second]))).toEqual(ATTACHED);
    expect(
      await outcome(
        'ModifyVServerGroupBackendServers',
        modify([FIRST], [{ ServerId: 'i-missing', Port: 1 }]),
      ),
    ).toEqual(NOT_EXIST);
    expect(await stored()).toHaveLength(4);
  });

  test.each(['OldBackendServers', 'NewBackendServers'])('takes twenty %s at most', async (name) => {
    const list = Array.from({ length: 21 }, (_, index) => ({ ServerId: `i-${index}`, Port: 80 }));
    expect(
      await outcome('ModifyVServerGroupBackendServers', {
        VServerGroupId: BLUE,
        [name]: JSON.stringify(list),
      }),
    ).toEqual([
      400,
      'TooManyBackendServers',
      'The total number of input real servers exceeds max supported number: 20',
    ]);
  });
});

describe('RemoveVServerGroupBackendServers', () => {
  test('removes only the member on that port, and skips those that are not there', async () => {
    const body = await ask(
      'RemoveVServerGroupBackendServers',
      inBlue([FIRST, { ServerId: 'i-bp1d2x7mz6r1t9y2u8pb', Port: 1 }]),
    );
    expect(membersOf(body).map((member) => member.ServerId)).toEqual([
      'i-bp1d2x7mz6r1t9y2u8pb',
      'i-bp1f9c0q2w4e6r8t0y1u',
      'i-bp1f9c0t3y5u7i9o1p2a',
    ]);
    expect(await stored()).toHaveLength(3);
  });
});

describe.each<[string, (list: Server[] | string) => Parameters]>([
  ['CreateVServerGroup', (list) => ({ LoadBalancerId: EDGE, ...servers(list) })],
  ['SetVServerGroupAttribute', inBlue],
  ['AddVServerGroupBackendServers', inBlue],
  ['RemoveVServerGroupBackendServers', inBlue],
  [
    'ModifyVServerGroupBackendServers',
    (list) => ({ VServerGroupId: BLUE, NewBackendServers: String(inBlue(list).BackendServers) }),
  ],
])('%s rejects', (action, parametersOf) => {
  const PORT = [
    400,
    'InvalidParameter',
    'The specified BackendServers is invalid, as the Port value should be in [1, 65535].',
  ] as const;
  const MALFORMED = [
    400,
    'BackendServersMalformed',
    'the specified parameter BackendServers is unavailable.',
  ] as const;

  test.each<[string, Server[] | string, readonly [number, string, string]]>([
    ['what is no JSON', 'i-1:80', MALFORMED],
    ['a server without id', [{ Port: 80 }], MALFORMED],
    ['a member without port', [{ ServerId: 'i-1' }], PORT],
    ['port 0', [{ ServerId: 'i-1', Port: 0 }], PORT],
    ['port 65536', [{ ServerId: 'i-1', Port: '65536' }], PORT],
    ['a port that is no number', [{ ServerId: 'i-1', Port: 'http' }], PORT],
    [
      'a weight of 101',
      [{ ServerId: 'i-1', Port: 80, Weight: 101 }],
      [400, 'InvalidWeight.Malformed', 'A specified weight is not valid.'],
    ],
    [
      'a type it does not know',
      [{ ServerId: 'i-1', Port: 80, Type: 'vm' }],
      [400, 'BackendServer.InvalidType', 'The specified Type is invalid.'],
    ],
    ['a description with a blank', [{ ServerId: 'i-1', Port: 80, Description: 'a b' }], INVALID],
    [
      'twenty-one servers',
      Array.from({ length: 21 }, (_, index) => ({ ServerId: `i-${index}`, Port: 80 })),
      [
        400,
        'TooManyBackendServers',
        'The total number of input real servers exceeds max supported number: 20',
      ],
    ],
  ])('%s', async (_, list, expected) => {
    expect(await outcome(action, parametersOf(list))).toEqual(expected);
    expect(await stored()).toHaveLength(4);
    expect(await groupsOfEdge()).toHaveLength(3);
  });
});

test.each([
  'SetVServerGroupAttribute',
  'AddVServerGroupBackendServers',
  'RemoveVServerGroupBackendServers',
  'ModifyVServerGroupBackendServers',
  'DescribeVServerGroupAttribute',
])('%s rejects an unknown group', async (action) => {
  expect(await outcome(action, { ...inBlue([]), VServerGroupId: 'rsp-x' })).toEqual(NO_V_SERVER_GROUP);
});

import { beforeEach, describe, expect, test } from 'vitest';
import { INVALID, NO_INSTANCE, callsOf, mandatory } from '../testing/calls';
import { EDGE, at, listAt, testSandbox } from '../testing/test-sandbox';

const LOCKED_SHARED = 'lb-bp1q7w9e1r3t5y7u9i1op';
const FIRST = 'i-bp1d2x7kq3w8n5v0c4ma';
const SECOND = 'i-bp1d2x7mz6r1t9y2u8pb';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { ask, outcome } = callsOf(() => sandbox);

type Server = Record<string, string | number>;
const parametersOf = (servers: Server[] | string, LoadBalancerId = EDGE) => ({
  LoadBalancerId,
  BackendServers: typeof servers === 'string' ? servers : JSON.stringify(servers),
});
const answered = async (action: string, servers: Server[]) =>
  listAt(await ask(action, parametersOf(servers)), 'BackendServers', 'BackendServer');
const stored = async () =>
  listAt(
    await ask('DescribeLoadBalancerAttribute', { LoadBalancerId: EDGE }),
    'BackendServers',
    'BackendServer',
  );

describe('AddBackendServers', () => {
  test('answers all servers of the instance, weights as numbers', async () => {
    const body = await ask(
      'AddBackendServers',
      parametersOf([
        { ServerId: 'i-new', Weight: '30', Type: 'ecs', Description: 'web/1.a_b-c' },
        { ServerId: 'i-plain' },
      ]),
    );
    expect(body).toEqual({
      RequestId: body.RequestId,
      LoadBalancerId: EDGE,
      BackendServers: {
        BackendServer: [
          { ServerId: FIRST, Weight: 100, Type: 'ecs' },
          { ServerId: SECOND, Weight: 100, Type: 'ecs' },
          { ServerId: 'i-new', Weight: 30, Type: 'ecs', Description: 'web/1.a_b-c' },
          { ServerId: 'i-plain', Weight: 100, Type: 'ecs' },
        ],
      },
    });
    expect((await stored())[2]).toEqual({
      ServerId: 'i-new',
      Weight: 30,
      Type: 'ecs',
      ServerIp: expect.stringMatching(/^10\./),
      Description: 'web/1.a_b-c',
    });
  });

  test('takes the first of servers that are named twice', async () => {
    const servers = await answered('AddBackendServers', [
      { ServerId: 'i-new', Weight: 1 },
      { ServerId: 'i-new', Weight: 2 },
    ]);
    expect(servers.slice(2)).toEqual([{ ServerId: 'i-new', Weight: 1, Type: 'ecs' }]);
  });

  test('takes network interfaces with their address only on a high-performance instance', async () => {
    const eni = [{ ServerId: 'eni-1', Type: 'eni', ServerIp: '10.9.9.9' }];
    await ask('AddBackendServers', parametersOf(eni));
    expect((await stored())[2]).toMatchObject({ ServerId: 'eni-1', Type: 'eni', ServerIp: '10.9.9.9' });
    expect(await outcome('AddBackendServers', parametersOf(eni, LOCKED_SHARED))).toEqual([
      400,
      'BackendServer.InvalidType',
      'The specified Type is invalid.',
    ]);
  });

  test('takes a network interface with several addresses, of which one can be removed', async () => {
    const eni = (ServerIp?: string) => ({ ServerId: 'eni-1', Type: 'eni', ...(ServerIp && { ServerIp }) });
    const addresses = async () => (await stored()).slice(2).map(({ ServerIp }) => ServerIp);
    await ask('AddBackendServers', parametersOf([eni('10.9.9.9'), eni('10.9.9.10'), eni('10.9.9.9')]));
    expect(await addresses()).toEqual(['10.9.9.9', '10.9.9.10']);
    await ask('RemoveBackendServers', parametersOf([eni('10.9.9.9')]));
    expect(await addresses()).toEqual(['10.9.9.10']);
    await ask('RemoveBackendServers', parametersOf([eni()]));
    expect(await addresses()).toEqual([]);
  });

  test('takes an address only once: however it is written, and not beside a server that has only one', async () => {
    const eni = (ServerIp?: string) => ({ ServerId: 'eni-1', Type: 'eni', ...(ServerIp && { ServerIp }) });
    const ecs = { ServerId: 'eni-1' };
    const added = async (...servers: object[]) => {
      await sandbox.control('POST', 'reset', { seed: 'demo' });
      await ask('AddBackendServers', { LoadBalancerId: EDGE, BackendServers: JSON.stringify(servers) });
      return (await stored()).slice(2).map(({ Type, ServerIp }) => [Type, ServerIp]);
    };
    const first = ['eni', '2001:db8::1'];
    expect(await added(eni('2001:db8::1'), eni('2001:DB8:0::1'), eni(), ecs)).toEqual([first]);
    const again = [400, 'InvalidParameter', 'The resource already exists.'];
    for (const server of [eni('2001:0db8::0001'), eni(), ecs, { ...ecs, ServerIp: '10.1.1.1' }]) {
      expect(await outcome('AddBackendServers', parametersOf([server]))).toEqual(again);
    }
    expect(await added(ecs, eni('10.1.1.1'))).toEqual([['ecs', expect.any(String)]]);
  });

  test('reads no keys of other calls', async () => {
    const BackendServers = JSON.stringify([{ ServerId: 'i-new', Port: { a: 1 }, ServerType: [] }]);
    await ask('AddBackendServers', { LoadBalancerId: EDGE, BackendServers });
    expect((await stored())[2]).toMatchObject({ ServerId: 'i-new', Weight: 100, Type: 'ecs' });
  });

  test('gives a server the address that it has elsewhere', async () => {
    const ServerId = 'i-bp1f9c0q2w4e6r8t0y1u';
    await ask('AddBackendServers', parametersOf([{ ServerId }]));
    expect((await stored())[2]).toMatchObject({ ServerId, ServerIp: '10.0.4.13' });
  });

  test('without servers answers those that are there', async () => {
    const body = await ask('AddBackendServers', { LoadBalancerId: EDGE });
    expect(listAt(body, 'BackendServers', 'BackendServer')).toHaveLength(2);
  });

  test('rejects a server that is attached already, and adds none of the others', async () => {
    expect(
      await outcome('AddBackendServers', parametersOf([{ ServerId: 'i-new' }, { ServerId: FIRST }])),
    ).toEqual([400, 'InvalidParameter', 'The resource already exists.']);
    expect(await stored()).toHaveLength(2);
  });

  test('rejects a server that the cloud does not have', async () => {
    expect(await outcome('AddBackendServers', parametersOf([{ ServerId: 'i-missing-1' }]))).toEqual([
      400,
      'InvalidServerId.NotFound',
      'The specified server is not found.',
    ]);
  });
});

describe('SetBackendServers', () => {
  test('changes weights and descriptions of servers that are there, and answers numbers', async () => {
    expect(
      await answered('SetBackendServers', [
        { ServerId: FIRST, Weight: 0, Description: 'drained' },
        { ServerId: SECOND },
        { ServerId: 'i-elsewhere', Weight: 5 },
      ]),
    ).toEqual([
      { ServerId: FIRST, Weight: 0, Type: 'ecs', Description: 'drained' },
      { ServerId: SECOND, Weight: 100, Type: 'ecs' },
    ]);
    expect((await stored())[0]).toMatchObject({ Weight: 0, Description: 'drained', ServerIp: '10.0.4.11' });
  });
});

describe('RemoveBackendServers', () => {
  test('answers the servers that remain, and skips those that are not there', async () => {
    const servers: Server[] = [{ ServerId: FIRST, Type: 'ecs', Weight: '100' }, { ServerId: 'i-elsewhere' }];
    expect(await answered('RemoveBackendServers', servers)).toEqual([
      { ServerId: SECOND, Weight: 100, Type: 'ecs' },
    ]);
    expect(await answered('RemoveBackendServers', servers)).toHaveLength(1);
    expect(await stored()).toHaveLength(1);
  });

  test.each([
    ['aliyungo, libcloud and the documents of 2018', `["${FIRST}","i-elsewhere"]`],
    ['the Python SDK', `['${FIRST}', 'i-elsewhere']`],
    ['documents of today', `[{"ServerId":"${FIRST}","Type":"ecs","Weight":"100"}]`],
  ])('takes ids as %s send them', async (_, list) => {
    expect(await outcome('RemoveBackendServers', parametersOf(list))).toBe('answered');
    expect((await stored()).map(({ ServerId }) => ServerId)).toEqual([SECOND]);
  });

  test('needs servers', async () => {
    expect(await outcome('RemoveBackendServers', { LoadBalancerId: EDGE })).toEqual(
      mandatory('BackendServers'),
    );
  });
});

test('the lists of Terraform, in single quotes, are taken by all three calls', async () => {
  const list = (weight: number, ...ids: string[]) =>
    `[${ids.map((id) => `{'ServerId':'${id}','Weight':'${weight}', 'Type': 'ecs'}`).join(',')}]`;
  const weights = async () => (await stored()).map(({ Weight }) => Weight);
  await ask('AddBackendServers', parametersOf(list(80, 'i-1', 'i-2')));
  expect(await weights()).toEqual([100, 100, 80, 80]);
  await ask('SetBackendServers', parametersOf(list(20, 'i-1', 'i-2')));
  expect(await weights()).toEqual([100, 100, 20, 20]);
  await ask('RemoveBackendServers', parametersOf(list(20, 'i-1', 'i-2')));
  expect(await weights()).toEqual([100, 100]);
});

test.each(['AddBackendServers', 'SetBackendServers'])('%s takes no plain ids', async (action) => {
  expect(await outcome(action, parametersOf('["i-1"]'))).toEqual([
    400,
    'BackendServersMalformed',
    'the specified parameter BackendServers is unavailable.',
  ]);
});

describe.each(['AddBackendServers', 'SetBackendServers', 'RemoveBackendServers'])('%s rejects', (action) => {
  const MALFORMED = [
    400,
    'BackendServersMalformed',
    'the specified parameter BackendServers is unavailable.',
  ] as const;

  test.each<[string, Server[] | string, readonly [number, string, string]]>([
    ['what is no JSON', '[{"ServerId":"i-1"', MALFORMED],
    ['what is no list', '{"ServerId":"i-1"}', MALFORMED],
    ['a list of numbers', '[1]', MALFORMED],
    ['quotes that do not match', `[{'ServerId":'i-1'}]`, MALFORMED],
    ['a nested value', '[{"ServerId":["i-1"]}]', MALFORMED],
    ['a server without id', [{ Weight: 1 }], MALFORMED],
    ['a server with an empty id', [{ ServerId: '' }], MALFORMED],
    [
      'a weight of 101',
      [{ ServerId: 'i-1', Weight: 101 }],
      [400, 'InvalidWeight.Malformed', 'A specified weight is not valid.'],
    ],
    [
      'a negative weight',
      [{ ServerId: 'i-1', Weight: '-1' }],
      [400, 'InvalidWeight.Malformed', 'A specified weight is not valid.'],
    ],
    [
      'a type it does not know',
      [{ ServerId: 'i-1', Type: 'vm' }],
      [400, 'BackendServer.InvalidType', 'The specified Type is invalid.'],
    ],
    ['an address that is none', [{ ServerId: 'i-1', ServerIp: '10.0.0' }], INVALID],
    ['a description with a blank', [{ ServerId: 'i-1', Description: 'a b' }], INVALID],
    ['a description of 81 characters', [{ ServerId: 'i-1', Description: 'a'.repeat(81) }], INVALID],
    [
      'twenty-one servers',
      Array.from({ length: 21 }, (_, index) => ({ ServerId: `i-${index}` })),
      [
        400,
        'TooManyBackendServers',
        'The total number of input real servers exceeds max supported number: 20',
      ],
    ],
  ])('%s', async (_, servers, expected) => {
    expect(await outcome(action, parametersOf(servers))).toEqual(expected);
    expect(await stored()).toHaveLength(2);
  });

  test('an unknown instance', async () => {
    expect(await outcome(action, parametersOf([{ ServerId: 'i-1' }], 'lb-x'))).toEqual(NO_INSTANCE);
  });
});

test('twenty servers are added at once, and checked behind a listener', async () => {
  await ask(
    'AddBackendServers',
    parametersOf(Array.from({ length: 20 }, (_, index) => ({ ServerId: `i-${index}` }))),
  );
  expect(await stored()).toHaveLength(22);
  const health = await ask('DescribeHealthStatus', { LoadBalancerId: EDGE, ListenerPort: 2222 });
  expect(listAt(health, 'BackendServers', 'BackendServer')).toHaveLength(22);
  expect(at(health, 'BackendServers', 'BackendServer', 21)).toMatchObject({ ServerId: 'i-19', Port: 22 });
});

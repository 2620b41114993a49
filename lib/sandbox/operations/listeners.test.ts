import { describe, expect, test } from 'vitest';
import {
  EDGE,
  HANGZHOU,
  outcomeOf,
  listAt,
  testSandbox,
  type Body,
  type Parameters,
} from '../testing/test-sandbox';

const sandbox = testSandbox();

const INVALID = [400, 'InvalidParameter', 'The specified parameter is not valid.'] as const;
const NO_INSTANCE = [
  404,
  'InvalidLoadBalancerId.NotFound',
  'The specified LoadBalancerId does not exist.',
] as const;

async function ask(action: string, parameters: Parameters = {}): Promise<Body> {
  const reply = await sandbox.call(action, parameters);
  expect(reply.body).not.toHaveProperty('Code');
  return reply.body;
}

describe('DescribeLoadBalancerTCPListenerAttribute', () => {
  const of = (port: number | string, loadBalancerId = EDGE) =>
    sandbox.call('DescribeLoadBalancerTCPListenerAttribute', {
      RegionId: HANGZHOU,
      LoadBalancerId: loadBalancerId,
      ListenerPort: port,
    });

  test('rejects a missing listener, a missing instance, and a listener of another protocol', async () => {
    expect(outcomeOf(await of(1))).toEqual([
      400,
      'InvalidParameter',
      'The specified resource does not exist.',
    ]);
    expect(outcomeOf(await of(443, 'lb-unknown'))).toEqual(NO_INSTANCE);
    expect(outcomeOf(await of(8081))).toEqual([
      400,
      'UnsupportedOperation',
      'The specified action is not supported.',
    ]);
    expect(outcomeOf(await of(70_000))).toEqual([
      400,
      'InvalidParameter',
      'The specified port is not valid.',
    ]);
  });
});

describe('DescribeLoadBalancerListeners', () => {
  const list = (parameters: Parameters = {}) =>
    ask('DescribeLoadBalancerListeners', { RegionId: HANGZHOU, ...parameters });

  test('hands out every listener once, page by page', async () => {
    const seen: string[] = [];
    let token = '';
    do {
      const page = await list({ MaxResults: 7, NextToken: token });
      expect(page).toMatchObject({ MaxResults: 7, TotalCount: 23 });
      seen.push(
        ...listAt(page, 'Listeners').map((row) =>
          [row.LoadBalancerId, row.ListenerPort, row.ListenerProtocol].join('/'),
        ),
      );
      token = typeof page.NextToken === 'string' ? page.NextToken : '';
    } while (token !== '');
    expect(seen).toHaveLength(23);
    expect(new Set(seen).size).toBe(23);
  });

  test('twenty to a page when nothing is asked, and no token on the last page', async () => {
    const first = await list();
    expect(listAt(first, 'Listeners')).toHaveLength(20);
    const last = await list({ NextToken: String(first.NextToken) });
    expect(listAt(last, 'Listeners')).toHaveLength(3);
    expect(last).not.toHaveProperty('NextToken');
    expect(await list({ MaxResults: 23 })).not.toHaveProperty('NextToken');
  });

  test.each<[Parameters, number]>([
    [{ 'LoadBalancerId.1': EDGE }, 8],
    [{ 'LoadBalancerId.1': EDGE, 'LoadBalancerId.2': 'lb-bp1o94dp5i6earr9g6d1l' }, 14],
    [{ 'LoadBalancerId.1': 'lb-unknown' }, 0],
    [{ ListenerProtocol: 'http' }, 1],
    [{ ListenerPort: 443 }, 3],
    [{ Description: '支付网关' }, 1],
    [{ 'Tag.1.Key': 'none' }, 0],
    [{ 'LoadBalancerId.1': EDGE, ListenerProtocol: 'tcp', ListenerPort: 443 }, 1],
  ])('filters by %o', async (filter, count) => {
    const body = await list(filter);
    expect([body.TotalCount, listAt(body, 'Listeners').length]).toEqual([count, Math.min(count, 20)]);
  });

  test('filters by tags, with a value and without', async () => {
    const made = await sandbox.call('CreateLoadBalancerTCPListener', {
      RegionId: HANGZHOU,
      LoadBalancerId: EDGE,
      ListenerPort: 7001,
      Bandwidth: -1,
      BackendServerPort: 7001,
      'Tag.1.Key': 'owner',
      'Tag.1.Value': 'ops',
    });
    expect(made.status).toBe(200);
    expect((await list({ 'Tag.1.Key': 'owner' })).TotalCount).toBe(1);
    expect((await list({ 'Tag.1.Key': 'owner', 'Tag.1.Value': 'ops' })).TotalCount).toBe(1);
    expect((await list({ 'Tag.1.Key': 'owner', 'Tag.1.Value': 'dev' })).TotalCount).toBe(0);
    await sandbox.call('DeleteLoadBalancerListener', {
      RegionId: HANGZHOU,
      LoadBalancerId: EDGE,
      ListenerPort: 7001,
    });
  });

  test("answers a row with its protocol's own settings", async () => {
    const rows = listAt(await list({ 'LoadBalancerId.1': EDGE }), 'Listeners');
    expect(rows.find((row) => row.ListenerPort === 443)).toMatchObject({
      ListenerProtocol: 'tcp',
      Status: 'running',
      VServerGroupId: 'rsp-cige6j5e7p',
      AclStatus: 'on',
      AclType: 'white',
      AclId: '1323',
      AclIds: ['1323'],
      Tags: [],
      TCPListenerConfig: {
        PersistenceTimeout: 600,
        HealthCheck: 'on',
        HealthCheckType: 'http',
        HealthCheckURI: '/healthz',
        UnhealthyThreshold: 2,
        ProxyProtocolV2Enabled: 'false',
      },
    });
    const http = rows.find((row) => row.ListenerPort === 8081);
    expect(http).toMatchObject({ ListenerProtocol: 'http', HTTPListenerConfig: { Gzip: 'on' } });
    expect(http).not.toHaveProperty('TCPListenerConfig');
  });

  test.each<Parameters>([
    { MaxResults: 0 },
    { MaxResults: 101 },
    { NextToken: 'made-up' },
    Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`LoadBalancerId.${index + 1}`, EDGE])),
  ])('rejects %o', async (parameters) => {
    expect(
      outcomeOf(await sandbox.call('DescribeLoadBalancerListeners', { RegionId: HANGZHOU, ...parameters })),
    ).toEqual(INVALID);
  });
});

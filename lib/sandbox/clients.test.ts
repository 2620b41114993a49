import { createRequire } from 'node:module';
import * as openApi from '@alicloud/openapi-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  EDGE,
  HANGZHOU,
  KEY_ID,
  KEY_SECRET,
  startTestSandbox,
  type TestSandbox,
} from './testing/test-sandbox';

/** Clients written by others, unmodified. */
let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox({ settings: { transitionMillis: 0 } });
  // These clients read the machine's own clock.
  sandbox.clock.millis = Date.now();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

type Answer = Record<string, unknown>;
type Client = (action: string, parameters: Record<string, string>) => Promise<Answer>;

type PopCore = {
  RPCClient: new (config: Record<string, string>) => {
    request(action: string, parameters: Record<string, string>, options: object): Promise<Answer>;
  };
};

/** pop-core signs version 1; without `formatParams: false` it renames healthCheckInterval. It has no types. */
function popCore(method: 'GET' | 'POST'): Client {
  const { RPCClient } = createRequire(import.meta.url)('@alicloud/pop-core') as PopCore;
  const client = new RPCClient({
    endpoint: `http://127.0.0.1:${sandbox.port}`,
    apiVersion: '2014-05-15',
    accessKeyId: KEY_ID,
    accessKeySecret: KEY_SECRET,
  });
  return (action, parameters) => client.request(action, parameters, { method, formatParams: false });
}

/** openapi-core signs version 3. Node hands over the whole CommonJS module where its types promise the class. */
function openApiCore(): Client {
  const exported: unknown = openApi.default;
  const Class =
    typeof exported === 'object' && exported !== null && 'default' in exported
      ? (exported.default as typeof openApi.default)
      : openApi.default;
  const client = new Class(
    new openApi.$OpenApiUtil.Config({
      accessKeyId: KEY_ID,
      accessKeySecret: KEY_SECRET,
      endpoint: `127.0.0.1:${sandbox.port}`,
      protocol: 'HTTP',
    }),
  );
  return async (action, parameters) => {
    const response = await client.callApi(
      new openApi.$OpenApiUtil.Params({
        action,
        version: '2014-05-15',
        protocol: 'HTTP',
        pathname: '/',
        method: 'POST',
        authType: 'AK',
        style: 'RPC',
        reqBodyType: 'formData',
        bodyType: 'json',
      }),
      new openApi.$OpenApiUtil.OpenApiRequest({ query: parameters }),
      {} as Parameters<typeof client.callApi>[2],
    );
    return response.body as Answer;
  };
}

describe.each([
  ['pop-core over GET', () => popCore('GET')],
  ['pop-core over POST', () => popCore('POST')],
  ['openapi-core', openApiCore],
])('%s', (_, makeClient) => {
  test('goes through the whole life of a listener', async () => {
    const client = makeClient();
    const key = { RegionId: HANGZHOU, LoadBalancerId: EDGE, ListenerPort: '80' };
    const status = async () => (await client('DescribeLoadBalancerTCPListenerAttribute', key)).Status;

    expect(await client('DescribeRegions', { AcceptLanguage: 'en-US' })).toHaveProperty('Regions');
    expect(await client('DescribeLoadBalancers', { RegionId: HANGZHOU })).toMatchObject({ TotalCount: 6 });
    await client('CreateLoadBalancerTCPListener', {
      ...key,
      Bandwidth: '-1',
      BackendServerPort: '8080',
      healthCheckInterval: '7',
      HealthCheckType: 'http',
      HealthCheckURI: '/test/index.html?a#b%20&c',
      HealthCheckDomain: '$_ip',
      Description: 'web 监听 / 1_a.b-c',
      PersistenceTimeout: '',
    });
    expect(await client('DescribeLoadBalancerTCPListenerAttribute', key)).toMatchObject({
      Status: 'stopped',
      HealthCheckInterval: 7,
      HealthCheckURI: '/test/index.html?a#b%20&c',
      Description: 'web 监听 / 1_a.b-c',
      PersistenceTimeout: 0,
    });
    await expect(
      client('CreateLoadBalancerTCPListener', { ...key, Bandwidth: '-1', BackendServerPort: '80' }),
    ).rejects.toMatchObject({ code: 'ListenerAlreadyExists' });
    await client('StartLoadBalancerListener', key);
    expect(await status()).toBe('running');
    expect(
      await client('DescribeLoadBalancerListeners', {
        RegionId: HANGZHOU,
        'LoadBalancerId.1': EDGE,
        ListenerPort: '80',
      }),
    ).toMatchObject({ TotalCount: 1, Listeners: [{ Status: 'running' }] });
    expect(await client('DescribeHealthStatus', key)).toHaveProperty('BackendServers');
    await client('StopLoadBalancerListener', key);
    expect(await status()).toBe('stopped');
    await client('DeleteLoadBalancerListener', key);
    await expect(client('DescribeLoadBalancerTCPListenerAttribute', key)).rejects.toMatchObject({
      code: 'InvalidParameter',
    });
  });

  test('signs values of every kind so that they verify', async () => {
    const client = makeClient();
    for (const value of ["!'()*~ +&=/?%#", '𠮷 监听', '', '\\"<>\n\t']) {
      const answer = await client('DescribeLoadBalancers', { RegionId: HANGZHOU, LoadBalancerName: value });
      expect(answer.TotalCount).toBe(value === '' ? 6 : 0);
    }
  });
});

import * as openApi from '@alicloud/openapi-core';
import { setTimeout as sleep } from 'node:timers/promises';

/** Loops over the official client (`@alicloud/openapi-core`), as somebody would write them. */

const BACK_OFF_MILLIS = 200;
const BACK_OFF_MAX_MILLIS = 5_000;

/**
 * @param {number} port of the sandbox
 * @returns {(action: string, parameters: Record<string, string>) => Promise<Record<string, unknown>>}
 */
function clientOf(port) {
  // Node hands over the whole CommonJS module where its types promise the class.
  const Client = openApi.default.default ?? openApi.default;
  const { Config, OpenApiRequest, Params } = openApi.$OpenApiUtil;
  const client = new Client(
    new Config({
      accessKeyId: 'LTAI5tSluiceSandbox00001',
      accessKeySecret: 'sluice-sandbox-secret',
      endpoint: `127.0.0.1:${port}`,
      protocol: 'HTTP',
    }),
  );
  return async (action, query) => {
    const params = {
      action,
      version: '2014-05-15',
      protocol: 'HTTP',
      pathname: '/',
      method: 'POST',
      authType: 'AK',
      style: 'RPC',
      reqBodyType: 'formData',
      bodyType: 'json',
    };
    const response = await client.callApi(new Params(params), new OpenApiRequest({ query }), {});
    return response.body;
  };
}

/**
 * Creates, reads, starts and reads each listener, this many listeners at a time. A throttled or busy call is sent again
 * after 0.2 s, 0.4 s, 0.8 s … 5 s with `backOff`; anything else is an error.
 *
 * @param {{ port: number, regionId: string, listeners: readonly { loadBalancerId: string, listenerPort: number }[], parallel: number, backOff: boolean }} options
 * @returns {Promise<number>} seconds
 */
export async function createWithOfficialClient({ port, regionId, listeners, parallel, backOff }) {
  const call = clientOf(port);
  /** @param {string} action @param {Record<string, string>} parameters */
  const send = async (action, parameters) => {
    for (let pause = BACK_OFF_MILLIS; ; pause = Math.min(2 * pause, BACK_OFF_MAX_MILLIS)) {
      try {
        return await call(action, parameters);
      } catch (error) {
        const passes = /Throttling|Configuring|Busy|Processing/.test(String(error.code));
        if (!backOff || !passes) throw error;
        await sleep(pause);
      }
    }
  };
  let next = 0;
  const work = async () => {
    while (next < listeners.length) {
      const { loadBalancerId, listenerPort } = listeners[next];
      next += 1;
      const key = { RegionId: regionId, LoadBalancerId: loadBalancerId, ListenerPort: String(listenerPort) };
      await send('CreateLoadBalancerTCPListener', { ...key, BackendServerPort: '80', Bandwidth: '-1' });
      await send('DescribeLoadBalancerTCPListenerAttribute', key);
      await send('StartLoadBalancerListener', { ...key, ListenerProtocol: 'tcp' });
      await send('DescribeLoadBalancerTCPListenerAttribute', key);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: parallel }, work));
  return (performance.now() - startedAt) / 1000;
}

import * as openApi from '@alicloud/openapi-core';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Loops over the official client (`@alicloud/openapi-core`), as somebody would write them. Started by
 * `npm run bench -- runs` with a port, how many listeners at a time, and `back-off` or `no-back-off`. For each message it
 * creates these listeners, and answers with how long that took, in seconds of time and of CPU time.
 */

const BACK_OFF_MILLIS = 200;
const BACK_OFF_MAX_MILLIS = 5_000;

const [port, parallel, backOff] = process.argv.slice(2);
const client = makeClient();

/** @param {string} action @param {Record<string, string>} query */
async function call(action, query) {
  const { OpenApiRequest, Params } = openApi.$OpenApiUtil;
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
  await client.callApi(new Params(params), new OpenApiRequest({ query }), {});
}

function makeClient() {
  // Node hands over the whole CommonJS module where its types promise the class.
  const Client = openApi.default.default ?? openApi.default;
  return new Client(
    new openApi.$OpenApiUtil.Config({
      accessKeyId: 'LTAI5tSluiceSandbox00001',
      accessKeySecret: 'sluice-sandbox-secret',
      endpoint: `127.0.0.1:${port}`,
      protocol: 'HTTP',
    }),
  );
}

/**
 * A throttled or busy call is sent again after 0.2 s, 0.4 s, 0.8 s … 5 s with `back-off`; anything else is an error.
 *
 * @param {string} action
 * @param {Record<string, string>} parameters
 */
async function send(action, parameters) {
  for (let pause = BACK_OFF_MILLIS; ; pause = Math.min(2 * pause, BACK_OFF_MAX_MILLIS)) {
    try {
      return await call(action, parameters);
    } catch (error) {
      const passes = /Throttling|Configuring|Busy|Processing/.test(String(error.code));
      if (backOff !== 'back-off' || !passes) throw error;
      await sleep(pause);
    }
  }
}

/**
 * Creates, reads, starts and reads each listener.
 *
 * @param {{ regionId: string, listeners: readonly { loadBalancerId: string, listenerPort: number }[] }} work
 */
async function measure({ regionId, listeners }) {
  let next = 0;
  const loop = async () => {
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
  const cpuBefore = process.cpuUsage();
  await Promise.all(Array.from({ length: Number(parallel) }, loop));
  const { user, system } = process.cpuUsage(cpuBefore);
  const seconds = (performance.now() - startedAt) / 1000;
  process.send?.({ seconds, cpuSeconds: (user + system) / 1e6, done: listeners.length });
}

process.on('message', (work) => void measure(work));
// It waits for messages until it is stopped.
process.channel?.ref();
process.send?.('ready');

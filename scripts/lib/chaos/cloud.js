import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as openApi from '@alicloud/openapi-core';
import { freePort } from '../ports.js';
import { startServer } from '../server.js';
import { loopback } from '../settings.js';

/**
 * @typedef {{ regionId: string, loadBalancerId: string, listenerPort: number }} ListenerKey
 * @typedef {{ requestId: string, atMillis: number, action: string, httpStatus: number | null, code: string | null, id: string }} Call
 *   id: of the listener it is about
 * @typedef {Awaited<ReturnType<typeof startCloud>>} Cloud
 */

const REGIONS = ['cn-hangzhou', 'eu-central-1'];
const PER_INSTANCE = 25;
const FIRST_PORT = 8_000;
/** Of the listener on each instance that no run changes. */
const SINGLE_PORT = 9_000;
const AT_ONCE = 16;
/** Transitions are short, but there are some. */
const TRANSITION_MILLIS = 100;
/** The sandbox forgets its oldest calls. */
const COLLECT_MILLIS = 5_000;

/** @param {ListenerKey} key */
export function idOf({ regionId, loadBalancerId, listenerPort }) {
  return `${regionId}/${loadBalancerId}/${listenerPort}`;
}

/**
 * A sandbox with running listeners: `count` for runs, and one on each instance for single changes. Its log is kept from
 * the end of these preparations on.
 *
 * @param {number} count
 */
export async function startCloud(count) {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-chaos-'));
  const port = await freePort();
  const server = await startServer({
    name: 'The sandbox',
    args: `${join('dist', 'sandbox.js')} --port ${port} --seed empty`.split(' ').concat('--data', folder),
    env: process.env,
    port,
    portVariable: 'its port',
    isLast: true,
  });
  const control = (/** @type {string} */ path, /** @type {unknown} */ body) =>
    fetch(`http://${loopback}:${port}/_sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const read = async (/** @type {string} */ path) =>
    (await fetch(`http://${loopback}:${port}/_sandbox/${path}`)).json();

  await control('settings', { transitionMillis: 0 });
  const { listeners, singles } = await makeListeners(port, count);
  const prepared = new Set((await read('requests')).requests.map(requestIdOf));
  await control('settings', { transitionMillis: TRANSITION_MILLIS });

  /** @type {Map<string, Call>} */
  const calls = new Map();
  async function collect() {
    for (const request of (await read('requests')).requests)
      if (!prepared.has(request.requestId)) calls.set(request.requestId, callOf(request));
  }
  const collecting = setInterval(() => void collect(), COLLECT_MILLIS);
  return {
    port,
    listeners,
    singles,
    /** All calls since it was prepared, oldest first. */
    calls: async () => {
      await collect();
      return [...calls.values()].toSorted((one, other) => one.atMillis - other.atMillis);
    },
    /** The status of each listener, by its id. */
    statuses: async () => {
      const { listeners } = await read('state');
      return new Map(
        listeners.map((/** @type {ListenerKey & { status: string }} */ each) => [idOf(each), each.status]),
      );
    },
    /**
     * Lets each stop and start take effect some time after it was sent.
     *
     * @param {number} millis
     */
    delayWrites: async (millis) => {
      for (const action of ['StopLoadBalancerListener', 'StartLoadBalancerListener'])
        await control('faults', { action, kind: 'latency', millis, share: 1 });
    },
    stop: async () => {
      clearInterval(collecting);
      if (server.pid !== undefined) process.kill(server.pid, 'SIGTERM');
      await server.ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** @param {{ requestId: string }} request */
const requestIdOf = ({ requestId }) => requestId;

/**
 * @param {{ requestId: string, at: string, action: string, regionId: string, parameters: Record<string, string>, httpStatus: number | null, code: string | null }} request
 * @returns {Call}
 */
function callOf({ requestId, at, action, regionId, parameters, httpStatus, code }) {
  const id = `${regionId}/${parameters['LoadBalancerId']}/${parameters['ListenerPort']}`;
  return { requestId, atMillis: Date.parse(at), action, httpStatus, code, id };
}

/** @param {number} port @param {number} count */
async function makeListeners(port, count) {
  const call = clientOf(port);
  const instances = [];
  for (let index = 0; index < Math.ceil(count / PER_INSTANCE); index += 1) {
    const regionId = REGIONS[index % REGIONS.length] ?? '';
    const parameters = {
      RegionId: regionId,
      LoadBalancerName: `chaos-${index}`,
      AddressType: 'internet',
      LoadBalancerSpec: 'slb.s2.small',
    };
    instances.push({
      regionId,
      loadBalancerId: (await call('CreateLoadBalancer', parameters)).LoadBalancerId,
    });
  }
  const listeners = Array.from({ length: count }, (_, index) => ({
    .../** @type {typeof instances[number]} */ (instances[index % instances.length]),
    listenerPort: FIRST_PORT + index,
  }));
  const singles = instances.map((instance) => ({ ...instance, listenerPort: SINGLE_PORT }));
  const left = [...listeners, ...singles];
  const work = async () => {
    for (let each = left.pop(); each !== undefined; each = left.pop()) {
      const key = {
        RegionId: each.regionId,
        LoadBalancerId: each.loadBalancerId,
        ListenerPort: String(each.listenerPort),
      };
      await call('CreateLoadBalancerTCPListener', { ...key, BackendServerPort: '80', Bandwidth: '-1' });
      await call('StartLoadBalancerListener', { ...key, ListenerProtocol: 'tcp' });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { listeners, singles };
}

/**
 * The official client: what prepares the sandbox shares nothing with what is tested.
 *
 * @param {number} port
 * @returns {(action: string, query: Record<string, string>) => Promise<Record<string, string>>}
 */
function clientOf(port) {
  const { Config, OpenApiRequest, Params } = openApi.$OpenApiUtil;
  // Node hands over the whole CommonJS module where its types promise the class.
  const Client = /** @type {any} */ (openApi.default).default ?? openApi.default;
  const client = new Client(
    new Config({
      accessKeyId: 'LTAI5tSluiceSandbox00001',
      accessKeySecret: 'sluice-sandbox-secret',
      endpoint: `${loopback}:${port}`,
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
    return (await client.callApi(new Params(params), new OpenApiRequest({ query }), {})).body;
  };
}

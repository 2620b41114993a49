import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sendRaw } from './testing/http';
import { ended, spawnSandbox } from './testing/process';
import { headersV3, queryOf } from './testing/sign';
import {
  EDGE,
  HANGZHOU,
  KEY_ID,
  KEY_SECRET,
  listAt,
  outcomeOf,
  parse,
  startTestSandbox,
  type Parameters,
} from './testing/test-sandbox';

/** `SLUICE_KILL_ROUNDS=20 npx vitest run lib/sandbox/durability.test.ts` is the whole exercise. */
const ROUNDS = Number(process.env.SLUICE_KILL_ROUNDS ?? 3);

async function call(port: number, action: string, parameters: Parameters, nonce?: string) {
  const wire = Object.entries({ RegionId: HANGZHOU, ...parameters }).map(
    ([name, value]) => [name, String(value)] as const,
  );
  const headers = headersV3({
    accessKeyId: KEY_ID,
    accessKeySecret: KEY_SECRET,
    nowMillis: Date.now(),
    nonce,
    method: 'POST',
    host: `127.0.0.1:${port}`,
    action,
    parameters: wire,
    body: '',
  });
  return await sendRaw({ port, method: 'POST', path: `/?${queryOf(wire)}`, headers });
}

/** What was acknowledged of a port: no listener, or one that was set to this number; `unknown` without an answer. */
type Known = number | 'none' | 'unknown';

type Load = { readonly known: Map<number, Known>; acknowledged: number };

const PORTS = Array.from({ length: 30 }, (_, index) => 20_000 + index);

const BUSY = /"Code":"(ServiceIsConfiguring|OperationFailed.ListenerStatusNotSupport)"/;

/** Creates, changes and deletes the listener of one port until the connection breaks. */
async function churn(port: number, listenerPort: number, load: Load): Promise<void> {
  const key = { LoadBalancerId: EDGE, ListenerPort: listenerPort };
  for (let step = 1; ; step += 1) {
    const before = load.known.get(listenerPort);
    load.known.set(listenerPort, 'unknown');
    // Bandwidth and Description are always written as one: a listener that has only one of them is half-written.
    const pair = { Bandwidth: step, Description: `set ${step}` };
    const isDeletion = before !== 'none' && step % 3 === 0;
    const reply =
      before === 'none'
        ? await call(port, 'CreateLoadBalancerTCPListener', { ...key, ...pair, BackendServerPort: 80 })
        : isDeletion
          ? await call(port, 'DeleteLoadBalancerListener', key)
          : await call(port, 'SetLoadBalancerTCPListenerAttribute', { ...key, ...pair });
    if (reply === null) return;
    // A change in progress keeps the next one waiting; nothing else is rejected.
    if (reply.status !== 200) {
      if (!BUSY.test(reply.text)) throw new Error(reply.text);
      load.known.set(listenerPort, before ?? 'unknown');
      continue;
    }
    load.known.set(listenerPort, isDeletion ? 'none' : step);
    load.acknowledged += 1;
  }
}

/** What stands on the ports of the load; throws at one that is half-written. */
async function standing(port: number): Promise<Map<number, Known>> {
  const reply = await call(port, 'DescribeLoadBalancerListeners', {
    'LoadBalancerId.1': EDGE,
    MaxResults: 100,
  });
  const body = parse(reply?.text ?? '');
  const rows = listAt(body, 'Listeners');
  expect(rows).toHaveLength(Number(body.TotalCount));
  const found = new Map<number, Known>(PORTS.map((listenerPort) => [listenerPort, 'none']));
  for (const { ListenerPort, Bandwidth, Description } of rows) {
    if (!found.has(Number(ListenerPort))) continue;
    expect(Description).toBe(`set ${String(Bandwidth)}`);
    found.set(Number(ListenerPort), Number(Bandwidth));
  }
  return found;
}

test(`loses nothing it acknowledged when it is killed at random moments under load, ${ROUNDS} times over`, async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'slb-killed-'));
  const load: Load = { known: new Map(), acknowledged: 0 };
  const nonces: string[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const sandbox = await spawnSandbox(dataDir, ['--seed', 'demo']);
    await sendRaw({
      port: sandbox.port,
      method: 'POST',
      path: '/_sandbox/settings',
      headers: { 'content-type': 'application/json' },
      body: '{"transitionMillis":0}',
    });
    const found = await standing(sandbox.port);
    const lost = [...load.known].filter(([port, known]) => known !== 'unknown' && known !== found.get(port));
    expect(lost).toEqual([]);
    for (const nonce of nonces) {
      const replayed = await call(sandbox.port, 'DescribeRegions', {}, nonce);
      expect(replayed?.text).toContain('SignatureNonceUsed');
    }
    if (round === ROUNDS) {
      await ended(sandbox.child, 'SIGTERM');
      break;
    }
    // A write whose answer was lost may or may not have happened: what stands there now counts from here.
    for (const [port, known] of found) load.known.set(port, known);
    nonces.push(`read before kill ${round}`);
    expect((await call(sandbox.port, 'DescribeRegions', {}, nonces.at(-1)))?.status).toBe(200);
    const churning = PORTS.map((listenerPort) => churn(sandbox.port, listenerPort, load));
    setTimeout(() => sandbox.child.kill('SIGKILL'), 100 + Math.random() * 1500);
    await Promise.all(churning);
  }
  process.stdout.write(`${ROUNDS} kills, ${load.acknowledged} acknowledged writes, none lost\n`);
  expect(load.acknowledged).toBeGreaterThan(ROUNDS);
  await rm(dataDir, { recursive: true });
}, 600_000);

test('a full disk answers an error, and what was answered before and after it is true', async () => {
  const sandbox = await startTestSandbox();
  await sandbox.restart({ maximumPages: 1 });
  const listener = (listenerPort: number) => ({
    RegionId: HANGZHOU,
    LoadBalancerId: EDGE,
    ListenerPort: listenerPort,
    Bandwidth: -1,
    BackendServerPort: 80,
    Description: 'x'.repeat(80),
  });
  const acknowledged: number[] = [];
  const failed: number[] = [];
  for (let first = 1000; failed.length === 0 && first < 1040; first += 4) {
    // Four at once share one commit: all of them happen, or none.
    const ports = [0, 1, 2, 3].map((offset) => first + offset);
    const replies = await Promise.all(
      ports.map((port) => sandbox.call('CreateLoadBalancerTCPListener', listener(port))),
    );
    replies.forEach((reply, index) => {
      const outcome = outcomeOf(reply);
      if (outcome === 'done') {
        acknowledged.push(ports[index] ?? 0);
        return;
      }
      expect(outcome).toEqual([
        500,
        'InternalError',
        'The request processing has failed due to some unknown error.',
      ]);
      failed.push(ports[index] ?? 0);
    });
  }
  expect(failed.length).toBeGreaterThan(0);

  const present = async () => {
    const { body } = await sandbox.call('DescribeLoadBalancerListeners', {
      RegionId: HANGZHOU,
      'LoadBalancerId.1': EDGE,
      MaxResults: 100,
    });
    return listAt(body, 'Listeners')
      .map((row) => Number(row.ListenerPort))
      .filter((port) => port >= 1000 && port < 1040);
  };
  expect(await present()).toEqual(acknowledged);
  await sandbox.restart();
  expect(await present()).toEqual(acknowledged);
  expect(outcomeOf(await sandbox.call('CreateLoadBalancerTCPListener', listener(failed[0] ?? 0)))).toBe(
    'done',
  );
  await sandbox.close();
}, 30_000);

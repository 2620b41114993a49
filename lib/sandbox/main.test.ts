import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sendRaw } from './testing/http';
import { ended, failedStart, spawnSandbox } from './testing/process';
import { headersV3, queryOf } from './testing/sign';
import { EDGE, HANGZHOU, KEY_ID, KEY_SECRET, listAt, parse, type Parameters } from './testing/test-sandbox';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'slb-process-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

async function call(port: number, action: string, parameters: Parameters, nonce?: string) {
  const wire = Object.entries(parameters).map(([name, value]) => [name, String(value)] as const);
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

type Load = {
  /** Per port, whether a listener must stand there; a port whose last write was not answered is left out. */
  readonly acknowledged: Map<number, boolean>;
  readonly onWrite: () => void;
};

/** Creates and deletes listeners on five ports until the connection breaks. */
async function churn(port: number, firstPort: number, load: Load): Promise<void> {
  for (let step = 0; ; step += 1) {
    const listenerPort = firstPort + (step % 5);
    const isThere = load.acknowledged.get(listenerPort) ?? false;
    const key = { RegionId: HANGZHOU, LoadBalancerId: EDGE, ListenerPort: listenerPort };
    load.acknowledged.delete(listenerPort);
    const reply = isThere
      ? await call(port, 'DeleteLoadBalancerListener', key)
      : await call(port, 'CreateLoadBalancerTCPListener', { ...key, Bandwidth: -1, BackendServerPort: 80 });
    if (reply === null) return;
    expect(reply.status).toBe(200);
    load.acknowledged.set(listenerPort, !isThere);
    load.onWrite();
  }
}

async function portsOf(port: number): Promise<Set<unknown>> {
  const reply = await call(port, 'DescribeLoadBalancerListeners', {
    RegionId: HANGZHOU,
    'LoadBalancerId.1': EDGE,
    MaxResults: 100,
  });
  return new Set(listAt(parse(reply?.text ?? ''), 'Listeners').map((row) => row.ListenerPort));
}

describe('the process', () => {
  test('loses nothing it acknowledged when it is killed under load, three times over', async () => {
    const acknowledged = new Map<number, boolean>();
    for (const writesBeforeTheEnd of [30, 75, 120]) {
      const sandbox = await spawnSandbox(dataDir);
      const before = await portsOf(sandbox.port);
      for (const [port, isThere] of acknowledged) expect([port, before.has(port)]).toEqual([port, isThere]);
      // A write whose answer was lost may or may not have happened: what stands there now is what counts from here.
      for (let port = 20_000; port < 20_040; port += 1) acknowledged.set(port, before.has(port));
      expect((await call(sandbox.port, 'DescribeRegions', {}, `nonce-${writesBeforeTheEnd}`))?.status).toBe(
        200,
      );
      let writes = 0;
      const onWrite = () => {
        writes += 1;
        if (writes === writesBeforeTheEnd) sandbox.child.kill('SIGKILL');
      };
      await Promise.all(
        [0, 10, 20, 30].map((offset) => churn(sandbox.port, 20_000 + offset, { acknowledged, onWrite })),
      );
      expect(writes).toBeGreaterThanOrEqual(writesBeforeTheEnd);
    }
    const last = await spawnSandbox(dataDir);
    const after = await portsOf(last.port);
    for (const [port, isThere] of acknowledged) expect([port, after.has(port)]).toEqual([port, isThere]);
    const replayed = await call(last.port, 'DescribeRegions', {}, 'nonce-120');
    expect(replayed?.text).toContain('SignatureNonceUsed');
    await ended(last.child, 'SIGTERM');
  }, 30_000);

  test('keeps its data over a clean end, and seeds a folder only once', async () => {
    const first = await spawnSandbox(dataDir);
    const key = { RegionId: HANGZHOU, LoadBalancerId: EDGE, ListenerPort: 443 };
    await call(first.port, 'DeleteLoadBalancerListener', key);
    expect(await ended(first.child, 'SIGTERM')).toBe(0);
    expect(first.stdout()).toBe(`Sandbox of SLB on http://127.0.0.1:${first.port}, data in ${dataDir}\n`);
    const second = await spawnSandbox(dataDir);
    const reply = await call(second.port, 'DescribeLoadBalancerTCPListenerAttribute', key);
    expect(reply?.text).toContain('The specified resource does not exist.');
    expect(await ended(second.child, 'SIGINT')).toBe(0);
  }, 30_000);

  test('ends when its parent lets go of it', async () => {
    const { child } = await spawnSandbox(dataDir);
    expect(await ended(child, 'disconnect')).toBe(0);
  }, 30_000);

  test('a second one on the same folder says so and stops, and a killed one blocks nobody', async () => {
    const first = await spawnSandbox(dataDir);
    const message = `The data folder ${dataDir} is in use by another sandbox.`;
    expect(await failedStart({ dataDir })).toEqual({
      code: 1,
      stderr: `${message}\n`,
      messages: [{ type: 'failed', message }],
    });
    await ended(first.child, 'SIGKILL');
    const next = await spawnSandbox(dataDir);
    expect(await ended(next.child, 'SIGTERM')).toBe(0);
  }, 30_000);

  test('a start waits for a predecessor that is just ending', async () => {
    const first = await spawnSandbox(dataDir);
    const [code, second] = await Promise.all([ended(first.child, 'SIGTERM'), spawnSandbox(dataDir)]);
    expect(code).toBe(0);
    expect(await ended(second.child, 'SIGTERM')).toBe(0);
  }, 30_000);

  test('a taken port is said in a sentence', async () => {
    const first = await spawnSandbox(dataDir);
    const otherDir = await mkdtemp(path.join(tmpdir(), 'slb-process-'));
    const message = `Port ${first.port} on 127.0.0.1 is already in use.`;
    expect(await failedStart({ dataDir: otherDir, port: first.port })).toEqual({
      code: 1,
      stderr: `${message}\n`,
      messages: [{ type: 'failed', message }],
    });
    await rm(otherDir, { recursive: true });
    await ended(first.child, 'SIGTERM');
  }, 30_000);

  test('an option it does not know is answered with its usage', async () => {
    const failed = await failedStart({ dataDir, args: ['--seed', 'large'] });
    expect([failed.code, failed.stderr]).toEqual([
      1,
      'Usage: sandbox --port 0-65535 --data DIR --seed demo|empty\n',
    ]);
  }, 30_000);
});

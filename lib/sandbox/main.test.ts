import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sendRaw } from './testing/http';
import { ended, failedStart, spawnSandbox } from './testing/process';
import { headersV3, queryOf } from './testing/sign';
import { EDGE, HANGZHOU, KEY_ID, KEY_SECRET, type Parameters } from './testing/test-sandbox';

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

const USAGE =
  'Usage: sandbox --port 0-65535 --data DIR --seed demo|empty|huge|large|odd --edition reference|current --throttle off|published|ACTION=CALLS/SECONDS --default-region REGION --tls --tls-cert FILE --tls-key FILE\n';

describe('the process', () => {
  test('keeps its data over a clean end, and seeds a folder only once', async () => {
    const first = await spawnSandbox(dataDir);
    const key = { RegionId: HANGZHOU, LoadBalancerId: EDGE, ListenerPort: 443 };
    await call(first.port, 'DeleteLoadBalancerListener', key);
    expect(await ended(first.child, 'SIGTERM')).toBe(0);
    expect(first.stdout()).toBe(
      `Sandbox of SLB on http://127.0.0.1:${first.port}, edition reference, data in ${dataDir}\n`,
    );
    const second = await spawnSandbox(dataDir);
    const reply = await call(second.port, 'DescribeLoadBalancerTCPListenerAttribute', key);
    expect(reply?.text).toContain('The specified resource does not exist.');
    expect(await ended(second.child, 'SIGINT')).toBe(0);
  }, 30_000);

  test('says which edition it serves, and serves it', async () => {
    const { child, port, stdout } = await spawnSandbox(dataDir, ['--edition', 'current']);
    expect(stdout()).toContain('edition current');
    const reply = await call(port, 'DescribeLoadBalancerAttribute', { LoadBalancerId: EDGE });
    expect(reply?.status).toBe(200);
    await ended(child, 'SIGTERM');
    process.env.SLUICE_SANDBOX_EDITION = 'current';
    const next = await spawnSandbox(dataDir).finally(() => delete process.env.SLUICE_SANDBOX_EDITION);
    expect(next.stdout()).toContain('edition current');
    await ended(next.child, 'SIGTERM');
  }, 30_000);

  test.each([
    ['--tls', ['--tls'], {}],
    ['SLUICE_SANDBOX_TLS', [], { SLUICE_SANDBOX_TLS: '1' }],
  ])(
    'says with %s that it speaks both, and what to trust',
    async (_, args, env) => {
      const { child, port, stdout } = await spawnSandbox(dataDir, args, env);
      const file = path.join(dataDir, 'tls/authority.pem');
      expect(stdout()).toBe(
        `Sandbox of SLB on https://127.0.0.1:${port} and http://127.0.0.1:${port}, edition reference, data in ${dataDir}\n` +
          `Clients over HTTPS must trust ${file}\n`,
      );
      const authority = await readFile(file, 'utf8');
      const control = { port, method: 'GET', path: '/_sandbox/authority' };
      expect((await sendRaw({ ...control, authority }))?.text).toBe(authority);
      expect(await ended(child, 'SIGTERM')).toBe(0);
    },
    30_000,
  );

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
    for (const args of [
      ['--seed', 'none-such'],
      ['--tls-cert', 'a.pem'],
      ['--tls', '--tls-key', 'a.pem'],
    ]) {
      const failed = await failedStart({ dataDir, args });
      expect([failed.code, failed.stderr]).toEqual([1, USAGE]);
    }
    const failed = await failedStart({ dataDir, env: { SLUICE_SANDBOX_TLS: 'yes' } });
    expect([failed.code, failed.stderr]).toEqual([1, USAGE]);
  }, 30_000);
});

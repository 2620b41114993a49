import { expect, it } from 'vitest';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { GET } from './route';

const host = '127.0.0.1:3000';
const LISTENER = 'cn-hangzhou/lb-bp1b6c719dfa08exfuca5/443';
const sandbox = sandboxWorld();

function ask(listener: string, head: Record<string, string> = { host }, signal?: AbortSignal) {
  return GET(
    new Request(`http://${host}/listeners/health?listener=${encodeURIComponent(listener)}`, {
      headers: head,
      ...(signal ? { signal } : {}),
    }),
  );
}

it('returns the health of one listener, and a rejection by SLB as a value', async () => {
  const answer = await ask(LISTENER);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.json()).toMatchObject({ ok: true, value: { checked: true } });
  const rejected = await ask('cn-hangzhou/lb-no-such/443');
  expect(await rejected.json()).toMatchObject({
    ok: false,
    error: { code: 'InvalidLoadBalancerId.NotFound' },
  });
});

it('answers no stranger, and no question without a listener in it', async () => {
  expect((await ask(LISTENER, { host: 'evil.example' })).status).toBe(403);
  expect((await ask(LISTENER, { host, origin: 'https://evil.example' })).status).toBe(403);
  expect((await ask('cn-hangzhou/lb-1')).status).toBe(400);
});

it('cancels the call when the client disconnects', async () => {
  await sandbox.fault({ action: 'DescribeHealthStatus', count: 1, kind: 'latency', millis: 3000 });
  const gone = new AbortController();
  const answer = ask(LISTENER, { host }, gone.signal);
  gone.abort();
  expect(await (await answer).json()).toMatchObject({ ok: false, error: { kind: 'aborted' } });
});

import { afterAll, expect, it } from 'vitest';
import { endHealthSweep } from '@/lib/inventory/health-sweep';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { GET } from '../inventory/route';
import { POST } from './route';

const host = '127.0.0.1:3000';
const origin = `http://${host}`;
const sandbox = sandboxWorld();

afterAll(endHealthSweep);

const screen = { regions: ['cn-hangzhou'], instances: ['cn-hangzhou/lb-1'], whole: false };
const reread = (body: unknown, headers: Record<string, string> = { host, origin }) =>
  POST(new Request(`${origin}/listeners/reread`, { method: 'POST', headers, body: JSON.stringify(body) }));
const state = async (headers: Record<string, string> = { host }) =>
  GET(new Request(`${origin}/listeners/inventory`, { headers }));

it('a question of a foreign page, or one that makes no sense, reads nothing', async () => {
  const strangers: Record<string, string>[] = [{}, { host }, { host, origin: 'https://evil.example' }];
  for (const headers of strangers) expect((await reread(screen, headers)).status).toBe(403);
  for (const body of [null, {}, { ...screen, whole: 1 }, { ...screen, instances: ['no-region'] }])
    expect((await reread(body)).status).toBe(400);
  expect((await state({ host: 'evil.example' })).status).toBe(403);
  expect(await (await state()).json()).toMatchObject({ filling: true, listeners: 0, oldestReadAt: null });
  expect(await sandbox.requests()).toEqual([]);
});

it('what is on screen is read on request, and counted for monitoring', async () => {
  const answer = await reread(screen);
  expect([answer.status, await answer.text()]).toEqual([204, '']);
  const watched = await state();
  expect(watched.headers.get('cache-control')).toBe('no-store');
  expect(await watched.json()).toMatchObject({
    instances: 6,
    listeners: 23,
    naming: false,
    oldestReadAt: expect.any(String),
  });
});

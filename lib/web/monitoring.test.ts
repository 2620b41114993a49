import { request, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { forgetConfig } from '../config';
import { closeDatabase } from '../db/database';
import { acceptWritesAgain, isAcceptingWrites, leaveService } from '../listeners/commands/writes-in-flight';
import { withinLimit } from '../slb/limiter';
import { createWebServer } from './server';

const TOKEN = 'a-token-of-the-scraper';

let folder: string;
const servers: Server[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-monitoring-'));
});

afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  acceptWritesAgain();
  await closeDatabase();
  vi.unstubAllEnvs();
  forgetConfig();
});

afterAll(() => rmSync(folder, { recursive: true }));

/** A server as configured by `env`, and a way to ask it under a name that is not its own. */
async function serve(env: Record<string, string> = {}) {
  for (const [name, value] of Object.entries({ SLUICE_DATA_DIR: folder, SLUICE_LOG_LEVEL: 'silent', ...env }))
    vi.stubEnv(name, value);
  forgetConfig();
  const server = createWebServer({
    files: new Map(),
    development: false,
    next: async (_, response) => void response.end('a page'),
  });
  servers.push(server);
  const port = await listen(server);
  return (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    ask(port, path, headers, method);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  return address.port;
}

type Answer = { status: number | undefined; body: string; connection: string | undefined };

function ask(port: number, path: string, headers: Record<string, string>, method: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers: { host: 'probe', ...headers } }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      const { connection } = answer.headers;
      answer.on('end', () => resolve({ status: answer.statusCode, body, connection }));
    })
      .on('error', reject)
      .end();
  });
}

test('health is told to whoever asks, by any name, and nothing else is', async () => {
  const get = await serve({ SLUICE_URL: 'https://sluice.example.com' });
  expect(await get('/api/health/live')).toMatchObject({ status: 200, body: 'live\n' });
  expect(await get('/api/health/ready')).toMatchObject({ status: 200, body: 'ready\n' });
  expect(await get('/api/health/ready', {}, 'POST')).toMatchObject({ status: 405, body: '' });
  expect(await get('/api/health')).toMatchObject({ status: 421, body: '' });
});

test('it is not ready once it has left service, and ends the connections a proxy keeps, but still does what is requested', async () => {
  const get = await serve();
  leaveService();
  expect(isAcceptingWrites()).toBe(true);
  expect(await get('/api/health/ready')).toMatchObject({
    status: 503,
    body: 'stopping\n',
    connection: 'close',
  });
  expect(await get('/api/health/live')).toMatchObject({ status: 200, connection: 'close' });
});

test('it is not ready without its database', async () => {
  const get = await serve({ SLUICE_DATA_DIR: '/dev/null/nowhere' });
  expect(await get('/api/health/ready')).toMatchObject({
    status: 503,
    body: 'the database cannot be read\n',
  });
});

test('there are no metrics without a token, and none for another one', async () => {
  const without = await serve();
  expect(await without('/api/metrics', { authorization: 'Bearer ' })).toMatchObject({
    status: 404,
    body: '',
  });
  const get = await serve({ SLUICE_METRICS_TOKEN: TOKEN });
  for (const authorization of ['', TOKEN, 'Bearer ', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`])
    expect(await get('/api/metrics', { authorization })).toMatchObject({ status: 401, body: '' });
});

test('metrics tell of requests by kind and status, queues, runs and the event loop, and no secret', async () => {
  const get = await serve({ SLUICE_METRICS_TOKEN: TOKEN });
  const host = '127.0.0.1:3000';
  expect((await get('/listeners', { host, accept: 'text/html' })).status).toBe(200);
  expect((await get('/listeners', { host, rsc: '1' })).status).toBe(200);
  expect((await get('/_next/static/gone.js', { host })).status).toBe(404);
  let end = (): void => {};
  const turn = { priority: 'idle', isRead: true, again: false, wasThrottled: () => false } as const;
  const call = withinLimit(() => new Promise<void>((resolve) => (end = resolve)), turn);
  const { status, body } = await get('/api/metrics', { authorization: `Bearer ${TOKEN}` });
  end();
  await call;
  expect(status).toBe(200);
  for (const line of [
    'sluice_request_duration_seconds_count{kind="page",status="200"} 1',
    'sluice_request_duration_seconds_count{kind="data",status="200"} 1',
    'sluice_request_duration_seconds_count{kind="file",status="404"} 1',
    'sluice_slb_calls_running 1',
    'sluice_slb_calls_waiting{priority="interactive"} 0',
    'sluice_slb_reads_per_second_limit 0',
    'sluice_instance_lock_waiting 0',
    'sluice_runs{state="in_progress"} 0',
  ])
    expect(body.split('\n')).toContain(line);
  expect(body).toMatch(/^nodejs_eventloop_lag_p99_seconds \S+$/m);
  expect(body).not.toContain(TOKEN);
});

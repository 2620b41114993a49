import { request, type IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { launch, temporaryFolder, type Launch } from './support/launcher';
import { expect, test } from './support/sluice';

/** Sluice as behind a reverse proxy, which the test plays: it ends TLS, passes the Host on and says who the client is. */

const METRICS_TOKEN = 'planted-token-of-the-scraper';
const ORIGIN = 'https://sluice.example.com';

let launched: Launch;
let port: string;
let removeData: () => Promise<void>;

test.beforeAll(async () => {
  const data = await temporaryFolder();
  removeData = data.remove;
  launched = launch({
    SLUICE_DATA_DIR: data.path,
    SLUICE_URL: ORIGIN,
    SLUICE_TRUSTED_PROXIES: '127.0.0.1',
    SLUICE_METRICS_TOKEN: METRICS_TOKEN,
  });
  const outcome = await launched.outcome;
  if (outcome.kind === 'ended') throw new Error(`It did not start:\n${outcome.output}`);
  ({ port } = new URL(outcome.url));
});

test.afterAll(async () => {
  await launched.stop();
  await removeData();
});

type Answer = { status: number | undefined; headers: IncomingHttpHeaders; body: Buffer };

function ask(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const own = { host: new URL(ORIGIN).host, 'x-forwarded-for': '198.51.100.7' };
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { ...own, ...headers } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

/** The page of the one-time link, which answers before anybody can sign in. */
function setUpPath(): string {
  const [, path = ''] = /https:\/\/[^/\s]+(\/set-up\/\S+)/.exec(launched.output()) ?? [];
  return path;
}

test('over a network, documents are compressed and build files come in brotli', async () => {
  const { status, headers, body } = await ask(setUpPath(), { 'accept-encoding': 'gzip, br' });
  expect([status, headers['content-encoding']]).toEqual([200, 'gzip']);
  const page = gunzipSync(body).toString();
  expect(body.length).toBeLessThan(page.length / 3);
  const script = /\/_next\/static\/[^"]+\.js/.exec(page)?.[0] ?? '';
  expect((await ask(script, { 'accept-encoding': 'gzip, br' })).headers).toMatchObject({
    'content-encoding': 'br',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect((await ask(setUpPath())).headers['content-encoding']).toBeUndefined();
});

test('over a network, only its own address is answered, and a browser is told to use HTTPS', async () => {
  expect((await ask(setUpPath())).headers['strict-transport-security']).toBe('max-age=31536000');
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, 'evil.example'])
    expect((await ask('/', { host, 'x-forwarded-host': new URL(ORIGIN).host })).status).toBe(421);
});

test('monitors get health and metrics at any name, and every request a line of JSON, without a secret', async () => {
  const probe = { host: `127.0.0.1:${port}` };
  expect((await ask('/api/health/ready', probe)).body.toString()).toBe('ready\n');
  expect((await ask('/api/metrics', probe)).status).toBe(401);
  const id = 'proxy-request-17';
  const page = await ask(`${setUpPath()}?q=words`, { 'x-request-id': id, accept: 'text/html' });
  expect(page.headers['x-request-id']).toBe(id);
  const scraped = await ask('/api/metrics', { ...probe, authorization: `Bearer ${METRICS_TOKEN}` });
  const metrics = scraped.body.toString();
  expect(metrics).toMatch(/^sluice_request_duration_seconds_count\{kind="page",status="200"\} [1-9]/m);
  expect(metrics).toMatch(/^nodejs_eventloop_lag_seconds [\d.]+/m);
  const line = () =>
    launched
      .output()
      .split('\n')
      .find((text) => text.includes(`"id":"${id}"`));
  await expect.poll(line).toBeDefined();
  expect(JSON.parse(line() ?? '')).toMatchObject({
    level: 'info',
    kind: 'page',
    method: 'GET',
    path: '/set-up/…',
    status: 200,
    from: '198.51.100.7',
    msg: 'request',
  });
  for (const text of [launched.output(), metrics])
    for (const secret of [METRICS_TOKEN, 'sluice-sandbox-secret', 'q=words'])
      expect(text).not.toContain(secret);
});

test('a thousand slow requests keep nobody else waiting', async () => {
  const beginning = `POST /listeners/reread HTTP/1.1\r\nHost: ${new URL(ORIGIN).host}\r\nContent-Length: 1000\r\n`;
  const slow = await Promise.all(
    Array.from(
      { length: 1000 },
      (_, index) =>
        new Promise<Socket>((resolve, reject) => {
          const socket = connect(Number(port), '127.0.0.1', () => resolve(socket));
          // Half of them never end their headers, the others never send their bodies.
          socket.on('error', reject).write(index % 2 ? beginning : `${beginning}Origin: ${ORIGIN}\r\n\r\n`);
        }),
    ),
  );
  // Once all have arrived.
  await ask('/api/health/ready');
  for (const path of ['/api/health/ready', setUpPath(), '/icon.svg']) {
    const sentAt = performance.now();
    expect((await ask(path)).status).toBe(200);
    expect(performance.now() - sentAt).toBeLessThan(1000);
  }
  for (const socket of slow) socket.destroy();
});

test('a start beyond loopback without the address at which people sign in is refused', async () => {
  const data = await temporaryFolder();
  const started = launch({ SLUICE_DATA_DIR: data.path, HOST: '0.0.0.0' });
  expect(await started.outcome).toMatchObject({ kind: 'ended', code: 1 });
  expect(started.output()).toMatch(/^HOST=0\.0\.0\.0 is refused without SLUICE_URL=https:/);
  await data.remove();
});

import { request, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { forgetConfig } from '../config';
import { createWebServer } from './server';

/** As behind a reverse proxy on this machine: with an address of its own, and requests from 127.0.0.1. */

const OWN = { host: 'sluice.example.com' };
/** Answered without a session. */
const OPEN = '/icon.svg';
const FORWARDS = '/favicon.ico';
const FROM_A_PAGE = { ...OWN, origin: 'https://sluice.example.com' };

let server: Server;
let port: number;

beforeAll(async () => {
  vi.stubEnv('SLUICE_URL', 'https://sluice.example.com');
  vi.stubEnv('SLUICE_TRUSTED_PROXIES', '127.0.0.1');
  vi.stubEnv('SLUICE_LOG_LEVEL', 'silent');
  forgetConfig();
  server = createWebServer({
    files: new Map(),
    development: false,
    next: async ({ url, headers }, response) => {
      // As Next does with an action of another page: to the address it was told, with the headers it got.
      if (url === FORWARDS) {
        const { host: _, connection: __, 'transfer-encoding': ___, ...rest } = headers;
        const sent = { ...(rest as Record<string, string>), 'x-action-forwarded': '1' };
        const answer = await fetch(`http://127.0.0.1:${port}${OPEN}`, { method: 'POST', headers: sent });
        response.writeHead(answer.status).end(await answer.text());
      } else response.end(JSON.stringify(headers));
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  ({ port } = address);
});

afterAll(() => {
  vi.unstubAllEnvs();
  forgetConfig();
  server.close();
});

type Answer = { status: number | undefined; headers: IncomingHttpHeaders; body: string };

function ask(headers: Record<string, string>, { path = OPEN, method = 'GET' } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body }));
    })
      .on('error', reject)
      .end();
  });
}

const TRICKS = {
  // https://github.com/vercel/next.js/security/advisories/GHSA-f82v-jwr5-mffw
  'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware',
  'x-middleware-prefetch': '1',
  'x-middleware-rewrite': '/',
  'x-invoke-path': '/listeners',
  'x-matched-path': '/listeners',
  'x-now-route-matches': '1=listeners',
  'x-prerender-revalidate': 'anything',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'http',
  'x-forwarded-port': '80',
  'x-forwarded-server': 'evil.example',
  'x-real-ip': '127.0.0.1',
  'x-original-url': '/listeners',
  'x-rewrite-url': '/listeners',
  'x-http-method-override': 'POST',
  'x-action-forwarded': '1',
  'x-sluice-pass': 'guessed',
  forwarded: 'for=127.0.0.1;host=evil.example',
  'next-resume': '1',
};

test('a client tells Next nothing that only proxies and Next itself may say', async () => {
  const { status, body } = await ask({ ...OWN, ...TRICKS, rsc: '1', 'x-forwarded-for': '198.51.100.1' });
  const reached = JSON.parse(body) as Record<string, string>;
  expect(status).toBe(200);
  expect(reached['x-sluice-pass']).not.toBe('guessed');
  const expected = [
    'connection',
    'content-security-policy',
    'host',
    'rsc',
    'x-forwarded-for',
    'x-request-id',
    'x-sluice-pass',
  ];
  expect(Object.keys(reached).toSorted()).toEqual(expected);
});

test('the address of the client is what the trusted proxy saw, not what the client claims', async () => {
  const { body } = await ask({ ...OWN, 'x-forwarded-for': '127.0.0.1, 198.51.100.1' });
  expect(JSON.parse(body)).toMatchObject({ 'x-forwarded-for': '198.51.100.1' });
});

test('a request has the id that a trusted proxy gave it, or one of its own', async () => {
  const idOf = async (id: string) => {
    const { headers, body } = await ask({ ...OWN, 'x-request-id': id });
    expect(JSON.parse(body)).toMatchObject({ 'x-request-id': headers['x-request-id'] });
    return headers['x-request-id'];
  };
  expect(await idOf('proxy-17.a')).toBe('proxy-17.a');
  for (const id of ['', 'two words', 'x'.repeat(101)]) expect(await idOf(id)).toMatch(/^[\da-f-]{36}$/);
});

test('Host and Origin are the ones of the address, whatever is forwarded', async () => {
  const forwarded = { 'x-forwarded-host': 'sluice.example.com', 'x-forwarded-proto': 'https' };
  for (const host of ['evil.example', `127.0.0.1:${port}`])
    expect((await ask({ host, ...forwarded })).status).toBe(421);
  for (const origin of ['http://sluice.example.com', 'https://evil.example', 'null'])
    expect((await ask({ ...OWN, origin, ...forwarded }, { method: 'POST' })).status).toBe(403);
  expect((await ask(FROM_A_PAGE, { method: 'POST' })).status).toBe(200);
});

test('what Next sends on to itself is answered for the client of the first request', async () => {
  const headers = { ...FROM_A_PAGE, 'x-forwarded-for': '198.51.100.1' };
  const { status, body } = await ask(headers, { path: FORWARDS, method: 'POST' });
  expect(status).toBe(200);
  expect(JSON.parse(body)).toMatchObject({
    host: 'sluice.example.com',
    'x-forwarded-for': '198.51.100.1',
    'x-action-forwarded': '1',
  });
});

test('every answer tells the browser to use HTTPS only', async () => {
  for (const path of [OPEN, '/_next/static/gone.js'])
    expect((await ask(OWN, { path })).headers['strict-transport-security']).toBe('max-age=31536000');
});

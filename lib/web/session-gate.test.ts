import { request, type Server } from 'node:http';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { endSessions } from '@/lib/auth/session';
import { addPerson, browserAfter, PASSWORD } from '@/lib/auth/testing/people-world';
import { signIn } from '@/lib/auth/sign-in';
import { forgetConfig } from '../config';
import { inputLimits } from '../input-limits';
import { dataFolder } from '../db/testing/data-folder';
import { createWebServer } from './server';

dataFolder('file');

let server: Server;
let port = 0;
let cookie = '';

beforeAll(async () => {
  vi.stubEnv('SLUICE_URL', 'https://sluice.example');
  forgetConfig();
  server = createWebServer({
    files: new Map(),
    development: false,
    next: (incoming, response) =>
      new Promise((resolve) => {
        incoming.resume().on('end', () => resolve(void response.end('from Next')));
      }),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  ({ port } = address);
});

afterAll(() => {
  server.close();
});

const HTML = { accept: 'text/html' };
const OPENED = {
  ...HTML,
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
  'sec-fetch-site': 'none',
};

function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body = '') {
  return new Promise<{ status: number; location: string | undefined; text: string }>((resolve, reject) => {
    request(
      { host: '127.0.0.1', port, path, method, headers: { host: 'sluice.example', ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, text }),
        );
      },
    )
      .on('error', reject)
      .end(body);
  });
}

it('answers nothing but the link and the build’s files until Sluice is set up', async () => {
  for (const path of [
    '/',
    '/listeners',
    '/sign-in',
    '/reset/x',
    '/invitation/x',
    '/set-up',
    '/set-up/x/y',
    '/account',
  ])
    expect([path, (await ask(path, OPENED)).status]).toEqual([path, 503]);
  expect(await ask('/set-up/a-token', OPENED)).toMatchObject({ status: 200, text: 'from Next' });
  expect((await ask('/_next/static/gone.js')).status).toBe(404);
});

it('then leads a person to sign-in, and answers scripts and programs with 401', async () => {
  const ada = await addPerson('ada@example.com');
  const signedIn = await signIn({ email: ada.email, password: PASSWORD }, new Headers());
  cookie = browserAfter(signedIn).get('cookie') ?? '';
  expect(await ask('/listeners?q=port%3A80', OPENED)).toMatchObject({
    status: 303,
    location: '/sign-in?next=%2Flisteners%3Fq%3Dport%253A80',
  });
  expect((await ask('/runs', HTML)).location).toBe('/sign-in?next=%2Fruns');
  expect((await ask('/', HTML)).location).toBe('/sign-in');
  expect((await ask('/listeners')).status).toBe(401);
  expect((await ask('/listeners', { ...HTML, rsc: '1', 'sec-fetch-mode': 'cors' })).status).toBe(401);
  const origin = 'https://sluice.example';
  expect((await ask('/listeners/new', { ...OPENED, origin }, 'POST')).status).toBe(401);
});

it('is not bypassed by the form of a path', async () => {
  for (const path of [
    '/sign-in/../listeners',
    '/sign-in/%2e%2e/listeners',
    '/sign-in//listeners',
    '//sign-in',
    '/sign-in/callback/x/../../../listeners',
    '/reset/x/../../listeners',
    '/icon.svg/../listeners',
    '/listeners/icon.svg',
    '/Sign-In',
    '/sign-in;/listeners',
    '/reset/..\\listeners',
    '/sign-in/callback/..\\..\\listeners',
  ])
    expect([path, (await ask(path)).status]).toEqual([path, 401]);
});

it('accepts a large body only with a session', async () => {
  const { strangerBodyBytes } = inputLimits;
  const origin = 'https://sluice.example';
  const undeclared = { 'transfer-encoding': 'chunked' };
  for (const declared of [{}, undeclared]) {
    const send = (path: string, bytes: number, headers = {}) =>
      ask(path, { origin, ...declared, ...headers }, 'POST', 'x'.repeat(bytes));
    expect((await send('/sign-in', strangerBodyBytes)).status).toBe(200);
    expect(await send('/sign-in', strangerBodyBytes + 1)).toMatchObject({
      status: 413,
      text: expect.stringContaining('16 KB'),
    });
    expect((await send('/listeners/new', strangerBodyBytes + 1, { cookie })).status).toBe(200);
  }
});

it('lets who is signed in pass, and asks again at every request', async () => {
  expect(await ask('/listeners', { cookie })).toMatchObject({ status: 200, text: 'from Next' });
  expect((await ask('/listeners', { cookie: `${cookie}; other=1`, ...OPENED })).status).toBe(200);
  await endSessions('all');
  expect((await ask('/listeners', { cookie })).status).toBe(401);
});

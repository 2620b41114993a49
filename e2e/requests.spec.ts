import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { root } from '@/scripts/lib/root';
import { expect, test } from './support/sluice';

/** Every page and route of the build, so that a new one is among them. */
const ROUTES = [
  ...new Set(
    Object.values<string>(
      JSON.parse(readFileSync(join(root, '.next/app-path-routes-manifest.json'), 'utf8')) as Record<
        string,
        string
      >,
    ),
  ),
];

const BROKEN_ESCAPES = ['%E0%A4%A', '%', '%zz', '%c0%af', '%ff', '%00', '%2e%2e', '%5c', '%0d%0a'];
const ODD_METHODS = [
  'HEAD',
  'POST',
  'OPTIONS',
  'PUT',
  'PATCH',
  'DELETE',
  'TRACE',
  'PROPFIND',
  'QUERY',
  'LOCK',
];
const ANSWERED_WITHIN_MILLIS = 20_000;

/** Sends exactly this text as a request and returns the response; "nothing" if there is none in time. */
function ask(url: string, method: string, target: string): Promise<string> {
  const { host, hostname, port } = new URL(url);
  const head = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    `Origin: http://${host}`,
    'Content-Length: 0',
  ];
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n`),
    );
    let answer = '';
    socket.setEncoding('utf8');
    socket.setTimeout(ANSWERED_WITHIN_MILLIS, () => socket.destroy());
    socket.on('data', (chunk: string) => (answer += chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(answer === '' ? 'nothing' : answer));
  });
}

function statusOf(answer: string): string {
  return /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? answer.slice(0, 40);
}

/** An address of a route with this in the place of each parameter. */
function addressOf(route: string, value: string): string {
  return route.replace(/\[[^\]]+\]/g, value);
}

/** Requests all of them, a few at a time, and returns those answered with 500 or more, or not at all. */
async function failuresAmong(url: string, calls: readonly (readonly [method: string, target: string])[]) {
  const left = [...calls];
  const failures: string[] = [];
  const worker = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const status = statusOf(await ask(url, ...next));
      if (!/^[1-4]\d\d$/.test(status)) failures.push(`${next.join(' ').slice(0, 100)}: ${status}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return failures;
}

test('no URL fails for how it is written: broken escapes, and far too long', async ({ sluice }) => {
  const long = 'a'.repeat(5_000);
  const calls = ROUTES.flatMap((route, index) => {
    // Each route meets one of them; the pages that take anything meet them all.
    const some = route.includes('[')
      ? BROKEN_ESCAPES
      : [BROKEN_ESCAPES[index % BROKEN_ESCAPES.length] ?? '%'];
    return [
      ...some.map((broken) => addressOf(route, broken)),
      ...some.map((broken) => `${addressOf(route, 'x').replace(/\/$/, '')}/${broken}`),
      `${addressOf(route, 'x')}?${some[0]}=${some[0]}&region=${long}&instance=${long}`,
      addressOf(route, long),
      `${addressOf(route, 'x')}/${long.repeat(4)}`,
    ];
  }).map((target) => ['GET', target] as const);
  expect(calls.length).toBeGreaterThan(150);
  expect(await failuresAmong(sluice.url, calls)).toEqual([]);
});

test('no URL fails for its method', async ({ sluice }) => {
  const calls = ROUTES.flatMap((route) =>
    ODD_METHODS.map((method) => [method, addressOf(route, '1')] as const),
  );
  expect(await failuresAmong(sluice.url, calls)).toEqual([]);
});

test('a link with a broken escape leads to the page that says so, in the language and theme of the reader', async ({
  page,
  context,
  sluice,
}) => {
  await context.addCookies([
    { name: 'sluice-locale', value: 'zh-CN', url: sluice.url },
    { name: 'sluice-theme', value: 'dark', url: sluice.url },
  ]);
  const response = await page.goto('/listeners/%E0%A4%A/x/1');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/不存在/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('main').getByRole('link').click();
  await expect(page).toHaveURL(/\/listeners(\?|$)/);
});

test('no way of writing the URL or the Host leads to a foreign one', async ({ sluice }) => {
  for (const target of [
    'http://evil.example/',
    'http://evil.example/listeners/',
    `${sluice.url}/listeners/`,
    '*',
    '/%',
    '/%E0%A4%A',
  ])
    for (const method of ['GET', 'POST', 'OPTIONS'])
      expect([target, method, statusOf(await ask(sluice.url, method, target))]).toEqual([
        target,
        method,
        '400',
      ]);
  for (const target of [
    '//evil.example/',
    '//evil.example//',
    '/\\evil.example/',
    '/x/../..//evil.example/',
  ]) {
    const answer = await ask(sluice.url, 'GET', target);
    expect(/^location: (.*)$/im.exec(answer)?.[1] ?? '/').toMatch(/^\/(?![/\\])/);
  }
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { forgetConfig } from '../config';
import { trustedRoute } from './trusted-route';

beforeAll(() => {
  process.env['PORT'] = '3000';
});
afterAll(() => {
  delete process.env['PORT'];
});

function requestFrom(headers: Record<string, string>): Request {
  return new Request('http://127.0.0.1:3000/listeners/x', {
    headers: { host: '127.0.0.1:3000', ...headers },
  });
}

test('a page of this console is answered by who knows its actor, and no answer is kept', async () => {
  const route = trustedRoute((_request, { name }, { id }: { id: string }) => Response.json({ name, id }));
  const response = await route(requestFrom({}), { id: 'a' });
  expect([response.status, await response.json()]).toEqual([200, { name: 'local', id: 'a' }]);
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test.each<Record<string, string>>([{ host: 'evil.example' }, { origin: 'http://evil.example' }])(
  'a stranger gets nothing, and nothing is done for it: %o',
  async (headers) => {
    const answer = vi.fn<() => Response>(() => new Response('secret'));
    const response = await trustedRoute(answer)(requestFrom(headers));
    expect([response.status, await response.text()]).toEqual([403, '']);
    expect(answer).not.toHaveBeenCalled();
  },
);

test("another site's request is rejected with a message, and nothing is done for it, also if a person followed a link", async () => {
  const answer = vi.fn<() => Response>(() => new Response('secret'));
  for (const site of ['cross-site', 'same-site']) {
    const going = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    const response = await trustedRoute(answer)(requestFrom(going));
    expect([response.status, response.headers.get('cache-control')]).toEqual([403, 'no-store']);
    expect(await response.text()).toContain('another site sent it');
  }
  expect(answer).not.toHaveBeenCalled();
});

test('nothing is answered without a session where there is sign-in', async () => {
  vi.stubEnv('SLUICE_URL', 'https://sluice.example');
  forgetConfig();
  const answer = vi.fn<() => Response>(() => new Response('secret'));
  for (const cookie of ['', '__Host-sluice-session=guessed.signature']) {
    const request = new Request('https://sluice.example/x', { headers: { host: 'sluice.example', cookie } });
    const response = await trustedRoute(answer)(request);
    expect([response.status, await response.text()]).toEqual([401, '']);
  }
  expect(answer).not.toHaveBeenCalled();
  vi.unstubAllEnvs();
  forgetConfig();
});

test('every handler of every route is made so, but for the provider’s answer', () => {
  const folder = join(import.meta.dirname, '../../app');
  const routes = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?:^|[/\\])route\.ts$/.test(name),
  );
  expect(routes.length).toBeGreaterThan(10);
  const handlers = routes.flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => /^export .*\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/.test(line))
      .map((line) => `${name}: ${line}`),
  );
  expect(handlers.length).toBeGreaterThanOrEqual(routes.length);
  const other = handlers.filter((line) => !line.includes('= trustedRoute('));
  expect(other).toEqual([
    '(sign-in)/sign-in/callback/oidc/route.ts: export const GET = callbackRoute(finishProviderSignIn);',
  ]);
});

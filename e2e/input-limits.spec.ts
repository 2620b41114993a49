import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './support/sluice';

const HUGE = 'x'.repeat(9 * 1024 * 1024);
const LONG = 'x'.repeat(5000);
const groups = Array.from({ length: 60_000 }, (_, index) => ({
  regionId: 'cn-hangzhou',
  loadBalancerId: `lb-${index}`,
  ports: [80],
}));

/** Every route, each with more than any page requests of it, and its response. */
const ROUTES: Record<string, { path: string; body?: unknown; status: number }> = {
  'account/preferences': { path: '/account/preferences', body: { name: LONG, value: LONG }, status: 204 },
  'activity/export': { path: `/activity/export?format=csv&q=${LONG}&region=${LONG}`, status: 200 },
  'activity/progress': { path: `/activity/progress?ids=${LONG}`, status: 400 },
  'listeners/awaited': { path: `/listeners/awaited?q=${LONG}`, status: 200 },
  'listeners/choices': { path: `/listeners/choices?q=${LONG}`, status: 200 },
  'listeners/code': { path: '/listeners/code', body: { selected: groups }, status: 400 },
  'listeners/export': { path: `/listeners/export?format=csv&q=${LONG}`, status: 200 },
  'listeners/export/question': { path: `/listeners/export/question?q=${LONG}`, status: 200 },
  'listeners/find': { path: `/listeners/find?q=${LONG}`, status: 200 },
  'listeners/health': { path: `/listeners/health?listener=cn-hangzhou/${LONG}/80`, status: 400 },
  'listeners/inventory': { path: '/listeners/inventory', status: 200 },
  'listeners/new/options': { path: `/listeners/new/options?region=${LONG}`, status: 400 },
  'listeners/plan/[planId]/export': { path: `/listeners/plan/1/export?format=${LONG}`, status: 400 },
  'listeners/plan/[planId]/open': { path: `/listeners/plan/${'9'.repeat(1000)}/open`, status: 404 },
  'listeners/plan/[planId]/review': { path: `/listeners/plan/${'9'.repeat(1000)}/review`, status: 404 },
  'listeners/plan/file': { path: `/listeners/plan/file?file=${LONG}.csv`, body: LONG, status: 422 },
  'listeners/plan/template': { path: '/listeners/plan/template', status: 200 },
  'listeners/print': { path: `/listeners/print?q=${LONG}`, status: 200 },
  'listeners/reread': {
    path: '/listeners/reread',
    body: { regions: Array.from({ length: 101 }, (_, index) => `cn-${index}`), instances: [], whole: true },
    status: 400,
  },
  'listeners/selection': { path: '/listeners/selection', body: { selected: groups }, status: 400 },
  'runs/[runId]/results': { path: `/runs/1/results?format=${LONG}`, status: 400 },
  'runs/[runId]/progress': { path: `/runs/${'9'.repeat(1000)}/progress`, status: 404 },
  'runs/live': { path: '/runs/live', status: 200 },
  'runs/progress': { path: `/runs/progress?before=${'9'.repeat(2000)}`, status: 200 },
  'runs/plan': { path: '/runs/plan', body: { selected: groups }, status: 400 },
};

test('every route rejects more than a page requests, with a message, and none accepts more than 8 MB', async ({
  request,
  sandbox,
  sluice,
}) => {
  const folder = join(import.meta.dirname, '../app/(console)');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /[/\\]route\.ts$/.test(name))
    .map((name) => name.replaceAll('\\', '/').replace('/route.ts', ''));
  const unknown = names.filter((name) => !(name in ROUTES));
  expect(unknown, 'routes that nobody tried with too much').toEqual([]);

  const headers = { origin: sluice.url, 'content-type': 'application/json' };
  for (const [name, { path, body, status }] of Object.entries(ROUTES)) {
    const answer =
      body === undefined ? await request.get(path) : await request.post(path, { headers, data: body });
    expect([name, answer.status()]).toEqual([name, status]);
    if (status === 400) {
      expect(await answer.text()).toMatch(/\.\n$/);
      const cookie = 'sluice-locale=zh-CN';
      const asReadInChinese =
        body === undefined
          ? await request.get(path, { headers: { cookie } })
          : await request.post(path, { headers: { ...headers, cookie }, data: body });
      expect([name, await asReadInChinese.text()]).toEqual([
        name,
        expect.stringMatching(/\p{sc=Han}.*。\n$/u),
      ]);
    }
    const long = await request.post(path, { headers, data: HUGE });
    expect([name, long.status(), await long.text()]).toEqual([
      name,
      413,
      'A request may have 8 MB at most.\n请求的大小不能超过 8 MB。\n',
    ]);
  }
  // An action is a post to a page.
  expect((await request.post('/listeners', { headers, data: HUGE })).status()).toBe(413);
  const called = (await sandbox.requests()).map(({ regionId }) => regionId ?? '');
  expect(called.filter((regionId) => regionId.length > 64)).toEqual([]);
});

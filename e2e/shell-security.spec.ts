import { request, type IncomingHttpHeaders } from 'node:http';
import { expect, test } from './support/sluice';
import { secretsIn } from './support/watch';
import { whatIsSentBy } from './verbs/actions';
import {
  deleteListener,
  EDGE_LIST,
  expectStatus,
  notice,
  openFreshList,
  RUNNING,
  startListener,
  STOPPED,
  STOPPED_KEY,
  stopListener,
} from './verbs/list';

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

/** A request as no browser would send it: with any Host, and with or without an Origin. */
function ask(
  url: string,
  given: { method?: string; headers?: Readonly<Record<string, string>>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: given.method ?? 'GET', headers: given.headers ?? {} }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.on('error', reject);
    sent.end(given.body);
  });
}

test('a foreign name that was rebound gets nothing, and every page has the security headers and its own nonce', async ({
  sluice,
  sandbox,
}) => {
  await test.step('a foreign name that was rebound to this machine gets nothing', async () => {
    const { port } = new URL(sluice.url);
    for (const host of [
      `evil.example:${port}`,
      'evil.example',
      `127.0.0.1.evil.example:${port}`,
      '127.0.0.1:1',
    ]) {
      for (const path of ['/listeners', '/', '/_next/static/nothing.js', '/icon.svg']) {
        const { status, body } = await ask(`${sluice.url}${path}`, { headers: { host } });
        expect({ host, path, status, body }).toEqual({ host, path, status: 421, body: '' });
      }
    }
    for (const name of ['localhost', '127.0.0.1']) {
      expect((await ask(`${sluice.url}/icon.svg`, { headers: { host: `${name}:${port}` } })).status).toBe(
        200,
      );
    }
    expect(await sandbox.requests()).toEqual([]);
  });

  await test.step('every page has the security headers, and its own nonce', async () => {
    const nonces = new Set<string>();
    for (const path of ['/listeners', '/listeners', '/listeners/new', '/no/such/page']) {
      const { headers, body } = await ask(`${sluice.url}${path}`);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['x-powered-by']).toBeUndefined();
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("'unsafe-eval'");
      expect(/script-src ([^;]*)/.exec(policy)?.[1]).not.toContain("'unsafe-inline'");
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(nonce.length).toBeGreaterThanOrEqual(22);
      nonces.add(nonce);
      const scripts = body.match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
    }
    expect(nonces.size).toBe(4);
  });
});

// That pages try nothing that the policy forbids, each test sees to: support/watch.ts.
test('the policy keeps a script that does not belong to the page from running', async ({
  browser,
  sluice,
}) => {
  // A context of its own: what is forbidden here is forbidden on purpose.
  const context = await browser.newContext({ baseURL: sluice.url });
  const page = await context.newPage();
  await page.goto(EDGE_LIST);
  const forbidden = page.waitForEvent('console', (message) => /Content Security Policy/.test(message.text()));
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.name = \'ran\'">');
  });
  await forbidden;
  expect(await page.evaluate(() => window.name)).not.toBe('ran');
  await context.close();
});

test('an action from a foreign page, or from none, is rejected and reaches nothing', async ({
  page,
  sandbox,
  sluice,
}) => {
  await openFreshList(page, EDGE_LIST);
  const start = await whatIsSentBy(page, () => startListener(page, STOPPED));
  await expectStatus(page, STOPPED, 'Running');
  await stopListener(page, STOPPED);
  await expectStatus(page, STOPPED, 'Stopped');
  const writes = async () =>
    (await sandbox.requests()).filter(({ action }) => !action.startsWith('Describe')).length;
  const before = await writes();

  const { host, port } = new URL(sluice.url);
  const action = {
    'next-action': start.id,
    'content-type': 'text/plain;charset=UTF-8',
    accept: 'text/x-component',
  };
  const body = JSON.stringify([STOPPED_KEY]);
  const origins = [
    undefined,
    'http://evil.example',
    'null',
    `https://${host}`,
    'http://127.0.0.1:1',
    'http://127.0.0.1',
  ];
  for (const origin of origins) {
    const answer = await ask(`${sluice.url}/listeners`, {
      method: 'POST',
      headers: { ...action, host, ...(origin === undefined ? {} : { origin }) },
      body,
    });
    expect({ origin, status: answer.status, body: answer.body }).toEqual({ origin, status: 403, body: '' });
  }
  // Host and Origin agree, and are both foreign.
  const rebound = await ask(`${sluice.url}/listeners`, {
    method: 'POST',
    headers: {
      ...action,
      host: `evil.example:${port}`,
      origin: `http://evil.example:${port}`,
      'x-forwarded-host': host,
    },
    body,
  });
  expect(rebound).toMatchObject({ status: 421, body: '' });
  const forwarded = await ask(`${sluice.url}/listeners`, {
    method: 'POST',
    headers: { ...action, host, origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' },
    body,
  });
  expect(forwarded).toMatchObject({ status: 403, body: '' });
  expect(await writes()).toBe(before);

  // The very same request with the right Origin is executed: it was rejected for its Origin.
  const own = await ask(`${sluice.url}/listeners`, {
    method: 'POST',
    headers: { ...action, host, origin: `http://${host}` },
    body,
  });
  expect(own.body).toContain('"ok":true');
  expect(await writes()).toBe(before + 1);
});

test('no secret and no signature is in anything that is shown, sent to the browser or printed', async ({
  page,
  sandbox,
  sluice,
}) => {
  const answers: Promise<readonly [url: string, text: string]>[] = [];
  page.on('response', (response) => {
    const text = response.text().catch(() => '');
    answers.push(text.then((body) => [response.url(), body + JSON.stringify(response.headers())] as const));
  });
  await openFreshList(page, EDGE_LIST);
  await startListener(page, STOPPED);
  await expectStatus(page, STOPPED, 'Running');
  await sandbox.fault({ action: 'StopLoadBalancerListener', count: 9, kind: 'error-5xx' });
  await stopListener(page, RUNNING);
  await expect(notice(page, 'alert', RUNNING)).toBeVisible();
  await sandbox.fault({ action: 'DeleteLoadBalancerListener', count: 9, kind: 'drop-before' });
  await deleteListener(page, STOPPED);
  await expect(notice(page, 'alert', STOPPED)).toBeVisible();
  await sandbox.fault({ action: '*', count: 99, kind: 'drop-before' });
  await page.reload();
  await expect(page.getByRole('main')).toContainText('Sluice.NoAnswer');
  await page.goto('/listeners/new');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  const seen = await Promise.all(answers);
  expect(seen.length).toBeGreaterThan(5);
  for (const [url, text] of seen) expect(secretsIn(text), url).toEqual([]);
  expect(secretsIn(await page.content())).toEqual([]);
  expect(sluice.output()).toContain(sluice.url);
  expect(secretsIn(sluice.output())).toEqual([]);
});

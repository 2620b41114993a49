import { request as httpRequest } from 'node:http';
import type { Page, Request } from '@playwright/test';
import { expect, test, type Sluice } from '../support/sluice';
import { EDGE, expectCreated, fillRequired, openForm, receivedCreations, submit } from '../verbs/form';

type Head = Record<string, string>;
type Answer = { status: number | undefined; head: NodeJS.Dict<string | string[]>; body: string };

/** Sends requests as any program can, with any Host and Origin. */
function ask(
  sluice: Sluice,
  { method, path, head, body = '' }: { method: string; path: string; head: Head; body?: string },
): Promise<Answer> {
  const { hostname, port } = new URL(sluice.url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, method, path, headers: head }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode, head: response.headers, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The call that the form makes to create a listener, as the browser sent it. */
async function observedCreation(page: Page): Promise<{ path: string; head: Head; body: string }> {
  const isCreation = (request: Request): boolean =>
    request.method() === 'POST' && request.postData()?.includes('startAfterCreate') === true;
  await openForm(page, EDGE);
  await fillRequired(page, '7001');
  const made = page.waitForRequest(isCreation);
  await submit(page);
  const request = await made;
  await expectCreated(page, { port: '7001' });
  const { pathname, search } = new URL(request.url());
  const all = await request.allHeaders();
  const names = ['accept', 'content-type', 'next-action', 'next-router-state-tree'];
  const head = Object.fromEntries(
    names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]] as const])),
  );
  return { path: `${pathname}${search}`, head, body: request.postData() ?? '' };
}

test('a foreign page, a page of no origin and a rebound name cannot create a listener', async ({
  page,
  sluice,
  sandbox,
}) => {
  const { path, head, body } = await observedCreation(page);
  const { host } = new URL(sluice.url);
  const another = body.replaceAll('7001', '7002');
  expect(another).not.toBe(body);
  const post = (given: Head) =>
    ask(sluice, { method: 'POST', path, head: { ...head, ...given }, body: another });

  const strangers: Head[] = [
    { host, origin: 'https://evil.example' },
    { host, origin: 'null' },
    { host, origin: `https://${host}` },
    { host, origin: sluice.url.replace(/\d+$/, '1') },
    { host },
    { host: 'sluice.evil.example', origin: 'http://sluice.evil.example' },
    { host: `evil.example:${new URL(sluice.url).port}`, origin: sluice.url },
    { host: 'evil.example', origin: sluice.url, 'x-forwarded-host': host },
    { host, origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' },
  ];
  const before = (await sandbox.requests()).length;
  for (const stranger of strangers) {
    const answer = await post(stranger);
    expect([403, 421], JSON.stringify(stranger)).toContain(answer.status);
    expect(answer.body, JSON.stringify(stranger)).toBe('');
  }
  expect(await sandbox.requests()).toHaveLength(before);

  // The same call from the console itself is executed: it was the sender that was rejected.
  expect(await post({ host, origin: sluice.url })).toMatchObject({ status: 200 });
  expect((await receivedCreations(sandbox)).map(({ ListenerPort }) => ListenerPort)).toEqual([
    '7001',
    '7002',
  ]);
});

test('a foreign name that points here gets no page, no script and no hint of what is behind it', async ({
  page,
  sluice,
  sandbox,
}) => {
  await openForm(page, EDGE);
  const script = await page.evaluate(() => document.querySelector('script[src]')?.getAttribute('src'));
  const before = (await sandbox.requests()).length;
  for (const host of ['evil.example', `evil.example:${new URL(sluice.url).port}`, '127.0.0.1', '127.0.0.1:1'])
    for (const path of ['/listeners/new?region=cn-hangzhou', '/listeners', String(script)]) {
      const answer = await ask(sluice, { method: 'GET', path, head: { host } });
      expect([path, host, answer.status, answer.body]).toEqual([path, host, 421, '']);
    }
  expect(await sandbox.requests()).toHaveLength(before);
});

test('an action trusts nothing: what no form would send is rejected as a value', async ({
  page,
  sluice,
  sandbox,
}) => {
  const { path, head, body } = await observedCreation(page);
  const { host } = new URL(sluice.url);
  const sent = { ...head, host, origin: sluice.url };
  const tampered = body.replaceAll('"listenerPort":7001', '"listenerPort":70000');
  expect(tampered).not.toBe(body);
  const answers = await Promise.all(
    [tampered, '[null]', '["text"]', '[{}]', '[]'].map((forged) =>
      ask(sluice, { method: 'POST', path, head: sent, body: forged }),
    ),
  );
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('Sluice.InvalidInput');
  }
  expect(await receivedCreations(sandbox)).toHaveLength(1);
});

test('each response has its own policy: scripts with its nonce, and none from elsewhere', async ({
  sluice,
}) => {
  const { host } = new URL(sluice.url);
  const [first, second] = await Promise.all(
    [0, 1].map(() => ask(sluice, { method: 'GET', path: '/listeners/new', head: { host } })),
  );
  const policies = [first, second].map((answer) => String(answer?.head['content-security-policy']));
  for (const policy of policies) {
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'(;|$)/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
  }
  expect(policies[0]).not.toBe(policies[1]);
});

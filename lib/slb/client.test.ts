import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { config } from '@/lib/config';
import { callSlb } from './client';
import { nameRegions } from './named-regions';
import { reject, succeed, SOME_REQUEST_ID, type Answer } from './testing/answering-server';
import { callOf, endpoints, inTurn, throttle } from './testing/endpoint';

const endpoint = endpoints();

describe('a call', () => {
  it('is one signed POST to the root, with its parameters in the query and an empty body', async () => {
    const server = await endpoint((_request, response) => succeed(response));
    await callSlb(callOf('write', { healthCheckInterval: '3', Description: 'web~a*b (1) 监听' }));
    const [request] = server.requests;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/',
      body: '',
      parameters: { RegionId: 'cn-hangzhou', healthCheckInterval: '3', Description: 'web~a*b (1) 监听' },
    });
    expect(request?.headers).toMatchObject({
      'x-acs-action': 'SomeAction',
      'x-acs-version': '2014-05-15',
      accept: 'application/json',
      authorization: expect.stringMatching(
        /^ACS3-HMAC-SHA256 Credential=LTAI5tSluiceSandbox00001,SignedHeaders=[a-z0-9;-]+,Signature=[0-9a-f]{64}$/,
      ),
    });
  });

  it('goes to this machine in sandbox mode, whatever the region', async () => {
    const server = await endpoint((_request, response) => succeed(response));
    const regionIds = ['evil.example.com', 'cn-hangzhou@evil.example.com', '//evil.example.com/'];
    nameRegions(config().connection, regionIds);
    for (const regionId of regionIds) {
      expect(await callSlb({ ...callOf('read'), regionId })).toMatchObject({ ok: true });
    }
    expect(server.requests.map((request) => request.headers.host)).toEqual(
      server.requests.map(() => `127.0.0.1:${server.port}`),
    );
    expect(server.requests).toHaveLength(3);
  });

  it('reuses the connection of the previous call', async () => {
    const server = await endpoint((_request, response) => succeed(response));
    for (let count = 0; count < 5; count += 1) await callSlb(callOf('read'));
    expect(server.requests).toHaveLength(5);
    expect(server.connections()).toBe(1);
  });

  it('uses a new nonce for every attempt', async () => {
    const server = await endpoint(inTurn(throttle, throttle));
    await callSlb(callOf('write'));
    const nonces = server.requests.map((request) => request.headers['x-acs-signature-nonce']);
    expect(new Set(nonces).size).toBe(3);
  });

  it('runs in parallel with at most 31 others', async () => {
    let running = 0;
    let most = 0;
    const server = await endpoint((_request, response) => {
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        succeed(response);
        // Long enough for all admitted calls to arrive, also on a loaded machine.
      }, 200);
    });
    const results = await Promise.all(Array.from({ length: 100 }, () => callSlb(callOf('read'))));
    expect(results.every((result) => result.ok)).toBe(true);
    expect(server.requests).toHaveLength(100);
    expect(most).toBe(32);
  });
});

describe('a response', () => {
  it('comes with its RequestId, trimmed', async () => {
    await endpoint((_request, response) => succeed(response, { RequestId: ` ${SOME_REQUEST_ID} ` }));
    expect(await callSlb(callOf('write'))).toEqual({ ok: true, value: null, requestId: SOME_REQUEST_ID });
  });

  const unreadable: [string, Answer][] = [
    ['no JSON', (_request, response) => response.end('<html></html>')],
    ['an HTML page of a gateway', (_request, response) => response.writeHead(502).end('<html>502</html>')],
    ['null', (_request, response) => response.writeHead(400).end('null')],
    [
      'an error without a code',
      (_request, response) => response.writeHead(404).end('{"message":"nothing here"}'),
    ],
    ['without a RequestId', (_request, response) => response.end('{"status":"up"}')],
  ];
  it.each(unreadable)('that is %s leaves the outcome of a write unknown', async (_what, answer) => {
    await endpoint(answer);
    expect(await callSlb(callOf('write'))).toMatchObject({
      ok: false,
      error: { kind: 'malformed', code: 'Sluice.BadAnswer', outcome: 'unknown', retrySafe: false },
    });
  });

  it('of the wrong shape is rejected with the path, not the value', async () => {
    await endpoint((_request, response) => succeed(response, { Entries: [{ Port: 'not-to-be-shown' }] }));
    const answer = z.object({ Entries: z.array(z.object({ Port: z.number() })) });
    const result = await callSlb({ ...callOf('read'), answer });
    expect(result).toMatchObject({
      ok: false,
      error: {
        kind: 'malformed',
        requestId: SOME_REQUEST_ID,
        message: expect.stringContaining('Entries.0.Port'),
      },
    });
    expect(JSON.stringify(result)).not.toContain('not-to-be-shown');
  });
});

describe('a rejection', () => {
  it("is returned as a value with the service's message", async () => {
    await endpoint((_request, response) =>
      reject(response, 404, 'InvalidLoadBalancerId.NotFound', 'The specified LoadBalancerId does not exist.'),
    );
    expect(await callSlb(callOf('write'))).toEqual({
      ok: false,
      error: {
        kind: 'refused',
        code: 'InvalidLoadBalancerId.NotFound',
        message: 'The specified LoadBalancerId does not exist.',
        requestId: SOME_REQUEST_ID,
        httpStatus: 404,
        retrySafe: false,
        outcome: 'not-done',
      },
    });
  });

  it.each(['read', 'write'] as const)('of a %s is never repeated', async (effect) => {
    const server = await endpoint((_request, response) => reject(response, 400, 'ListenerAlreadyExists'));
    await callSlb(callOf(effect));
    expect(server.requests).toHaveLength(1);
  });
});

describe('a cancelled call', () => {
  it('resolves at once while its response is pending, with an unknown outcome for a write', async () => {
    const giveUp = new AbortController();
    await endpoint(() => giveUp.abort());
    const startedAt = performance.now();
    expect(await callSlb(callOf('write'), { signal: giveUp.signal })).toMatchObject({
      ok: false,
      error: { kind: 'aborted', code: 'Sluice.Aborted', outcome: 'unknown' },
    });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('sends nothing if it was cancelled before it began', async () => {
    const server = await endpoint((_request, response) => succeed(response));
    expect(await callSlb(callOf('write'), { signal: AbortSignal.abort() })).toMatchObject({
      ok: false,
      error: { kind: 'aborted', outcome: 'not-done', retrySafe: true },
    });
    expect(server.requests).toHaveLength(0);
  });

  it('sends nothing more if it is cancelled between two attempts, and has done nothing', async () => {
    const giveUp = new AbortController();
    const askToWait: Answer = (_request, response) =>
      reject(response, 400, 'Throttling', '', { 'x-acs-retry-after': '5000' });
    const server = await endpoint(inTurn(askToWait));
    const startedAt = performance.now();
    const waiting = callSlb(callOf('write'), { signal: giveUp.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    // Once a later call has its response, so does the first.
    await callSlb(callOf('read'));
    giveUp.abort();
    expect(await waiting).toMatchObject({ ok: false, error: { kind: 'aborted', outcome: 'not-done' } });
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    expect(server.requests).toHaveLength(2);
  });

  it('sends nothing if it is cancelled while it waits in the queue', async () => {
    const release: (() => void)[] = [];
    const server = await endpoint((_request, response) => release.push(() => succeed(response)));
    const ahead = Array.from({ length: 32 }, () => callSlb(callOf('read')));
    await expect.poll(() => server.requests.length).toBe(32);
    const giveUp = new AbortController();
    const waiting = callSlb({ ...callOf('write'), action: 'GivenUp' }, { signal: giveUp.signal });
    const behind = callSlb({ ...callOf('read'), action: 'Behind' });
    giveUp.abort();
    expect(await waiting).toMatchObject({ ok: false, error: { kind: 'aborted', outcome: 'not-done' } });
    for (const answer of release.splice(0)) answer();
    await Promise.all(ahead);
    // Its turn came before that of the one behind it.
    await expect.poll(() => server.requests.at(-1)?.action).toBe('Behind');
    for (const answer of release) answer();
    await behind;
    expect(server.requests.map((request) => request.action)).not.toContain('GivenUp');
  });
});

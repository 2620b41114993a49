import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { callSlb } from './client';
import { reject, succeed, type Answer } from './testing/answering-server';
import { connectTo } from './testing/connection';
import { callOf, endpoints, inTurn, throttle } from './testing/endpoint';

const endpoint = endpoints();

const busy: Answer = (_request, response) => reject(response, 400, 'ServiceIsConfiguring');
const breakDown: Answer = (_request, response) => reject(response, 500, 'InternalError');
const hangUp: Answer = (_request, response) => response.socket?.destroy();
const stayAway: Answer = () => {};

describe('a throttled or busy response', () => {
  it.each(['read', 'write'] as const)('is followed by the same %s again', async (effect) => {
    const server = await endpoint(inTurn(throttle, busy));
    expect(await callSlb(callOf(effect))).toMatchObject({ ok: true });
    expect(server.requests).toHaveLength(3);
  });

  it('is retried for as long as it recurs', async () => {
    await endpoint(
      inTurn((_request, response) => reject(response, 400, 'Throttling', '', { 'x-acs-retry-after': '700' })),
    );
    const startedAt = performance.now();
    await callSlb(callOf('write'));
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(699);
  });

  it('is returned if the call may no longer be repeated when it is due', async () => {
    const server = await endpoint(inTurn(throttle, busy));
    const requested: number[] = [];
    const mayRepeat = async () => requested.push(server.requests.length) < 2;
    expect(await callSlb(callOf('write'), { mayRepeat })).toMatchObject({
      ok: false,
      error: { kind: 'busy', outcome: 'not-done' },
    });
    expect(requested).toEqual([1, 2]);
    expect(server.requests).toHaveLength(2);
  });

  it('is returned if deciding on the retry has used up the time', async () => {
    const server = await endpoint(throttle, { timeoutMillis: 300, deadlineMillis: 1_000 });
    const mayRepeat = () => new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 800));
    expect(await callSlb(callOf('write'), { mayRepeat })).toMatchObject({ ok: false });
    expect(server.requests).toHaveLength(1);
  });

  it('is returned if the next attempt would not fit before the deadline', async () => {
    const server = await endpoint(throttle, { timeoutMillis: 300, deadlineMillis: 1_000 });
    const startedAt = performance.now();
    const result = await callSlb(callOf('write'));
    expect(result).toMatchObject({ ok: false, error: { kind: 'throttled', retrySafe: true } });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(server.requests.length).toBeGreaterThan(1);
  });
});

describe('a call without a response', () => {
  const silences: [string, Answer, { kind: string; code: string }][] = [
    ['the connection breaks', hangUp, { kind: 'lost', code: 'Sluice.NoAnswer' }],
    ['nothing comes in time', stayAway, { kind: 'timed-out', code: 'Sluice.TimedOut' }],
    [
      'half an answer comes',
      (_request, response) => response.writeHead(200).write('{"RequestId":'),
      { kind: 'timed-out', code: 'Sluice.TimedOut' },
    ],
  ];

  it.each(silences)(
    'is not repeated as a write if %s, and its outcome is unknown',
    async (_what, answer, failure) => {
      const server = await endpoint(inTurn(answer), { timeoutMillis: 150 });
      expect(await callSlb(callOf('write'))).toMatchObject({
        ok: false,
        error: { ...failure, outcome: 'unknown', retrySafe: false },
      });
      expect(server.requests).toHaveLength(1);
    },
  );

  it.each(silences)('is repeated as a read if %s', async (_what, answer) => {
    const server = await endpoint(inTurn(answer), { timeoutMillis: 150 });
    expect(await callSlb(callOf('read'))).toMatchObject({ ok: true });
    expect(server.requests).toHaveLength(2);
  });

  it('ends at its timeout', async () => {
    await endpoint(stayAway, { timeoutMillis: 200, deadlineMillis: 200 });
    const startedAt = performance.now();
    await callSlb(callOf('read'));
    const tookMillis = performance.now() - startedAt;
    expect(tookMillis).toBeGreaterThanOrEqual(199);
    expect(tookMillis).toBeLessThan(1_000);
  });

  it('is awaited up to the horizon as a write, longer than any read', async () => {
    const answers: Answer = (_request, response) => void setTimeout(() => succeed(response), 400);
    const server = await endpoint(answers, {
      timeoutMillis: 150,
      deadlineMillis: 150,
      writeHorizonMillis: 5000,
    });
    expect(await callSlb(callOf('read'))).toMatchObject({ ok: false, error: { kind: 'timed-out' } });
    expect(await callSlb(callOf('write'))).toMatchObject({ ok: true });
    expect(server.requests).toHaveLength(2);
  });

  it('has done nothing if no server listens at the endpoint', async () => {
    connectTo(await closedPort());
    expect(await callSlb(callOf('write'))).toMatchObject({
      ok: false,
      error: { kind: 'unavailable', code: 'Sluice.Unreachable', outcome: 'not-done', retrySafe: true },
    });
  });
});

describe('a failure of the service', () => {
  it('is followed by the same read again, three times in all', async () => {
    const server = await endpoint(breakDown);
    expect(await callSlb(callOf('read'))).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
    expect(server.requests).toHaveLength(3);
  });

  it('leaves the outcome of a write unknown, and the write is not repeated', async () => {
    const server = await endpoint(inTurn(breakDown));
    expect(await callSlb(callOf('write'))).toMatchObject({
      ok: false,
      error: { kind: 'unavailable', outcome: 'unknown', retrySafe: false, httpStatus: 500 },
    });
    expect(server.requests).toHaveLength(1);
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

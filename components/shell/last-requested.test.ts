import { afterEach, expect, test, vi } from 'vitest';
import { lastRequested } from './last-requested';

afterEach(() => void vi.unstubAllGlobals());

/** A server that responds on command; each request is identified by its number. */
function busyServer() {
  const searches: { answer: () => void; fail: () => void }[] = [];
  vi.stubGlobal(
    'fetch',
    () =>
      new Promise<Response>((resolve, reject) => {
        searches.push({
          answer: () => resolve(new Response(null, { status: 204 })),
          fail: () => reject(new TypeError('nobody there')),
        });
      }),
  );
  return {
    answer: (question: number) => searches[question]?.answer(),
    fail: (question: number) => searches[question]?.fail(),
  };
}

test('a request proceeds when Sluice responds, and reports when it does not', async () => {
  const server = busyServer();
  const went: string[] = [];
  const requested = lastRequested();
  const first = requested.ifServerReachable(() => went.push('first'));
  expect(went).toEqual([]);
  server.answer(0);
  expect(await first).toBe(true);
  expect(went).toEqual(['first']);
  const second = requested.ifServerReachable(() => went.push('second'));
  server.fail(1);
  expect(await second).toBe(false);
  expect(went).toEqual(['first']);
});

test.each([
  [0, 1],
  [1, 0],
])('of two askings the last one goes, whichever is answered first: %i, then %i', async (one, other) => {
  const server = busyServer();
  const went: string[] = [];
  const requested = lastRequested();
  const answers = [
    requested.ifServerReachable(() => went.push('first')),
    requested.ifServerReachable(() => went.push('second')),
  ];
  server.answer(one);
  await answers[one];
  server.answer(other);
  expect(await Promise.all(answers)).toEqual([null, true]);
  expect(went).toEqual(['second']);
});

test('an asking that was dropped goes nowhere, and says nothing, also of a server that is gone', async () => {
  const server = busyServer();
  const requested = lastRequested();
  const go = vi.fn<() => void>();
  const answers = [requested.ifServerReachable(go), requested.ifServerReachable(go)];
  requested.drop();
  server.answer(0);
  server.fail(1);
  expect(await Promise.all(answers)).toEqual([null, null]);
  expect(go).not.toHaveBeenCalled();
});

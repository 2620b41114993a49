import { afterEach, expect, test, vi } from 'vitest';
import { lastRequested } from './last-requested';

afterEach(() => void vi.unstubAllGlobals());

/** A server that responds on command; each request is identified by its number. */
function busyServer() {
  const requests: { answer: () => void; fail: () => void }[] = [];
  vi.stubGlobal(
    'fetch',
    () =>
      new Promise<Response>((resolve, reject) => {
        requests.push({
          answer: () => resolve(new Response(null, { status: 204 })),
          fail: () => reject(new TypeError('nobody there')),
        });
      }),
  );
  return {
    answer: (index: number) => requests[index]?.answer(),
    fail: (index: number) => requests[index]?.fail(),
  };
}

test('a request proceeds when Sluice responds, and reports when it does not', async () => {
  const server = busyServer();
  const went: string[] = [];
  const latest = lastRequested();
  const first = latest.ifServerReachable(() => went.push('first'));
  expect(went).toEqual([]);
  server.answer(0);
  expect(await first).toBe(true);
  expect(went).toEqual(['first']);
  const second = latest.ifServerReachable(() => went.push('second'));
  server.fail(1);
  expect(await second).toBe(false);
  expect(went).toEqual(['first']);
});

test.each([
  [0, 1],
  [1, 0],
])(
  'of two requests only the last one proceeds, whichever gets its response first: %i, then %i',
  async (one, other) => {
    const server = busyServer();
    const went: string[] = [];
    const latest = lastRequested();
    const answers = [
      latest.ifServerReachable(() => went.push('first')),
      latest.ifServerReachable(() => went.push('second')),
    ];
    server.answer(one);
    await answers[one];
    server.answer(other);
    expect(await Promise.all(answers)).toEqual([null, true]);
    expect(went).toEqual(['second']);
  },
);

test('a dropped request neither proceeds nor reports anything, not even that the server is gone', async () => {
  const server = busyServer();
  const latest = lastRequested();
  const go = vi.fn<() => void>();
  const answers = [latest.ifServerReachable(go), latest.ifServerReachable(go)];
  latest.drop();
  server.answer(0);
  server.fail(1);
  expect(await Promise.all(answers)).toEqual([null, null]);
  expect(go).not.toHaveBeenCalled();
});

import { afterEach, expect, test, vi } from 'vitest';
import { lastAsked } from './last-asked';

afterEach(() => void vi.unstubAllGlobals());

/** A server that answers when it is told to, each asking by its own number. */
function busyServer() {
  const askings: { answer: () => void; fail: () => void }[] = [];
  vi.stubGlobal(
    'fetch',
    () =>
      new Promise<Response>((resolve, reject) => {
        askings.push({
          answer: () => resolve(new Response(null, { status: 204 })),
          fail: () => reject(new TypeError('nobody there')),
        });
      }),
  );
  return {
    answer: (asking: number) => askings[asking]?.answer(),
    fail: (asking: number) => askings[asking]?.fail(),
  };
}

test('what is asked goes when Sluice answers, and tells when it does not', async () => {
  const server = busyServer();
  const went: string[] = [];
  const asked = lastAsked();
  const first = asked.whenAnswering(() => went.push('first'));
  expect(went).toEqual([]);
  server.answer(0);
  expect(await first).toBe(true);
  expect(went).toEqual(['first']);
  const second = asked.whenAnswering(() => went.push('second'));
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
  const asked = lastAsked();
  const answers = [
    asked.whenAnswering(() => went.push('first')),
    asked.whenAnswering(() => went.push('second')),
  ];
  server.answer(one);
  await answers[one];
  server.answer(other);
  expect(await Promise.all(answers)).toEqual([null, true]);
  expect(went).toEqual(['second']);
});

test('an asking that was dropped goes nowhere, and says nothing, also of a server that is gone', async () => {
  const server = busyServer();
  const asked = lastAsked();
  const go = vi.fn<() => void>();
  const answers = [asked.whenAnswering(go), asked.whenAnswering(go)];
  asked.drop();
  server.answer(0);
  server.fail(1);
  expect(await Promise.all(answers)).toEqual([null, null]);
  expect(go).not.toHaveBeenCalled();
});

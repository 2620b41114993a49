import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { HealthReader, type InstanceKey } from './health-reader';

const tally = (normal: number) => ({ all: 4, normal, abnormal: 4 - normal, unknown: 0, seenAtMillis: 1 });
const instance = (id: string): InstanceKey => ({ regionId: 'r', loadBalancerId: id });

/** A reader whose answers come when the test says so. */
function rig() {
  const asked: { id: string; signal: AbortSignal; answer: (normal: number) => Promise<void> }[] = [];
  let now = 0;
  const reader = new HealthReader(
    ({ loadBalancerId }, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('given up')));
        asked.push({
          id: loadBalancerId,
          signal,
          answer: async (normal) => {
            resolve([{ listenerPort: 443, tally: tally(normal) }]);
            await new Promise((done) => setImmediate(done));
          },
        });
      }),
    () => now,
  );
  return { reader, asked, ids: () => asked.map(({ id }) => id), wait: (millis: number) => (now += millis) };
}

describe('the health reader', () => {
  test('asks once for an instance, however many of its rows are on the screen, and three instances at once', async () => {
    const { reader, asked, ids } = rig();
    for (const id of ['a', 'a', 'b', 'c', 'd']) reader.want(instance(id));
    expect(ids()).toEqual(['a', 'b', 'c']);
    let changes = 0;
    reader.subscribe(() => (changes += 1));
    await asked[0]?.answer(3);
    expect(ids()).toEqual(['a', 'b', 'c', 'd']);
    expect(reader.tallyOf('r/a/443')).toEqual(tally(3));
    expect(changes).toBe(1);
  });

  test('gives up what has left the screen, and asks for it when it is back', async () => {
    const { reader, asked, ids } = rig();
    const leave = reader.want(instance('a'));
    const leaveToo = reader.want(instance('a'));
    leave();
    leave();
    expect(asked[0]?.signal.aborted).toBe(false);
    leaveToo();
    expect(asked[0]?.signal.aborted).toBe(true);
    await new Promise((done) => setImmediate(done));
    reader.want(instance('a'));
    expect(ids()).toEqual(['a', 'a']);
  });

  test('asks again for what left the screen and was back before it was given up', async () => {
    const { reader, asked, ids } = rig();
    reader.want(instance('a'))();
    reader.want(instance('a'));
    await new Promise((done) => setImmediate(done));
    expect(ids()).toEqual(['a', 'a']);
    await asked[1]?.answer(4);
    expect(reader.tallyOf('r/a/443')).toEqual(tally(4));
  });

  test('never asks for what left the screen before its turn', async () => {
    const { reader, asked, ids } = rig();
    for (const id of ['a', 'b', 'c']) reader.want(instance(id));
    reader.want(instance('d'))();
    await asked[0]?.answer(4);
    expect(ids()).toEqual(['a', 'b', 'c']);
  });

  test('begins nothing while other rows are asked for, nor before they have stood for a moment', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { reader, asked, ids } = rig();
    for (const id of ['a', 'b', 'c', 'd', 'e']) reader.want(instance(id));
    const first = reader.hold();
    await asked[0]?.answer(3);
    expect(reader.tallyOf('r/a/443')).toEqual(tally(3));
    expect(ids()).toEqual(['a', 'b', 'c']);
    first();
    first();
    vi.advanceTimersByTime(299);
    const second = reader.hold();
    vi.advanceTimersByTime(1000);
    expect(ids()).toEqual(['a', 'b', 'c']);
    expect(asked.some(({ signal }) => signal.aborted)).toBe(false);
    second();
    vi.advanceTimersByTime(300);
    expect(ids()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('keeps what was read while it reads again, which it does not do every moment', async () => {
    const { reader, asked, ids, wait } = rig();
    reader.want(instance('a'));
    await asked[0]?.answer(3);
    const first = reader.tallyOf('r/a/443');
    reader.renew();
    expect(ids()).toEqual(['a']);
    wait(11_000);
    reader.renew();
    expect(ids()).toEqual(['a', 'a']);
    expect(reader.tallyOf('r/a/443')).toBe(first);
    await asked[1]?.answer(4);
    expect(reader.tallyOf('r/a/443')).toEqual(tally(4));
  });
});

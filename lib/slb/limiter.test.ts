import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { forgetConfig } from '@/lib/config';
import { forgetRate, withinLimit, type Priority, type Turn } from './limiter';

const turn = {
  priority: 'interactive',
  isRead: true,
  again: false,
  wasThrottled: () => false,
} satisfies Turn<unknown>;

describe('interactive calls', () => {
  it('go before background calls, and retries go first', async () => {
    const order: string[] = [];
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const blocking = Array.from({ length: 32 }, () => withinLimit(() => gate, turn));
    const note = (name: string) => async () => void order.push(name);
    const waiting = [
      withinLimit(note('idle'), { ...turn, priority: 'idle' }),
      withinLimit(note('behind'), { ...turn, priority: 'background' }),
      withinLimit(note('first'), turn),
      withinLimit(note('second'), turn),
      withinLimit(note('again'), { ...turn, again: true }),
    ];
    open();
    await Promise.all([...blocking, ...waiting]);
    expect(order).toEqual(['again', 'first', 'second', 'behind', 'idle']);
  });

  it('find room next to background calls that hang', async () => {
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const hanging = Array.from({ length: 40 }, () =>
      withinLimit(() => gate, { ...turn, priority: 'background' }),
    );
    expect(await withinLimit(async () => 'answered', turn)).toBe('answered');
    open();
    await Promise.all(hanging);
  });
});

type Service = { answer: () => Promise<number | null>; rejected: () => number };

/** A service that admits a fixed number of calls per second, and tells the others how long to wait. */
function service(perSecond: () => number, latencyMillis: () => number): Service {
  const admitted: number[] = [];
  let rejected = 0;
  const answer = async (): Promise<number | null> => {
    const latency = latencyMillis();
    await sleep(latency / 2);
    const recent = admitted.filter((at) => at > Date.now() - 1000);
    const isFull = recent.length >= perSecond();
    const waitMillis = isFull ? (recent.at(-perSecond()) ?? 0) + 1000 - Date.now() : null;
    if (isFull) rejected += 1;
    else admitted.push(Date.now());
    await sleep(latency / 2);
    return waitMillis;
  };
  return { answer, rejected: () => rejected };
}

/** Latencies in this range (ms), the same in every run. */
function between(least: number, most: number): () => number {
  let step = 0;
  return () => least + ((step += 7) % (most - least + 1));
}

function sleep(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

/** Like the client: sent again when the service says so. */
async function callUntilAnswered({ answer }: Service, priority: Priority): Promise<void> {
  for (let attempts = 0; ; attempts += 1) {
    const waitMillis = await withinLimit(answer, {
      priority,
      isRead: true,
      again: attempts > 0,
      wasThrottled: (wait) => wait !== null,
    });
    if (waitMillis === null) return;
    await sleep(Math.max(200, waitMillis));
  }
}

/** Many background reads. Returns when each got its response, in milliseconds from now. */
async function readInBackground(from: Service, count: number): Promise<number[]> {
  const startedAt = Date.now();
  const read = async () => {
    await callUntilAnswered(from, 'background');
    return Date.now() - startedAt;
  };
  return Promise.all(Array.from({ length: count }, read));
}

describe('a service that accepts twenty reads a second', () => {
  const twenty = () => 20;

  beforeEach(() => {
    vi.useFakeTimers();
    forgetRate();
  });
  afterEach(() => {
    forgetRate();
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  // Twenty at once, and twenty in each of the twenty-two and a half seconds after that.
  const floorMillis = ((470 - 20) / 20) * 1000;
  test.each([
    ['near', between(4, 40), 1.06],
    ['far', between(200, 240), 1.1],
  ])(
    '%s is asked hardly less often once it has throttled, and throttles hardly ever again',
    async (_, latencyMillis, most) => {
      const near = service(twenty, latencyMillis);
      const done = readInBackground(near, 470);
      await vi.runAllTimersAsync();
      expect(Math.max(...(await done))).toBeLessThan(floorMillis * most);
      // Those in flight when it first throttled, and one or two that probed for more.
      expect(near.rejected()).toBeLessThan(28);
    },
  );

  it('serves interactive calls in between, however much is read in the background', async () => {
    const busy = service(twenty, between(4, 40));
    const done = readInBackground(busy, 400);
    await vi.advanceTimersByTimeAsync(4_000);
    const waits: number[] = [];
    for (let press = 0; press < 20; press += 1) {
      const pressedAt = Date.now();
      const pressed = withinLimit(async () => waits.push(Date.now() - pressedAt), turn);
      await vi.advanceTimersByTimeAsync(610);
      await pressed;
    }
    await vi.runAllTimersAsync();
    await done;
    expect(Math.max(...waits)).toBeLessThan(350);
  });

  it('gets more reads again once it accepts more', async () => {
    let perSecond = 10;
    const changing = service(() => perSecond, between(4, 40));
    const done = readInBackground(changing, 1_000);
    await vi.advanceTimersByTimeAsync(5_000);
    perSecond = 100;
    await vi.runAllTimersAsync();
    // At ten a second it would take 95 seconds longer.
    expect(Math.max(...(await done))).toBeLessThan(50_000);
  });

  it('is not slowed down by reads that hang', async () => {
    const halved = service(twenty, between(4, 40));
    const learning = readInBackground(halved, 40);
    await vi.runAllTimersAsync();
    await learning;
    let open = (): void => {};
    const gate = new Promise<null>((resolve) => (open = () => resolve(null)));
    const hanging = Array.from({ length: 20 }, () =>
      withinLimit(() => gate, { ...turn, priority: 'background' }),
    );
    await vi.advanceTimersByTimeAsync(4_000);
    const answered = withinLimit(async () => 'answered', turn);
    await vi.advanceTimersByTimeAsync(50);
    expect(await Promise.race([answered, sleepless('held back')])).toBe('answered');
    open();
    await Promise.all(hanging);
  });

  it('is used at its full rate even if time passes between two reads of the clock', async () => {
    const now = performance.now.bind(performance);
    let passed = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now() + (passed += 0.4));
    const slow = service(twenty, between(4, 40));
    const done = readInBackground(slow, 200);
    await vi.runAllTimersAsync();
    expect(await Promise.race([done, sleepless([])])).toHaveLength(200);
  });
});

/** What a race ends with if nothing else has settled. */
async function sleepless<T>(value: T): Promise<T> {
  for (let tick = 0; tick < 10; tick += 1) await Promise.resolve();
  return value;
}

/** Milliseconds until a time that lies this long after the first request for it. */
function untilAfter(millis: number): () => () => number {
  return () => {
    const at = Date.now() + millis;
    return () => Math.max(0, at - Date.now());
  };
}

describe('a configured rate', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    forgetRate();
    process.env['SLUICE_SLB_CALLS_PER_SECOND'] = '10';
    forgetConfig();
  });
  afterEach(() => {
    delete process.env['SLUICE_SLB_CALLS_PER_SECOND'];
    forgetConfig();
    vi.useRealTimers();
  });

  // Ten at once, and ten in each of the nine seconds after that.
  const floorMillis = 9_000;
  test.each([
    ['are counted at once', between(2, 9), 1.02],
    ['are counted late at times', between(2, 60), 1.06],
    ['are answered from afar', between(200, 240), 1.06],
  ])(
    'is kept, for reads and writes alike, and hardly undercut by calls that %s',
    async (_, latency, most) => {
      const strict = service(() => 10, latency);
      const began = Date.now();
      const done = Promise.all(
        Array.from({ length: 100 }, (_call, index) =>
          withinLimit(strict.answer, { ...turn, isRead: index % 2 === 0 }),
        ),
      );
      await vi.runAllTimersAsync();
      expect(await done).toEqual(Array.from({ length: 100 }, () => null));
      expect(strict.rejected()).toBe(0);
      expect(Date.now() - began).toBeLessThan(floorMillis * most + 240);
    },
  );

  it.each([
    ['at once', () => between(0, 80)],
    ['together, after seconds in which credentials were fetched', untilAfter(5_000)],
  ])('counts a call from when its request leaves, %s', async (_when, preparationOf) => {
    const strict = service(() => 10, between(2, 9));
    const preparationMillis = preparationOf();
    const done = Promise.all(
      Array.from({ length: 100 }, () =>
        withinLimit(async (leaves) => {
          await sleep(preparationMillis());
          await leaves();
          return strict.answer();
        }, turn),
      ),
    );
    await vi.runAllTimersAsync();
    expect(await done).toEqual(Array.from({ length: 100 }, () => null));
  });
});

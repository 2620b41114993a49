import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetRate, withinLimit, type Turn } from './limiter';

const turn = { lane: 'now', isRead: true, again: false, wasThrottled: () => false } satisfies Turn<unknown>;

describe('what somebody waits for', () => {
  it('is called before what waits in the background, and so is what is sent again', async () => {
    const order: string[] = [];
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const blocking = Array.from({ length: 32 }, () => withinLimit(() => gate, turn));
    const note = (name: string) => async () => void order.push(name);
    const waiting = [
      withinLimit(note('last'), { ...turn, lane: 'last' }),
      withinLimit(note('behind'), { ...turn, lane: 'background' }),
      withinLimit(note('first'), turn),
      withinLimit(note('second'), turn),
      withinLimit(note('again'), { ...turn, again: true }),
    ];
    open();
    await Promise.all([...blocking, ...waiting]);
    expect(order).toEqual(['again', 'first', 'second', 'behind', 'last']);
  });

  it('finds room beside a background that hangs', async () => {
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const hanging = Array.from({ length: 40 }, () =>
      withinLimit(() => gate, { ...turn, lane: 'background' }),
    );
    expect(await withinLimit(async () => 'answered', turn)).toBe('answered');
    open();
    await Promise.all(hanging);
  });
});

/** A service that lets so many calls in within any second, and tells the others how long to wait. */
function service(perSecond: number, latencyMillis: () => number) {
  const admitted: number[] = [];
  let refused = 0;
  const answer = async (): Promise<number | null> => {
    const latency = latencyMillis();
    await sleep(latency / 2);
    const recent = admitted.filter((at) => at > Date.now() - 1000);
    const waitMillis = recent.length < perSecond ? null : (recent.at(-perSecond) ?? 0) + 1000 - Date.now();
    if (waitMillis === null) admitted.push(Date.now());
    else refused += 1;
    await sleep(latency / 2);
    return waitMillis;
  };
  return { answer, refused: () => refused };
}

function sleep(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

/** As the client does: sent again when the service says. */
async function callUntilAnswered(answer: () => Promise<number | null>): Promise<void> {
  for (let attempts = 0; ; attempts += 1) {
    const waitMillis = await withinLimit(answer, {
      ...turn,
      again: attempts > 0,
      wasThrottled: (wait) => wait !== null,
    });
    if (waitMillis === null) return;
    await sleep(Math.max(200, waitMillis));
  }
}

describe('a service that takes twenty reads a second', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    forgetRate();
  });
  afterEach(() => {
    forgetRate();
    vi.useRealTimers();
  });

  it('is asked hardly less often once it has throttled, and throttles hardly ever again', async () => {
    const seen: number[] = [];
    // Latencies between 4 and 40 ms, always the same ones.
    let step = 0;
    const { answer, refused } = service(20, () => 4 + ((step += 7) % 37));
    const startedAt = Date.now();
    const done = Promise.all(
      Array.from({ length: 160 }, async () => {
        await callUntilAnswered(answer);
        seen.push(Date.now() - startedAt);
      }),
    );
    await vi.runAllTimersAsync();
    await done;
    // Twenty at once, and twenty in each of the seven seconds after that.
    expect(Math.max(...seen)).toBeLessThan(7_000 * 1.06);
    // Those that were under way together when it first throttled.
    expect(refused()).toBeLessThan(32);
  });
});

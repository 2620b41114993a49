import { expect, it } from 'vitest';
import { makePace } from './pace';

/** Begins creations as soon as they may, until a time; returns when each began. */
function beginUntil(pace: ReturnType<typeof makePace>, fromMillis: number, untilMillis: number): number[] {
  const times: number[] = [];
  for (let now = fromMillis; now <= untilMillis; now += Math.max(1, pace.delayMillis(now))) {
    pace.adapt(null, now);
    if (pace.delayMillis(now) > 0) continue;
    pace.note(now);
    times.push(now);
  }
  return times;
}

const mostInAnyMinute = (times: readonly number[]) =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));

it('begins at most as many creations in any minute as are allowed, and all of those', () => {
  const times = beginUntil(makePace(90), 0, 300_000);
  expect(mostInAnyMinute(times)).toBe(90);
  expect(times).toHaveLength(5 * 90 + 1);
});

it('counts those that an earlier process began', () => {
  const pace = makePace(3, [1_000, 2_000, 50_000]);
  expect(pace.delayMillis(55_000)).toBe(6_000);
  expect(pace.delayMillis(61_000)).toBe(0);
});

it('waits as long as SLB asks for, and then keeps to what it had accepted', () => {
  const pace = makePace(90);
  beginUntil(pace, 0, 29);
  pace.adapt({ atMillis: 30, untilMillis: 60_000 }, 30);
  expect(pace.delayMillis(30)).toBe(59_971);
  const times = beginUntil(pace, 31, 60_029);
  expect(times).toHaveLength(29);
});

it('keeps its rate if SLB asks for less than a minute, because then another limit was exceeded', () => {
  const pace = makePace(90);
  beginUntil(pace, 0, 9);
  pace.adapt({ atMillis: 10, untilMillis: 700 }, 10);
  // Others in flight met the same excess.
  pace.adapt({ atMillis: 12, untilMillis: 700 }, 12);
  pace.adapt({ atMillis: 14, untilMillis: 700 }, 14);
  expect(pace.delayMillis(14)).toBe(686);
  expect(beginUntil(pace, 700, 59_999)).toHaveLength(80);
});

it('keeps to what was accepted if SLB asks for little again and again', () => {
  const pace = makePace(90);
  beginUntil(pace, 0, 39);
  pace.adapt({ atMillis: 40, untilMillis: 2_000 }, 40);
  beginUntil(pace, 2_000, 2_009);
  pace.adapt({ atMillis: 2_010, untilMillis: 4_000 }, 2_010);
  // The one that was rejected does not count.
  expect(beginUntil(pace, 4_000, 59_999)).toHaveLength(0);
  expect(mostInAnyMinute(beginUntil(pace, 60_000, 110_000))).toBe(49);
});

it('tries more again after a minute without throttling, up to what is allowed', () => {
  const pace = makePace(90);
  beginUntil(pace, 0, 39);
  pace.adapt({ atMillis: 40, untilMillis: 40 }, 40);
  const first = beginUntil(pace, 41, 59_999);
  expect(first).toHaveLength(5);
  const times = beginUntil(pace, 60_000, 700_000);
  const later = times.filter((at) => at > 600_000);
  expect(mostInAnyMinute(later)).toBe(90);
});

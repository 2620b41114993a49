import { describe, expect, it } from 'vitest';
import {
  byUrgency,
  dueAtMillis,
  pauseAfterFailuresMillis,
  sweepPeriodMillis,
  type Candidate,
} from './health-order';

const PERIOD = 120_000;
const plain: Candidate = {
  key: 'cn-hangzhou/lb-1',
  regionId: 'cn-hangzhou',
  observedAtMillis: 1_000_000,
  changedAtMillis: 0,
  isWanted: false,
  isOnScreen: false,
  retryAtMillis: 0,
};

describe('the order of observations', () => {
  it('is: on a screen that polls, never observed, changed since, then the oldest', () => {
    const inOrder = [
      { ...plain, key: 'wanted', isWanted: true },
      { ...plain, key: 'never, on screen', observedAtMillis: null, isOnScreen: true },
      { ...plain, key: 'never', observedAtMillis: null },
      { ...plain, key: 'changed', changedAtMillis: 1_000_001 },
      { ...plain, key: 'on screen', isOnScreen: true },
      { ...plain, key: 'older', observedAtMillis: 999_999 },
      plain,
    ];
    expect(inOrder.toReversed().toSorted(byUrgency)).toEqual(inOrder);
  });

  it('does not put first what changed before it was observed', () => {
    expect(byUrgency({ ...plain, changedAtMillis: 999_999 }, plain)).toBe(0);
  });
});

describe('the time of the next observation', () => {
  it('is now if there was none, one period after the last, and soon after it if something changed', () => {
    expect(dueAtMillis({ ...plain, observedAtMillis: null }, PERIOD)).toBe(0);
    expect(dueAtMillis(plain, PERIOD)).toBe(1_000_000 + PERIOD);
    expect(dueAtMillis({ ...plain, changedAtMillis: 1_000_001 }, PERIOD)).toBe(1_000_250);
    expect(dueAtMillis({ ...plain, isWanted: true }, PERIOD)).toBe(0);
  });

  it('is never before the pause after a failure', () => {
    for (const each of [
      { ...plain, observedAtMillis: null },
      { ...plain, changedAtMillis: 1_000_001 },
      { ...plain, isWanted: true },
    ])
      expect(dueAtMillis({ ...each, retryAtMillis: 5_000_000 }, PERIOD)).toBe(5_000_000);
  });

  it('is delayed more with every failure in a row, up to ten minutes', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 40].map((failures) => pauseAfterFailuresMillis(failures) / 1000)).toEqual([
      15, 30, 60, 120, 240, 480, 600, 600,
    ]);
  });
});

describe('the period', () => {
  const period = (instances: number, callMillis: number) =>
    sweepPeriodMillis({ instances, callMillis, atOnce: 4, leastMillis: PERIOD });

  it('is two minutes as long as a sweep takes at most one', () => {
    expect(period(14, 0)).toBe(PERIOD);
    expect(period(300, 800)).toBe(PERIOD);
  });

  it('grows in whole minutes, so that a sweep takes half of the time', () => {
    expect(period(300, 801)).toBe(180_000);
    expect(period(3000, 400)).toBe(600_000);
  });
});

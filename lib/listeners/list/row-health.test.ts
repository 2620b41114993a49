import { beforeEach, describe, expect, it } from 'vitest';
import {
  HEALTH_CURRENT_MILLIS,
  NO_SERVERS,
  type HealthTally,
  type InstanceHealth,
} from '@/lib/model/health-types';
import {
  healthCoverageOf,
  healthyShareOf,
  healthyValuesOf,
  healthySummaryOf,
  holdHealthFor,
  instanceHealthKey,
  isComplete,
  listenerHealth,
  provideObservedHealth,
  type CheckedListener,
} from '@/lib/model/row-health';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const plain: CheckedListener = {
  regionId: 'cn-hangzhou',
  loadBalancerId: 'lb-1',
  listenerPort: 80,
  protocol: 'tcp',
  status: 'running',
  healthCheck: null,
  changedAtMillis: null,
};
const listeners = [80, 81, 82, 83].map((listenerPort) => ({ ...plain, listenerPort }));
const [first = plain] = listeners;

const tally = (normal: number, abnormal: number, unknown = 0): HealthTally => ({
  all: normal + abnormal + unknown,
  normal,
  abnormal,
  unknown,
});

function provide(
  observedAtMillis: number | null,
  ...tallies: [port: number, tally: HealthTally, observedAtMillis: number][]
): void {
  const instance: InstanceHealth = {
    observedAtMillis,
    tallies: new Map(tallies.map(([port, of, observedAtMillis]) => [port, { ...of, observedAtMillis }])),
  };
  provideObservedHealth(new Map([[instanceHealthKey(plain), instance]]));
}

beforeEach(() => {
  provideObservedHealth(new Map());
  holdHealthFor(HEALTH_CURRENT_MILLIS);
});

describe("a listener's health", () => {
  it('is nothing while it is stopped, whatever was observed while it ran', () => {
    provide(NOW, [80, tally(2, 0), NOW]);
    expect(listenerHealth(plain, NOW).state).toBe('current');
    const stopped = { ...plain, status: 'stopped' };
    expect(listenerHealth(stopped, NOW)).toEqual({ state: 'not-checked', tally: null });
    expect(healthCoverageOf([stopped, plain], NOW)).toMatchObject({ known: 1, total: 1 });
  });

  it('is unknown until it is observed, and nothing if nothing is checked', () => {
    expect(listenerHealth(plain, NOW)).toEqual({ state: 'unknown', tally: null });
    provide(NOW, [80, tally(3, 0), NOW]);
    expect(listenerHealth(plain, NOW).state).toBe('current');
    for (const unchecked of [
      { ...plain, protocol: 'udp' },
      { ...plain, healthCheck: { status: 'off' } } as const,
    ])
      expect(listenerHealth(unchecked, NOW)).toEqual({ state: 'not-checked', tally: null });
  });

  it('is older once an observation expired, or the listener changed after it', () => {
    provide(null, [80, tally(3, 0), NOW]);
    expect(listenerHealth(plain, NOW + HEALTH_CURRENT_MILLIS).state).toBe('current');
    expect(listenerHealth(plain, NOW + HEALTH_CURRENT_MILLIS + 1).state).toBe('older');
    expect(listenerHealth({ ...plain, changedAtMillis: NOW }, NOW).state).toBe('current');
    expect(listenerHealth({ ...plain, changedAtMillis: NOW + 1 }, NOW + 2).state).toBe('older');
  });

  it('stays current longer if a sweep takes longer', () => {
    provide(null, [80, tally(3, 0), NOW]);
    holdHealthFor(2 * HEALTH_CURRENT_MILLIS);
    expect(listenerHealth(plain, NOW + HEALTH_CURRENT_MILLIS + 1).state).toBe('current');
  });

  it('is "no servers" if a newer response about its instance does not include it', () => {
    provide(NOW, [80, tally(3, 0), NOW - 1]);
    expect(listenerHealth(plain, NOW).tally).toEqual({ ...NO_SERVERS, observedAtMillis: NOW });
  });
});

describe("a listener's health in one word", () => {
  it('says "all" only if every server is healthy', () => {
    expect(healthySummaryOf(tally(3, 0))).toBe('all');
    expect(healthySummaryOf(tally(2, 0, 1))).toBe('unknown');
    expect(healthySummaryOf(tally(2, 1))).toBe('some');
    expect(healthySummaryOf(tally(0, 1, 2))).toBe('none');
    expect(healthySummaryOf(tally(0, 0, 3))).toBe('unknown');
    expect(healthySummaryOf(NO_SERVERS)).toBe('unknown');
  });

  it('gives no all-clear based on an older observation, and does not withdraw an alarm based on one', () => {
    provide(null, [80, tally(3, 0), NOW], [81, tally(0, 3), NOW]);
    const later = NOW + HEALTH_CURRENT_MILLIS + 1;
    const valuesAt = (nowMillis: number) =>
      listeners.slice(0, 2).map((listener) => healthyValuesOf(listenerHealth(listener, nowMillis)));
    expect(valuesAt(NOW)).toEqual([
      ['all', '3/3'],
      ['none', '0/3'],
    ]);
    expect(valuesAt(later)).toEqual([
      ['unknown', ''],
      ['unknown', 'none', '0/3'],
    ]);
    expect(healthyShareOf(listenerHealth(first, NOW))).toBe(1);
    expect(healthyShareOf(listenerHealth(first, later))).toBeNull();
    expect(healthyShareOf(listenerHealth({ ...plain, listenerPort: 81 }, later))).toBe(0);
  });
});

it('distinguishes in filters what is not known yet from what is not checked', () => {
  const valuesOf = (listener: CheckedListener, nowMillis = NOW) =>
    healthyValuesOf(listenerHealth(listener, nowMillis));
  expect(valuesOf(plain)).toEqual(['unknown', '']);
  provide(NOW, [80, tally(0, 0, 2), NOW]);
  expect(valuesOf(plain)).toEqual(['unknown', '']);
  for (const unchecked of [
    { ...plain, protocol: 'udp' },
    { ...plain, status: 'stopped' },
    { ...plain, healthCheck: { status: 'off' } } as const,
    // It has no servers.
    { ...plain, listenerPort: 81 },
  ])
    expect(valuesOf(unchecked)).toEqual(['unchecked', '']);
  expect(valuesOf({ ...plain, listenerPort: 81 }, NOW + HEALTH_CURRENT_MILLIS + 1)).toEqual(['unknown', '']);
});

describe('coverage', () => {
  it('is complete without listeners, and if everything there is to know is known', () => {
    expect(isComplete(healthCoverageOf([], NOW))).toBe(true);
    provide(NOW - 1, [80, tally(1, 0), NOW - 1], [81, tally(0, 1), NOW]);
    const coverage = healthCoverageOf(listeners, NOW);
    expect(coverage).toEqual({ known: 4, total: 4, sinceMillis: NOW - 1 });
    expect(isComplete(coverage)).toBe(true);
  });

  it('counts what was never observed, is older, or changed since as unknown', () => {
    provide(
      null,
      [80, tally(1, 0), NOW],
      [81, tally(1, 0), NOW - HEALTH_CURRENT_MILLIS - 1],
      [82, tally(1, 0), NOW],
    );
    const changed = listeners.map((listener) =>
      listener.listenerPort === 82 ? { ...listener, changedAtMillis: NOW + 1 } : listener,
    );
    const coverage = healthCoverageOf(changed, NOW);
    expect(coverage).toEqual({ known: 1, total: 4, sinceMillis: NOW });
    expect(isComplete(coverage)).toBe(false);
  });

  it('does not count what is not checked, and distinguishes instances and regions', () => {
    provide(NOW);
    const other = [
      { ...plain, loadBalancerId: 'lb-2' },
      { ...plain, regionId: 'cn-beijing' },
      { ...plain, protocol: 'http' },
      { ...plain, healthCheck: { status: 'off' } } as const,
      plain,
    ];
    expect(healthCoverageOf(other, NOW)).toMatchObject({ known: 1, total: 3 });
  });
});

import { describe, expect, it } from 'vitest';
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
  instanceHealthKey,
  isComplete,
  listenerHealth,
  type CheckedListener,
  type HealthAt,
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

/** What was observed of the instance of these listeners, as evaluated at that time. */
function observed(
  observedAtMillis: number | null,
  ...tallies: [port: number, tally: HealthTally, observedAtMillis: number][]
) {
  const instance: InstanceHealth = {
    observedAtMillis,
    tallies: new Map(tallies.map(([port, of, observedAtMillis]) => [port, { ...of, observedAtMillis }])),
    servers: new Map(),
  };
  return (nowMillis = NOW, currentMillis = HEALTH_CURRENT_MILLIS): HealthAt => ({
    health: { instances: new Map([[instanceHealthKey(plain), instance]]), currentMillis, version: 1 },
    nowMillis,
  });
}

const nothing: HealthAt = {
  health: { instances: new Map(), currentMillis: HEALTH_CURRENT_MILLIS, version: 0 },
  nowMillis: NOW,
};

describe("a listener's health", () => {
  it('is nothing while it is stopped, whatever was observed while it ran', () => {
    const at = observed(NOW, [80, tally(2, 0), NOW])();
    expect(listenerHealth(plain, at).state).toBe('current');
    const stopped = { ...plain, status: 'stopped' };
    expect(listenerHealth(stopped, at)).toEqual({ state: 'not-checked', tally: null });
    expect(healthCoverageOf([stopped, plain], at)).toMatchObject({ known: 1, total: 1 });
  });

  it('is unknown until it is observed, and nothing if nothing is checked', () => {
    expect(listenerHealth(plain, nothing)).toEqual({ state: 'unknown', tally: null });
    const at = observed(NOW, [80, tally(3, 0), NOW])();
    expect(listenerHealth(plain, at).state).toBe('current');
    for (const unchecked of [
      { ...plain, protocol: 'udp' },
      { ...plain, healthCheck: { status: 'off' } } as const,
    ])
      expect(listenerHealth(unchecked, at)).toEqual({ state: 'not-checked', tally: null });
  });

  it('is older once an observation expired, or the listener changed after it', () => {
    const at = observed(null, [80, tally(3, 0), NOW]);
    expect(listenerHealth(plain, at(NOW + HEALTH_CURRENT_MILLIS)).state).toBe('current');
    expect(listenerHealth(plain, at(NOW + HEALTH_CURRENT_MILLIS + 1)).state).toBe('older');
    expect(listenerHealth({ ...plain, changedAtMillis: NOW }, at()).state).toBe('current');
    expect(listenerHealth({ ...plain, changedAtMillis: NOW + 1 }, at(NOW + 2)).state).toBe('older');
  });

  it('stays current longer if a sweep takes longer', () => {
    const at = observed(null, [80, tally(3, 0), NOW]);
    const later = NOW + HEALTH_CURRENT_MILLIS + 1;
    expect(listenerHealth(plain, at(later, 2 * HEALTH_CURRENT_MILLIS)).state).toBe('current');
  });

  it('is "no servers" if a newer response about its instance does not include it', () => {
    const at = observed(NOW, [80, tally(3, 0), NOW - 1])();
    expect(listenerHealth(plain, at).tally).toEqual({ ...NO_SERVERS, observedAtMillis: NOW });
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
    const at = observed(null, [80, tally(3, 0), NOW], [81, tally(0, 3), NOW]);
    const later = at(NOW + HEALTH_CURRENT_MILLIS + 1);
    const valuesAt = (then: HealthAt) =>
      listeners.slice(0, 2).map((listener) => healthyValuesOf(listenerHealth(listener, then)));
    expect(valuesAt(at())).toEqual([
      ['all', '3/3'],
      ['none', '0/3'],
    ]);
    expect(valuesAt(later)).toEqual([
      ['unknown', ''],
      ['unknown', 'none', '0/3'],
    ]);
    expect(healthyShareOf(listenerHealth(first, at()))).toBe(1);
    expect(healthyShareOf(listenerHealth(first, later))).toBeNull();
    expect(healthyShareOf(listenerHealth({ ...plain, listenerPort: 81 }, later))).toBe(0);
  });
});

it('distinguishes in filters what is not known yet from what is not checked', () => {
  expect(healthyValuesOf(listenerHealth(plain, nothing))).toEqual(['unknown', '']);
  const at = observed(NOW, [80, tally(0, 0, 2), NOW]);
  const valuesOf = (listener: CheckedListener, then = at()) =>
    healthyValuesOf(listenerHealth(listener, then));
  expect(valuesOf(plain)).toEqual(['unknown', '']);
  for (const unchecked of [
    { ...plain, protocol: 'udp' },
    { ...plain, status: 'stopped' },
    { ...plain, healthCheck: { status: 'off' } } as const,
    // It has no servers.
    { ...plain, listenerPort: 81 },
  ])
    expect(valuesOf(unchecked)).toEqual(['unchecked', '']);
  expect(valuesOf({ ...plain, listenerPort: 81 }, at(NOW + HEALTH_CURRENT_MILLIS + 1))).toEqual([
    'unknown',
    '',
  ]);
});

describe('coverage', () => {
  it('is complete without listeners, and if everything there is to know is known', () => {
    expect(isComplete(healthCoverageOf([], nothing))).toBe(true);
    const at = observed(NOW - 1, [80, tally(1, 0), NOW - 1], [81, tally(0, 1), NOW])();
    const coverage = healthCoverageOf(listeners, at);
    expect(coverage).toEqual({ known: 4, total: 4, sinceMillis: NOW - 1 });
    expect(isComplete(coverage)).toBe(true);
  });

  it('counts what was never observed, is older, or changed since as unknown', () => {
    const at = observed(
      null,
      [80, tally(1, 0), NOW],
      [81, tally(1, 0), NOW - HEALTH_CURRENT_MILLIS - 1],
      [82, tally(1, 0), NOW],
    )();
    const changed = listeners.map((listener) =>
      listener.listenerPort === 82 ? { ...listener, changedAtMillis: NOW + 1 } : listener,
    );
    const coverage = healthCoverageOf(changed, at);
    expect(coverage).toEqual({ known: 1, total: 4, sinceMillis: NOW });
    expect(isComplete(coverage)).toBe(false);
  });

  it('does not count what is not checked, and distinguishes instances and regions', () => {
    const at = observed(NOW)();
    const other = [
      { ...plain, loadBalancerId: 'lb-2' },
      { ...plain, regionId: 'cn-beijing' },
      { ...plain, protocol: 'http' },
      { ...plain, healthCheck: { status: 'off' } } as const,
      plain,
    ];
    expect(healthCoverageOf(other, at)).toMatchObject({ known: 1, total: 3 });
  });
});

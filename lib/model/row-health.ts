import {
  NO_SERVERS,
  type HealthTally,
  type InstanceHealth,
  type ObservedTally,
  type ServerBehind,
} from './health-types';
import type { ListedListener } from './list-row';

/**
 * The latest health observation of the servers behind each listener. It changes with every observation while rows keep
 * their identity, so nothing cached with a row may contain it.
 */
export type ObservedHealth = {
  /** By `instanceHealthKey`. */
  instances: ReadonlyMap<string, InstanceHealth>;
  /** How long an observation stays current. */
  currentMillis: number;
  /** Changes whenever something was observed. Counts by health are valid only as long as it stays the same. */
  version: number;
};

/** What was observed, and the time (epoch ms) at which it is evaluated, because observations age. */
export type HealthAt = { health: ObservedHealth; nowMillis: number };

export function instanceHealthKey({
  regionId,
  loadBalancerId,
}: Pick<ListedListener, 'regionId' | 'loadBalancerId'>): string {
  return `${regionId}/${loadBalancerId}`;
}

/** The parts of a row its health depends on. */
export type CheckedListener = Pick<
  ListedListener,
  'regionId' | 'loadBalancerId' | 'listenerPort' | 'protocol' | 'status' | 'healthCheck' | 'changedAtMillis'
>;

/**
 * `not-checked`: nothing to know. SLB checks no server (the check is off), Sluice does not ask (other protocols), or
 * the listener is stopped: what was observed while it ran says nothing about now. `unknown`: never observed. `older`:
 * the observation has expired, or the listener has changed since.
 */
export type ListenerHealth =
  | { state: 'not-checked' | 'unknown'; tally: null }
  | { state: 'older' | 'current'; tally: ObservedTally };

const NOT_CHECKED: ListenerHealth = { state: 'not-checked', tally: null };
const UNKNOWN: ListenerHealth = { state: 'unknown', tally: null };

/** What is known about the servers behind a listener. */
export function listenerHealth(listener: CheckedListener, at: HealthAt): ListenerHealth {
  return healthIn(at.health.instances.get(instanceHealthKey(listener)), listener, at);
}

function healthIn(
  instance: InstanceHealth | undefined,
  listener: CheckedListener,
  { health, nowMillis }: HealthAt,
): ListenerHealth {
  if (!isChecked(listener)) return NOT_CHECKED;
  const { listenerPort, changedAtMillis } = listener;
  const tally = instance && tallyIn(instance, listenerPort);
  if (!tally) return UNKNOWN;
  return { state: isCurrent(tally, changedAtMillis, { health, nowMillis }) ? 'current' : 'older', tally };
}

function isCurrent(
  { observedAtMillis }: Pick<ObservedTally, 'observedAtMillis'>,
  changedAtMillis: number | null,
  { health, nowMillis }: HealthAt,
): boolean {
  return (
    nowMillis - observedAtMillis <= health.currentMillis &&
    (changedAtMillis === null || observedAtMillis >= changedAtMillis)
  );
}

/** Whether its servers have health at all: SLB checks them, or may check them as far as it returned. */
export function isChecked({ protocol, status, healthCheck }: CheckedListener): boolean {
  return protocol === 'tcp' && status !== 'stopped' && healthCheck?.status !== 'off';
}

function tallyIn({ observedAtMillis, tallies }: InstanceHealth, listenerPort: number): ObservedTally | null {
  const tally = tallies.get(listenerPort);
  // A response about the whole instance that omits the listener means that the listener has no servers.
  if (observedAtMillis !== null && (tally === undefined || tally.observedAtMillis < observedAtMillis))
    return { ...NO_SERVERS, observedAtMillis };
  return tally ?? null;
}

/** For how many of some listeners the servers' health is known. */
export type HealthCoverage = {
  /** Those whose newest observation is current. */
  known: number;
  /** All that have health to know. */
  total: number;
  /** When the oldest known one was observed (epoch ms). Null if none is known. */
  sinceMillis: number | null;
};

/**
 * How complete a count, a filter or a sort by health is for these listeners: a number is complete only if every health
 * is known.
 */
export function healthCoverageOf(listeners: readonly CheckedListener[], at: HealthAt): HealthCoverage {
  const coverage: HealthCoverage = { known: 0, total: 0, sinceMillis: null };
  let instance: InstanceHealth | undefined;
  let last: CheckedListener | undefined;
  for (const listener of listeners) {
    // Rows of one instance are mostly adjacent, and there may be many thousands.
    if (last?.loadBalancerId !== listener.loadBalancerId || last.regionId !== listener.regionId)
      instance = at.health.instances.get(instanceHealthKey(listener));
    last = listener;
    const { state, tally } = healthIn(instance, listener, at);
    if (state === 'not-checked') continue;
    coverage.total += 1;
    if (state !== 'current') continue;
    coverage.known += 1;
    coverage.sinceMillis = Math.min(coverage.sinceMillis ?? Infinity, tally.observedAtMillis);
  }
  return coverage;
}

const NO_SERVER: readonly ServerBehind[] = [];

/**
 * The servers behind a listener. Health checks are the only read that returns them for all listeners, so they are known
 * for TCP listeners as of the newest check. A check that omits a listener without health checks says nothing about it.
 */
export function serversBehind(
  listener: CheckedListener,
  at: HealthAt,
): { servers: readonly ServerBehind[]; isKnown: boolean } {
  const { protocol, listenerPort, changedAtMillis } = listener;
  const instance = at.health.instances.get(instanceHealthKey(listener));
  if (protocol !== 'tcp' || instance === undefined) return { servers: NO_SERVER, isKnown: false };
  const tally = isChecked(listener) ? tallyIn(instance, listenerPort) : instance.tallies.get(listenerPort);
  if (!tally) return { servers: NO_SERVER, isKnown: false };
  return {
    servers: tally.all === 0 ? NO_SERVER : (instance.servers.get(listenerPort) ?? NO_SERVER),
    isKnown: isCurrent(tally, changedAtMillis, at),
  };
}

/** For how many listeners the servers are known: what is searched by server states it until it is all of them. */
export function serverCoverageOf(
  listeners: readonly CheckedListener[],
  at: HealthAt,
): Pick<HealthCoverage, 'known' | 'total'> {
  const known = listeners.filter((listener) => serversBehind(listener, at).isKnown).length;
  return { known, total: listeners.length };
}

export function isComplete({ known, total }: Pick<HealthCoverage, 'known' | 'total'>): boolean {
  return known === total;
}

/**
 * Health values a filter can ask for. `unchecked`: there is nothing to check. `unknown`: not known yet, or no longer.
 */
export const healthySummaries = ['all', 'some', 'none', 'unknown', 'unchecked'] as const;
export type HealthySummary = (typeof healthySummaries)[number];

const NEVER_OBSERVED: readonly string[] = ['unknown', ''];
const UNCHECKED: readonly string[] = ['unchecked', ''];

/** A listener's health in one word. If one server has no result, not all are known to be healthy. */
export function healthySummaryOf(tally: HealthTally | null): HealthySummary {
  if (tally === null || !hasResult(tally)) return 'unknown';
  if (tally.normal === 0) return 'none';
  if (tally.abnormal > 0) return 'some';
  return tally.normal === tally.all ? 'all' : 'unknown';
}

/**
 * The filter values a listener matches. An older observation is no all-clear: what was healthy then is unknown now.
 * What was unhealthy then matches both, until SLB reports that it has recovered.
 */
export function healthyValuesOf({ state, tally }: ListenerHealth): readonly string[] {
  // Most rows of a fresh list take this path, and a view counts all of them: avoid allocating an array for each.
  if (tally === null) return state === 'not-checked' ? UNCHECKED : NEVER_OBSERVED;
  if (state === 'current' && tally.all === 0) return UNCHECKED;
  const word = healthySummaryOf(tally);
  if (state !== 'older') return [word, healthyText(tally)];
  return tally.abnormal > 0 ? ['unknown', word, healthyText(tally)] : ['unknown', ''];
}

/** The share of healthy servers, 0 to 1, for sorting. Null if unknown (see `healthyValuesOf`). */
export function healthyShareOf({ state, tally }: ListenerHealth): number | null {
  if (tally === null || !hasResult(tally) || (state === 'older' && tally.abnormal === 0)) return null;
  return tally.normal / tally.all;
}

/** "3/4"; empty if unknown. */
export function healthyText(tally: ObservedTally | null): string {
  return tally !== null && hasResult(tally) ? `${tally.normal}/${tally.all}` : '';
}

function hasResult({ normal, abnormal }: HealthTally): boolean {
  return normal + abnormal > 0;
}

import {
  HEALTH_CURRENT_MILLIS,
  NO_SERVERS,
  type HealthTally,
  type InstanceHealth,
  type ObservedTally,
} from './health-types';
import type { ListedListener } from './list-row';

/**
 * What was last observed of the servers behind each listener, in memory: the list is ordered and filtered by it without a question
 * to anybody. It changes with every observation, while rows keep their identity, so nothing that is kept with a row may hold it.
 */
type ObservedHealth = {
  /** By `instanceHealthKey`. */
  instances: ReadonlyMap<string, InstanceHealth>;
  /** How long an observation holds. */
  currentMillis: number;
  version: number;
};
const held: typeof globalThis & { sluiceRowHealth?: ObservedHealth } = globalThis;

/** Whoever fills the map keeps it up, and provides it again when something was observed. */
export function provideObservedHealth(instances: ReadonlyMap<string, InstanceHealth>): void {
  const { currentMillis, version } = observedHealth();
  held.sluiceRowHealth = { instances, currentMillis, version: version + 1 };
}

/** How long an observation holds from now on: longer than the time after which the sweep replaces it. */
export function holdHealthFor(currentMillis: number): void {
  const { instances, currentMillis: before, version } = observedHealth();
  if (currentMillis !== before) held.sluiceRowHealth = { instances, currentMillis, version: version + 1 };
}

function observedHealth(): ObservedHealth {
  return held.sluiceRowHealth ?? { instances: new Map(), currentMillis: HEALTH_CURRENT_MILLIS, version: 0 };
}

export function instanceHealthKey({
  regionId,
  loadBalancerId,
}: Pick<ListedListener, 'regionId' | 'loadBalancerId'>): string {
  return `${regionId}/${loadBalancerId}`;
}

/** What of a row its health depends on. */
export type CheckedListener = Pick<
  ListedListener,
  'regionId' | 'loadBalancerId' | 'listenerPort' | 'protocol' | 'status' | 'healthCheck' | 'changedAtMillis'
>;

/**
 * `not-checked`: there is nothing to know: SLB checks no server (the check is off), Sluice does not ask (other protocols), or the listener is
 * stopped: what was found of its servers while it ran says nothing of it now.
 * `unknown`: never observed. `older`: observed longer ago than an observation holds, or before the listener was last seen to change.
 */
export type ListenerHealth =
  | { state: 'not-checked' | 'unknown'; tally: null }
  | { state: 'older' | 'current'; tally: ObservedTally };

const NOT_CHECKED: ListenerHealth = { state: 'not-checked', tally: null };
const UNKNOWN: ListenerHealth = { state: 'unknown', tally: null };

/**
 * What is known of the servers behind a listener.
 */
export function listenerHealth(listener: CheckedListener, nowMillis = Date.now()): ListenerHealth {
  return healthIn(observedHealth().instances.get(instanceHealthKey(listener)), listener, nowMillis);
}

function healthIn(
  instance: InstanceHealth | undefined,
  listener: CheckedListener,
  nowMillis: number,
): ListenerHealth {
  if (!isChecked(listener)) return NOT_CHECKED;
  const { listenerPort, changedAtMillis } = listener;
  const tally = instance && tallyIn(instance, listenerPort);
  if (!tally) return UNKNOWN;
  const { observedAtMillis } = tally;
  const holds =
    nowMillis - observedAtMillis <= observedHealth().currentMillis &&
    (changedAtMillis === null || observedAtMillis >= changedAtMillis);
  return { state: holds ? 'current' : 'older', tally };
}

/** Whether there is anything to know of its servers: SLB checks them, or may for all that was told. */
export function isChecked({ protocol, status, healthCheck }: CheckedListener): boolean {
  return protocol === 'tcp' && status !== 'stopped' && healthCheck?.status !== 'off';
}

function tallyIn({ observedAtMillis, tallies }: InstanceHealth, listenerPort: number): ObservedTally | null {
  const tally = tallies.get(listenerPort);
  // An answer about the whole instance that does not name the listener says that no server is behind it.
  if (observedAtMillis !== null && (tally === undefined || tally.observedAtMillis < observedAtMillis))
    return { ...NO_SERVERS, observedAtMillis: observedAtMillis };
  return tally ?? null;
}

/** What was last observed, however long ago; null where nothing was, or is to be. */
export function observedHealthOf(listener: CheckedListener): ObservedTally | null {
  return listenerHealth(listener).tally;
}

/** For how many of some listeners it is known how their servers are. */
export type HealthCoverage = {
  /** Those whose newest observation is current. */
  known: number;
  /** All of which something is to be known. */
  total: number;
  /** When the oldest of the known was observed (epoch ms); null where none is. */
  sinceMillis: number | null;
};

/**
 * How complete anything is that is counted, filtered or sorted by the health of these listeners: a number is whole only where
 * all that is to be known is known.
 */
export function healthCoverageOf(
  listeners: readonly CheckedListener[],
  nowMillis = Date.now(),
): HealthCoverage {
  const { instances } = observedHealth();
  const coverage: HealthCoverage = { known: 0, total: 0, sinceMillis: null };
  let instance: InstanceHealth | undefined;
  let last: CheckedListener | undefined;
  for (const listener of listeners) {
    // Rows of one instance mostly stand together, and there may be many thousands.
    if (last?.loadBalancerId !== listener.loadBalancerId || last.regionId !== listener.regionId)
      instance = instances.get(instanceHealthKey(listener));
    last = listener;
    const { state, tally } = healthIn(instance, listener, nowMillis);
    if (state === 'not-checked') continue;
    coverage.total += 1;
    if (state !== 'current') continue;
    coverage.known += 1;
    coverage.sinceMillis = Math.min(coverage.sinceMillis ?? Infinity, tally.observedAtMillis);
  }
  return coverage;
}

export function isComplete({ known, total }: HealthCoverage): boolean {
  return known === total;
}

/** Another number whenever something was observed: what was counted by health holds at most as long as it stays. */
export function observedHealthVersion(): number {
  return observedHealth().version;
}

/** What a filter may ask of the health of servers. `unchecked`: there is nothing to check; `unknown`: it is not known yet, or not any more. */
export const healthySummaries = ['all', 'some', 'none', 'unknown', 'unchecked'] as const;
export type HealthySummary = (typeof healthySummaries)[number];

const NEVER_OBSERVED: readonly string[] = ['unknown', ''];
const UNCHECKED: readonly string[] = ['unchecked', ''];

/** How many of the servers are healthy, in a word. Where one has no result, not all are known to be. */
export function healthySummaryOf(tally: HealthTally | null): HealthySummary {
  if (tally === null || !hasResult(tally)) return 'unknown';
  if (tally.normal === 0) return 'none';
  if (tally.abnormal > 0) return 'some';
  return tally.normal === tally.all ? 'all' : 'unknown';
}

/**
 * What a filter may take a listener for. An older observation is no all-clear: what was healthy then is unknown now, while what was
 * unhealthy then is found under both, until SLB says that it has recovered.
 */
export function healthyValuesOf({ state, tally }: ListenerHealth): readonly string[] {
  // Most rows of a fresh list, and all of them are counted for a view: no array is made for each.
  if (tally === null) return state === 'not-checked' ? UNCHECKED : NEVER_OBSERVED;
  if (state === 'current' && tally.all === 0) return UNCHECKED;
  const word = healthySummaryOf(tally);
  if (state !== 'older') return [word, healthyText(tally)];
  return tally.abnormal > 0 ? ['unknown', word, healthyText(tally)] : ['unknown', ''];
}

/** The share of healthy servers, 0 to 1, by which a list is sorted; null where it is not known (see `healthyValuesOf`). */
export function healthyShareOf({ state, tally }: ListenerHealth): number | null {
  if (tally === null || !hasResult(tally) || (state === 'older' && tally.abnormal === 0)) return null;
  return tally.normal / tally.all;
}

/** "3/4"; empty where nothing is known. */
export function healthyText(tally: ObservedTally | null): string {
  return tally !== null && hasResult(tally) ? `${tally.normal}/${tally.all}` : '';
}

function hasResult({ normal, abnormal }: HealthTally): boolean {
  return normal + abnormal > 0;
}

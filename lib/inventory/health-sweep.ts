import 'server-only';
import { config } from '@/lib/config';
import { isShared } from '@/lib/db/database';
import { instanceHealthKey, type ObservedHealth } from '@/lib/model/row-health';
import { checkedInstances } from './checked-instances';
import {
  byUrgency,
  CHANGED_REST_MILLIS,
  dueAtMillis,
  learntMillis,
  pauseAfterFailuresMillis,
  sweepPeriodMillis,
  type Candidate,
} from './health-order';
import { mayBegin, MOST_AT_ONCE } from './health-places';
import { HEALTH_CURRENT_MILLIS, SWEEP_MILLIS } from '@/lib/model/health-types';
import { outsideRequest } from '@/lib/telemetry/request-id';
import { allRecorded } from './health-recorder';
import { observeInstanceHealth } from './instance-health';
import { inventory, type Inventory } from './inventory';
import { holdHealthFor, observedHealth } from './observed-health';
import { rowsOf } from './region-copy';
import { claimRegions, releaseRegions, type SweptRegions } from './swept-regions';

/**
 * Continuously observes the health of every instance in the regions somebody is viewing: one call each, a few in
 * parallel, at idle priority. Without viewers there are no calls. See docs/decisions/090.
 */

/**
 * How long a region is swept after a page of it was last rendered: three times as long as a page waits between polls.
 */
const LEASE_MILLIS = 90_000;
/** How soon new or changed rows are noticed if no page is rendered in the meantime. */
const NOTICE_MILLIS = 1_000;
/** Repeated requests within this time get the existing result. */
const FRESH_MILLIS = 10_000;
type InstanceKey = { regionId: string; loadBalancerId: string };

type Sweep = {
  inv: Inventory;
  /** Until when (epoch ms) each region is swept. */
  leases: Map<string, number>;
  swept: SweptRegions;
  onScreen: ReadonlySet<string>;
  /** Instances a reader requested, until they respond. */
  wanted: Set<string>;
  inFlight: Map<string, { regionId: string; begunAtMillis: number; done: Promise<void> }>;
  /** Instances whose newest response was a failure. */
  troubles: Map<string, { failures: number; retryAtMillis: number }>;
  /** Regions whose newest response was a failure: one call at a time probes whether they are back. */
  troubledRegions: Set<string>;
  /** The recent average duration of a successful observation; 0 if there was none. */
  callMillis: number;
  periodMillis: number;
  timer: NodeJS.Timeout | null;
};

// On globalThis because a Next server may load one module twice, and an account has one sweep.
const held: typeof globalThis & { sluiceHealthSweeps?: Map<string | null, Sweep> } = globalThis;
const sweeps = () => (held.sluiceHealthSweeps ??= new Map());

/** What somebody is viewing. */
export type Watched = { regionIds: readonly string[]; onScreen: readonly InstanceKey[] };

/**
 * Marks these regions, and the rows of these instances, as being viewed: their health is observed for a while from now
 * on, with what is on screen first among equals. Does not wait.
 */
export async function watchHealth({ regionIds, onScreen }: Watched): Promise<void> {
  const sweep = await currentSweep();
  for (const regionId of regionIds) sweep.leases.set(regionId, Date.now() + LEASE_MILLIS);
  sweep.onScreen = new Set(onScreen.map(instanceHealthKey));
  await advance(sweep);
}

/**
 * The same, and observes what is on screen now, unless that was done just before. `whole`: all of the regions,
 * including failed instances that are being left alone. Resolves when what is on screen has responded or failed; never
 * rejects for an expected failure.
 */
export async function renewHealth(watched: Watched, { whole }: { whole: boolean }): Promise<void> {
  const sweep = await currentSweep();
  const observed = await observedHealth();
  const onScreen = new Set(watched.onScreen.map(instanceHealthKey));
  const awaited: string[] = [];
  for (const { key, observedAtMillis } of candidates(sweep, observed, watched.regionIds)) {
    if (!whole && !(onScreen.has(key) && isOld(observedAtMillis))) continue;
    sweep.wanted.add(key);
    const trouble = sweep.troubles.get(key);
    if (trouble) trouble.retryAtMillis = 0;
    if (trouble || onScreen.has(key)) awaited.push(key);
  }
  await watchHealth(watched);
  while (awaited.some((key) => sweep.wanted.has(key))) {
    const calls = [...sweep.inFlight.values()].map(({ done }) => done);
    // Another inventory took over: there is nothing to wait for.
    if (calls.length === 0) return;
    await Promise.race(calls);
    await advance(sweep);
  }
}

function isOld(observedAtMillis: number | null): boolean {
  return Date.now() - (observedAtMillis ?? 0) >= FRESH_MILLIS;
}

/** How the health of some regions is being observed. */
export type HealthSchedule = {
  /** The period between observations of an instance. */
  periodMillis: number;
  /** Older observations count as unknown. */
  holdsMillis: number;
  /** What is unknown will be observed soon; false if it failed and is left alone for a while. */
  isAdvancing: boolean;
};

export async function healthSchedule(regionIds: readonly string[]): Promise<HealthSchedule> {
  const sweep = await currentSweep();
  const observed = await observedHealth();
  const isAdvancing = isDue(sweep, observed, regionIds);
  // Of this process, or of a slower one that sweeps.
  const { currentMillis } = observed;
  const periodMillis = (currentMillis * SWEEP_MILLIS) / HEALTH_CURRENT_MILLIS;
  return { periodMillis, holdsMillis: currentMillis, isAdvancing };
}

/** Whether calls are expected now because somebody is viewing. */
export async function isObservingHealth(): Promise<boolean> {
  const sweep = await currentSweep();
  const now = Date.now();
  const leased = [...sweep.leases].flatMap(([regionId, until]) => (until > now ? [regionId] : []));
  // A change just observed will be followed in a moment.
  const soon = now + CHANGED_REST_MILLIS;
  return sweep.inFlight.size > 0 || isDue(sweep, await observedHealth(), leased, soon);
}

function isDue(
  sweep: Sweep,
  observed: ObservedHealth,
  regionIds: readonly string[],
  byMillis = Date.now(),
): boolean {
  return candidates(sweep, observed, regionIds).some(
    (each) => sweep.inFlight.has(each.key) || dueAtMillis(each, sweep.periodMillis) <= byMillis,
  );
}

/** Stops making calls, and resolves when those in flight have ended: for tests. */
export async function endHealthSweep(): Promise<void> {
  const { account } = config();
  const sweep = sweeps().get(account);
  if (sweep === undefined) return;
  sweep.leases.clear();
  releaseRegions(sweep);
  sweep.wanted.clear();
  if (sweep.timer !== null) clearTimeout(sweep.timer);
  await Promise.all([...sweep.inFlight.values()].map(({ done }) => done));
  await allRecorded();
  if (sweeps().get(account) === sweep) sweeps().delete(account);
}

/** The sweep of the current account's connection. */
async function currentSweep(): Promise<Sweep> {
  const inv = await inventory();
  const { account } = config();
  const before = sweeps().get(account);
  if (before?.inv === inv) return before;
  if (before) {
    before.leases.clear();
    releaseRegions(before);
    if (before.timer !== null) clearTimeout(before.timer);
  }
  const sweep: Sweep = {
    inv,
    leases: new Map(),
    swept: { locks: new Map(), triedAtMillis: new Map() },
    onScreen: new Set(),
    wanted: new Set(),
    inFlight: new Map(),
    troubles: new Map(),
    troubledRegions: new Set(),
    callMillis: 0,
    periodMillis: SWEEP_MILLIS,
    timer: null,
  };
  sweeps().set(account, sweep);
  holdHealthFor(HEALTH_CURRENT_MILLIS);
  return sweep;
}

/** Begins what is due, and schedules the rest. */
function advance(sweep: Sweep): Promise<void> {
  return outsideRequest(() => advanceNow(sweep));
}

/** Whether this process observes it now: it sweeps the region, or a reader here requested it. */
function isOurs({ swept, inv }: Sweep, { regionId, isWanted }: Candidate): boolean {
  return isWanted || !isShared() || inv.connectionId === null || swept.locks.has(regionId);
}

async function advanceNow(sweep: Sweep): Promise<void> {
  const observed = await observedHealth();
  // No awaiting from here on: each instance found idle must be begun only once.
  const now = Date.now();
  for (const [regionId, until] of sweep.leases) if (until <= now) sweep.leases.delete(regionId);
  releaseRegions(sweep);
  // Pages do not wait for it: without the database's server they are shown all the same.
  claimRegions(sweep).then((isMore) => isMore && goOn(sweep), tell);
  const all = candidates(sweep, observed, [...sweep.leases.keys()]);
  setPeriod(sweep, all.length);
  forgetDeleted(sweep);
  const due = (each: Candidate): number => dueAtMillis(each, sweep.periodMillis);
  const dueHere = all.filter((each) => due(each) <= now && isOurs(sweep, each));
  for (const next of dueHere.toSorted(byUrgency)) {
    if (mayBegin(sweep, next, now)) begin(sweep, next, now);
  }
  if (sweep.timer !== null) clearTimeout(sweep.timer);
  sweep.timer = null;
  if (sweep.leases.size === 0) return;
  const next = Math.min(...all.map(due).filter((at) => at > now));
  sweep.timer = setTimeout(() => goOn(sweep), Math.min(NOTICE_MILLIS, next - now));
  // It does not keep a process alive that is ending.
  sweep.timer.unref();
}

/** In the background: if the database cannot be read, the next view of the list begins again. */
function goOn(sweep: Sweep): void {
  advance(sweep).catch(tell);
}

/** A deleted instance is not awaited, and results of its calls are useless. */
function forgetDeleted({ inv, wanted, troubles }: Sweep): void {
  const isThere = (key: string): boolean => {
    const copy = inv.regions.get(key.slice(0, key.indexOf('/')));
    return copy !== undefined && checkedInstances(rowsOf(copy)).has(key);
  };
  for (const key of wanted) if (!isThere(key)) wanted.delete(key);
  for (const key of troubles.keys()) if (!isThere(key)) troubles.delete(key);
}

function begin(sweep: Sweep, { key, regionId }: Candidate, now: number): void {
  const loadBalancerId = key.slice(regionId.length + 1);
  const done = observe(sweep, key, { regionId, loadBalancerId }).finally(() => {
    sweep.inFlight.delete(key);
    sweep.wanted.delete(key);
    goOn(sweep);
  });
  sweep.inFlight.set(key, { regionId, begunAtMillis: now, done });
}

/** Never rejects. */
async function observe(sweep: Sweep, key: string, instance: InstanceKey): Promise<void> {
  const startedAt = performance.now();
  let isAnswered = false;
  try {
    const result = await observeInstanceHealth(instance);
    isAnswered = result.ok;
  } catch (error) {
    // The database cannot be read, or a bug: retried like any other failure.
    if (!sweep.troubles.has(key)) tell(error);
  }
  if (isAnswered) {
    // A failing call takes as long as its timeout. Counted in the average, it would keep all observations current for
    // longer.
    sweep.callMillis = learntMillis(sweep.callMillis, performance.now() - startedAt);
    sweep.troubles.delete(key);
    sweep.troubledRegions.delete(instance.regionId);
    return;
  }
  const failures = (sweep.troubles.get(key)?.failures ?? 0) + 1;
  sweep.troubles.set(key, { failures, retryAtMillis: Date.now() + pauseAfterFailuresMillis(failures) });
  sweep.troubledRegions.add(instance.regionId);
}

/** A long sweep leaves half of the time to other calls, and its observations stay current for longer. */
function setPeriod(sweep: Sweep, instances: number): void {
  sweep.periodMillis = sweepPeriodMillis({
    instances,
    callMillis: sweep.callMillis,
    atOnce: MOST_AT_ONCE,
    leastMillis: SWEEP_MILLIS,
  });
  holdHealthFor(holdsMillis(sweep.periodMillis));
}

function holdsMillis(periodMillis: number): number {
  return (periodMillis * HEALTH_CURRENT_MILLIS) / SWEEP_MILLIS;
}

/** All instances of some regions whose servers have health to know. */
function candidates(sweep: Sweep, { instances }: ObservedHealth, regionIds: readonly string[]): Candidate[] {
  return regionIds.flatMap((regionId) => {
    const copy = sweep.inv.regions.get(regionId);
    if (copy === undefined) return [];
    return [...checkedInstances(rowsOf(copy))].map(([key, changedAtMillis]) => ({
      key,
      regionId,
      observedAtMillis: instances.get(key)?.observedAtMillis ?? null,
      changedAtMillis,
      isWanted: sweep.wanted.has(key),
      isOnScreen: sweep.onScreen.has(key),
      retryAtMillis: sweep.troubles.get(key)?.retryAtMillis ?? 0,
    }));
  });
}

function tell(error: unknown): void {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`Backend health: ${words}\n`);
}

import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  describeAccessControlList,
  describeAccessControlLists,
} from '@/lib/slb/operations/access-control-lists';
import { lastWriteMillis } from '@/lib/activity/list';
import { describeListeners } from '@/lib/slb/operations/listeners';
import { describeLoadBalancers } from '@/lib/slb/operations/load-balancers';
import {
  describePrimarySecondaryServerGroups,
  describeVServerGroups,
} from '@/lib/slb/operations/server-groups';
import type { ListenerSummary, LoadBalancer } from '@/lib/slb/responses';
import type { SlbFailure } from '@/lib/slb/result';
import { isChanging, type ListedListener, type ReadRegion, type RegionOverview } from './overview-types';
import { toListedListener, type RegionNames } from './overview-rows';

/**
 * The listeners of the chosen regions, read in parallel. What a region answered is remembered for a moment, so that
 * typing in the search box does not read the cloud at every key; a refresh and a write read again. A page that is loaded
 * shows what was read last and asks for newer once it stands.
 */

const REMEMBER_MILLIS = 15_000;
/** How long the page waits for a region before it shows the others, and for the first of all to show anything. */
const PATIENCE_MILLIS = 3_000;
const FIRST_PATIENCE_MILLIS = 10_000;

type Reading = {
  startedAtMillis: number;
  promise: Promise<RegionOverview>;
  /** What came of it, once it has ended. */
  done: RegionOverview | null;
  /** The last reading before it that gave rows. */
  before: ReadRegion | null;
  /** It threw. */
  broken: boolean;
};

// On globalThis because a Next server may load one module twice, and both must remember the same.
const held: typeof globalThis & { sluiceOverview?: Map<string, Reading> } = globalThis;

export type OverviewOptions = {
  /** Take only what began to be read after this moment (epoch ms), or is being read now. */
  newerThanMillis?: number;
  patienceMillis?: number;
  /** Rather answer with what was read last, of whatever age, than wait; a region never read is waited for. */
  rememberedFirst?: boolean;
};

/**
 * Reads the given regions, each with its own outcome: `read`, `failed` with SLB's refusal, or `reading` where no answer has
 * come within the patience (the reading goes on, a later call finds it). A region that was read before keeps those rows
 * through a reading that fails or is late. Never throws for an expected failure.
 */
export async function readOverview(
  regionIds: readonly string[],
  { newerThanMillis = 0, patienceMillis = PATIENCE_MILLIS, rememberedFirst = false }: OverviewOptions = {},
): Promise<RegionOverview[]> {
  const writtenAtMillis = await lastWriteMillis();
  const readings = await Promise.all(
    regionIds.map(async (regionId) => {
      const reading = currentReading(regionId, { newerThanMillis, writtenAtMillis, rememberedFirst });
      return { regionId, reading, old: await oldRowsOf(reading) };
    }),
  );
  const isLate = ({ startedAtMillis }: Reading): boolean => Date.now() - startedAtMillis >= patienceMillis;
  await answersOf(
    // Old rows are there already: for those who would rather not wait, and once they have been waited over.
    readings.filter(({ reading, old }) => old === null || !(rememberedFirst || isLate(reading))),
    patienceMillis,
  );
  return readings.map(({ regionId, reading, old }): RegionOverview => {
    const { done, startedAtMillis } = reading;
    if (done?.state === 'read') return { ...done, remembered: startedAtMillis <= newerThanMillis };
    const unread = done ?? { regionId, readAtMillis: startedAtMillis, state: 'reading' };
    if (old === null) return unread;
    // Nothing is amiss yet with a reading that has only begun.
    return done === null && !isLate(reading)
      ? { ...old, remembered: true }
      : { ...old, remembered: false, behind: unread };
  });
}

/** The rows that stand in while a reading has none: never such as somebody has asked Sluice to change since. */
async function oldRowsOf({ done, before }: Reading): Promise<ReadRegion | null> {
  if (before === null || done?.state === 'read') return null;
  return before.readAtMillis > (await lastWriteMillis(before.regionId)) ? before : null;
}

type Awaited = { reading: Reading; old: ReadRegion | null };

/** Waits for all answers, or as long as the patience lasts; a page with nothing on it is worth more patience. */
async function answersOf(readings: readonly Awaited[], patienceMillis: number): Promise<void> {
  const pending = readings.filter(({ reading }) => reading.done === null);
  if (pending.length === 0) return;
  const promises = pending.map(({ reading }) => reading.promise);
  const nothingYet = pending.length === readings.length && pending.every(({ old }) => old === null);
  await Promise.race([
    Promise.all(promises),
    Promise.all([
      sleep(patienceMillis, null, { ref: false }),
      nothingYet && Promise.race([Promise.any(promises), sleep(FIRST_PATIENCE_MILLIS, null, { ref: false })]),
    ]),
  ]);
}

type Bounds = { newerThanMillis: number; writtenAtMillis: number; rememberedFirst: boolean };

function currentReading(regionId: string, bounds: Bounds): Reading {
  const readings = (held.sluiceOverview ??= new Map());
  const last = readings.get(regionId);
  const now = Date.now();
  if (last && serves(last, bounds, now)) return last;

  const before = last?.done?.state === 'read' ? last.done : (last?.before ?? null);
  const promise = readRegion(regionId, now, before?.listeners ?? []);
  const reading: Reading = { startedAtMillis: now, promise, done: null, before, broken: false };
  reading.promise = settle(reading, promise);
  // Where old rows stand in, nobody waits for it; the next page that does meets what it threw.
  reading.promise.catch(() => {});
  readings.set(regionId, reading);
  return reading;
}

/** Notes the end of a reading before anybody who waits for it goes on. */
async function settle(reading: Reading, promise: Promise<RegionOverview>): Promise<RegionOverview> {
  try {
    const done = await promise;
    reading.done = done;
    return done;
  } catch (bug) {
    // Not an outcome: the page that waits for it shows it, the next one reads anew.
    reading.broken = true;
    throw bug;
  }
}

/** A reading under way is as new as any, so a region that hangs is not asked again at every refresh. */
function serves(
  reading: Reading,
  { newerThanMillis, writtenAtMillis, rememberedFirst }: Bounds,
  now: number,
): boolean {
  if (reading.broken || reading.startedAtMillis <= writtenAtMillis) return false;
  if (reading.done === null) return true;
  // A failure that is remembered would be shown after it has been mended.
  if (rememberedFirst && reading.done.state === 'read') return true;
  return reading.startedAtMillis > newerThanMillis && now - reading.startedAtMillis < REMEMBER_MILLIS;
}

async function readRegion(
  regionId: string,
  readAtMillis: number,
  before: readonly ListedListener[],
): Promise<RegionOverview> {
  const [loadBalancers, listeners, accessControlLists] = await Promise.all([
    describeLoadBalancers({ regionId }),
    describeListeners({ regionId }),
    describeAccessControlLists({ regionId }),
  ]);
  if (!loadBalancers.ok) return failed(loadBalancers.error);
  if (!listeners.ok) return failed(listeners.error);

  const names = await readNames(regionId, listeners.value);
  // Names are an ornament: where they cannot be read the ids stand alone.
  if (accessControlLists.ok)
    for (const { aclId, name } of accessControlLists.value) names.accessControlLists.set(aclId, name);

  const byId = new Map(loadBalancers.value.map((instance) => [instance.loadBalancerId, instance]));
  const since = changingSince(before);
  return {
    regionId,
    readAtMillis,
    state: 'read',
    remembered: false,
    behind: null,
    loadBalancerCount: loadBalancers.value.length,
    listeners: listeners.value.map((listener) => {
      const row = toListedListener(regionId, listener, byId.get(listener.loadBalancerId), names);
      return isChanging(row) ? { ...row, changingSinceMillis: since.get(rowKey(row)) ?? readAtMillis } : row;
    }),
  };

  function failed(error: SlbFailure): RegionOverview {
    return { regionId, readAtMillis, state: 'failed', error };
  }
}

/** The names of the groups in use, and how many entries the lists in use have. */
async function readNames(regionId: string, listeners: readonly ListenerSummary[]): Promise<RegionNames> {
  const names: RegionNames = {
    accessControlLists: new Map(),
    entryCounts: new Map(),
    vServerGroups: new Map(),
    primarySecondaryServerGroups: new Map(),
  };
  const instancesWith = (has: (listener: ListenerSummary) => unknown): Set<LoadBalancer['loadBalancerId']> =>
    new Set(listeners.filter(has).map(({ loadBalancerId }) => loadBalancerId));

  await Promise.all([
    ...[...instancesWith((listener) => listener.vServerGroupId)].map(async (loadBalancerId) => {
      const groups = await describeVServerGroups({ regionId, loadBalancerId });
      if (groups.ok) for (const group of groups.value) names.vServerGroups.set(group.vServerGroupId, group);
    }),
    ...[...instancesWith((listener) => listener.primarySecondaryServerGroupId)].map(
      async (loadBalancerId) => {
        const groups = await describePrimarySecondaryServerGroups({ regionId, loadBalancerId });
        if (!groups.ok) return;
        for (const group of groups.value)
          names.primarySecondaryServerGroups.set(group.primarySecondaryServerGroupId, group.name);
      },
    ),
    ...[...new Set(listeners.flatMap(({ aclIds }) => aclIds))].map(async (aclId) => {
      const list = await describeAccessControlList({ regionId, aclId });
      if (list.ok) names.entryCounts.set(aclId, list.value.entries.length);
    }),
  ]);
  return names;
}

/** Since when each listener has been seen in the status it was last seen in, while that is a passing one. */
function changingSince(before: readonly ListedListener[]): Map<string, number> {
  return new Map(
    before.flatMap((row) =>
      row.changingSinceMillis === null ? [] : [[rowKey(row), row.changingSinceMillis] as const],
    ),
  );
}

function rowKey(row: ListedListener): string {
  return `${row.loadBalancerId}/${row.listenerPort}/${row.protocol}/${row.status}`;
}

import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  FillProgress,
  ListedListener,
  ReadGaps,
  RegionOverview,
  UnreadRegion,
} from '@/lib/model/list-row';
import type { ListenerKey } from '@/lib/model/outcome';
import { protocolOf } from '@/lib/model/protocol';
import type { ListGaps } from '@/lib/slb/result';
import { inventory, type Inventory } from './inventory';
import { currentInventory } from './sync';
import { awaitsNames, lacksNames, sourceKey } from './names';
import { readWhole } from './reading';
import { listenerCopyKey, rowsOf, type RegionCopy } from './region-copy';
import { copiesOf, isUnread } from './regions';

/** The listeners of the selected regions as the inventory has them. */

const LISTS = sourceKey({ of: 'lists' });

/** A region that has not responded for this long is late. */
export const PATIENCE_MILLIS = 3_000;
/** How long a page waits for a full first read, with rows already streaming in and without. */
const FILL_PATIENCE_MILLIS = 1_000;
const FIRST_PATIENCE_MILLIS = 10_000;

export type OverviewOptions = {
  patienceMillis?: number;
  /** Retry a region that was never read and just failed; otherwise its failure is shown. */
  retryFailed?: boolean;
};

/**
 * Each given region with its own result (an id that is not a region has none), without a call if it was ever read. A
 * region that was never read is requested, and awaited for a while; whatever has come by then is shown. Never throws
 * for an expected failure.
 */
export async function readOverview(
  regionIds: readonly string[],
  { patienceMillis = PATIENCE_MILLIS, retryFailed = false }: OverviewOptions = {},
): Promise<RegionOverview[]> {
  const inv = await currentInventory();
  const copies = await copiesOf(inv, regionIds);
  const unread = copies.filter((copy) => isUnread(copy, { retryFailed }) || isFilling(inv, copy));
  if (unread.length > 0) await firstRows(inv, copies, unread, patienceMillis);
  return copies.map((copy) => overviewOf(inv, copy, patienceMillis));
}

/** Waits for first reads: not long if rows are streaming in, and longer for the very first data. */
async function firstRows(
  inv: Inventory,
  copies: readonly RegionCopy[],
  unread: readonly RegionCopy[],
  patienceMillis: number,
): Promise<void> {
  const readings = unread.map((copy) => readWhole(inv, copy, 'background').rowsRead);
  const all = Promise.all(readings);
  const wait = (millis: number) => Promise.race([all, sleep(millis, null, { ref: false })]);
  const firstMillis = Math.min(patienceMillis, FILL_PATIENCE_MILLIS);
  await wait(firstMillis);
  const isStreaming = copies.some((copy) => isFilling(inv, copy) && copy.listeners.size > 0);
  if (!isStreaming) await wait(patienceMillis - firstMillis);
  if (copies.every((copy) => copy.listeners.size === 0 && copy.readAtMillis === null))
    await Promise.race([Promise.any(readings), sleep(FIRST_PATIENCE_MILLIS, null, { ref: false })]);
}

function isFilling(inv: Inventory, copy: RegionCopy): boolean {
  const whole = inv.wholes.get(copy.regionId);
  return copy.readAtMillis === null && whole !== undefined && !whole.areRowsRead;
}

function overviewOf(inv: Inventory, copy: RegionCopy, patienceMillis: number): RegionOverview {
  const { regionId, failure } = copy;
  const unread = unreadOf(inv, copy, patienceMillis);
  if (copy.readAtMillis === null && copy.listeners.size === 0)
    return unread ?? { regionId, readAtMillis: startOf(inv, copy), state: 'reading' };
  return {
    regionId,
    readAtMillis: copy.readAtMillis ?? startOf(inv, copy),
    state: 'read',
    loadBalancerCount: copy.instances.size,
    listeners: rowsOf(copy),
    gaps: gapsOf(copy),
    isFilling: copy.readAtMillis === null && failure === null,
    isPartial: copy.readAtMillis === null,
    behind: unread,
  };
}

/** What a region lacks, by kind of list: groups come from one call per instance. */
function gapsOf({ gaps: { names = {}, ...rows } }: RegionCopy): ReadGaps {
  const groups = Object.entries(names).flatMap(([call, gaps]) => (call === LISTS ? [] : [gaps]));
  const accessControlLists = names[LISTS];
  return {
    ...rows,
    ...(groups.length > 0 && { groups: joinGaps(groups) }),
    ...(accessControlLists && { accessControlLists }),
  };
}

function joinGaps(gaps: readonly ListGaps[]): ListGaps {
  const short = gaps.flatMap(({ incomplete }) => incomplete ?? []);
  return {
    unread: gaps.flatMap(({ unread }) => unread),
    incomplete:
      short.length === 0
        ? null
        : short.reduce((sum, { read, of }) => ({
            read: sum.read + read,
            of: sum.of === null || of === null ? null : sum.of + of,
          })),
  };
}

function startOf(inv: Inventory, copy: RegionCopy): number {
  return inv.wholes.get(copy.regionId)?.startedAtMillis ?? Date.now();
}

/** How long until this region's pending requests are late; 0 if there are none, or all of them are. */
export function untilLateMillis(inv: Inventory, regionId: string, patienceMillis: number): number {
  const waits = [...(inv.pendingFetches.get(regionId) ?? [])].map(
    // A timer may fire a millisecond early.
    ({ lastResponseAtMillis }) => lastResponseAtMillis + patienceMillis + 1 - Date.now(),
  );
  return Math.max(0, ...waits);
}

/** The newest response if it was a failure, or a response that is taking too long. */
function unreadOf(inv: Inventory, copy: RegionCopy, patienceMillis: number): UnreadRegion | null {
  const { regionId, failure } = copy;
  const late = [...(inv.pendingFetches.get(regionId) ?? [])].filter(
    ({ lastResponseAtMillis }) => Date.now() - lastResponseAtMillis >= patienceMillis,
  );
  if (late.length > 0)
    return {
      regionId,
      readAtMillis: Math.max(...late.map(({ lastResponseAtMillis }) => lastResponseAtMillis)),
      state: 'reading',
    };
  if (failure === null) return null;
  return { regionId, readAtMillis: failure.atMillis, state: 'failed', error: failure.error };
}

/** When the oldest of these rows was read (epoch ms); ignores rows that a newer read failed to confirm. */
export async function rowsReadAtMillis(
  rows: readonly RowPlace[],
): Promise<{ oldest: number; oldestInOrder: number }> {
  const inv = await inventory();
  let oldest = Infinity;
  let oldestInOrder = Infinity;
  for (const row of rows) {
    const copy = inv.regions.get(row.regionId);
    const at = rowReadAtMillis(inv, row) ?? 0;
    if (at < oldest) oldest = at;
    if (copy !== undefined && copy.failure === null && copy.readAtMillis !== null && at < oldestInOrder)
      oldestInOrder = at;
  }
  return { oldest, oldestInOrder };
}

type RowPlace = Pick<ListedListener, 'regionId' | 'loadBalancerId'>;

function rowReadAtMillis(inv: Inventory, { regionId, loadBalancerId }: RowPlace): number | null {
  const copy = inv.regions.get(regionId);
  return copy?.instances.get(loadBalancerId)?.listenersRequestedAtMillis ?? copy?.readAtMillis ?? null;
}

/** Returns when a row was read (epoch ms), without a call; null if unknown. */
export async function readTimes(): Promise<(row: RowPlace) => number | null> {
  const inv = await inventory();
  return (row) => rowReadAtMillis(inv, row);
}

/** When the row of one listener was last requested (epoch ms), also by a write of Sluice; null without such a row. */
export async function rowRequestedAtMillis(key: ListenerKey): Promise<number | null> {
  const copy = (await inventory()).regions.get(key.regionId);
  return copy?.listeners.get(listenerCopyKey(key, protocolOf(key)))?.requestedAtMillis ?? null;
}

/** How many of these rows wait for pending names: groups and lists come after the listeners (names.ts). */
export async function rowsAwaitingNames(rows: readonly ListedListener[]): Promise<number> {
  const inv = await inventory();
  const isComing = (regionId: string): boolean =>
    (inv.regions.get(regionId)?.pendingNames.size ?? 0) > 0 || inv.wholes.get(regionId)?.isDone === false;
  return rows.filter((row) => isComing(row.regionId) && lacksNames(row)).length;
}

/** Progress of these regions' first read; null if each has been read, or could not be. */
export async function fillProgress(regionIds: readonly string[]): Promise<FillProgress | null> {
  const inv = await inventory();
  const copies = regionIds.flatMap((regionId) => inv.regions.get(regionId) ?? []);
  if (!copies.some((copy) => isFilling(inv, copy))) return null;
  return {
    regionsDone: copies.filter((copy) => !isFilling(inv, copy)).length,
    regionCount: copies.length,
    instanceCount: copies.reduce((sum, { instances }) => sum + instances.size, 0),
    listenerCount: copies.reduce((sum, { listeners }) => sum + listeners.size, 0),
  };
}

/** The state of the whole inventory, for monitoring. */
export type InventoryState = {
  /** Some regions are still to be read for the first time. */
  filling: boolean;
  /** Names of groups, or entry counts of lists, are still to come. */
  naming: boolean;
  regions: { known: number; read: number; failed: number };
  instances: number;
  listeners: number;
  oldestReadAt: string | null;
};

export async function inventoryState(): Promise<InventoryState> {
  const inv = await currentInventory();
  const copies = [...inv.regions.values()];
  const read = copies.flatMap(({ readAtMillis }) => (readAtMillis === null ? [] : [readAtMillis]));
  return {
    filling:
      copies.length === 0 ||
      copies.some(({ readAtMillis, failure }) => readAtMillis === null && failure === null),
    naming: copies.some(awaitsNames),
    regions: {
      known: copies.length,
      read: read.length,
      failed: copies.filter(({ failure }) => failure !== null).length,
    },
    instances: copies.reduce((sum, { instances }) => sum + instances.size, 0),
    listeners: copies.reduce((sum, { listeners }) => sum + listeners.size, 0),
    oldestReadAt: read.length === 0 ? null : new Date(Math.min(...read)).toISOString(),
  };
}

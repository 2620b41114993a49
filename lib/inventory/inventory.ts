import 'server-only';
import { config } from '@/lib/config';
import { whereThereIsRoom } from '@/lib/db/storage';
import { nameRegions } from '@/lib/slb/named-regions';
import type { Region } from '@/lib/slb/responses';
import type { ListGaps, SlbResult } from '@/lib/slb/result';
import { connectionIdentity } from './connection';
import type { RegionCopy } from './region-copy';
import { loadRegions, saveRegions } from './store';

/** Something that is being asked of a region, and when it last gave an answer (epoch ms). */
export type PendingFetch = { lastAnswerAtMillis: number };

/** A reading of all of a region. */
export type RegionSync = {
  startedAtMillis: number;
  /** The instances have been answered, or will not be. */
  instances: Promise<void>;
  /** All listeners stand, or what could be read of them does. */
  standing: Promise<void>;
  /** Their names as well. */
  done: Promise<void>;
  isStanding: boolean;
  isDone: boolean;
};

/** The copy of one connection, in memory: what every page is made of. */
export type Inventory = {
  /** Null where there are no credentials: nothing can be read then, and nothing is kept. */
  connectionId: number | null;
  /** Those that DescribeRegions told of, and no others: what else is named, in an address or a post, leaves nothing behind. */
  regions: Map<string, RegionCopy>;
  /** When DescribeRegions was last answered; null where it was not since Sluice started. */
  regionsReadAtMillis: number | null;
  /** What its answer lacked; null where it was whole. */
  regionsGaps: ListGaps | null;
  /** By region: the last whole reading, under way or done. */
  wholes: Map<string, RegionSync>;
  /** By region: everything that is being asked of it. */
  pendingFetches: Map<string, Set<PendingFetch>>;
  /** By region and instances: readings of a part that are under way. */
  parts: Map<string, { startedAtMillis: number; done: Promise<void> }>;
  /** DescribeRegions under way, by language. */
  regionsReading: Map<string, Promise<SlbResult<Region[]>>>;
  /** Copies to be written, and the write that will: one at a time, so that many regions share a commit. */
  writing: { copies: Set<RegionCopy>; next: Promise<void> | null; last: Promise<unknown> };
};

type Loaded = { identity: string | null; dataDir: string; promise: Promise<Inventory> };

// On globalThis because a Next server may load one module twice, and both must know the same.
const held: typeof globalThis & { sluiceInventory?: Loaded } = globalThis;

/**
 * The inventory of the connection that Sluice has now, from the disk at its first use. Another key or sandbox is another
 * inventory: nobody sees what was read with a key that is no longer there. Throws when the database cannot be read.
 */
export async function inventory(): Promise<Inventory> {
  const identity = await connectionIdentity();
  const { dataDir } = config();
  const { sluiceInventory: loaded } = held;
  if (loaded !== undefined && loaded.identity === identity && loaded.dataDir === dataDir)
    return loaded.promise;
  const next: Loaded = { identity, dataDir, promise: load(identity) };
  held.sluiceInventory = next;
  next.promise.catch(() => {
    // Whoever asks next tries again.
    if (held.sluiceInventory === next) delete held.sluiceInventory;
  });
  return next.promise;
}

/** Makes the next `inventory()` read the disk again, as a start of Sluice does: for tests. */
export function forgetInventory(): void {
  delete held.sluiceInventory;
}

async function load(identity: string | null): Promise<Inventory> {
  const { connectionId, regions } =
    identity === null
      ? { connectionId: null, regions: new Map<string, RegionCopy>() }
      : await loadRegions(identity);
  // DescribeRegions gave them their names, before this process began.
  const named = [...regions.values()].filter(({ names }) => Object.keys(names).length > 0);
  nameRegions(
    config().connection,
    named.map(({ regionId }) => regionId),
  );
  return {
    connectionId,
    regions,
    regionsReadAtMillis: null,
    regionsGaps: null,
    wholes: new Map(),
    pendingFetches: new Map(),
    parts: new Map(),
    regionsReading: new Map(),
    writing: { copies: new Set(), next: null, last: Promise.resolve() },
  };
}

/** Writes what changed of a region to the disk; what a full disk does not take is written with the next change. */
export function save({ connectionId, writing }: Inventory, copy: RegionCopy): Promise<void> {
  if (connectionId === null) return Promise.resolve();
  writing.copies.add(copy);
  writing.next ??= writing.last.then(() => {
    const copies = [...writing.copies];
    writing.copies.clear();
    writing.next = null;
    const write = saveWhereThereIsRoom(connectionId, copies);
    writing.last = write.catch(() => {});
    return write;
  });
  return writing.next;
}

async function saveWhereThereIsRoom(connectionId: number, copies: readonly RegionCopy[]): Promise<void> {
  await whereThereIsRoom(() => saveRegions(connectionId, copies));
}

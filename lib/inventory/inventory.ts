import 'server-only';
import { config, type Connection } from '@/lib/config';
import { isShared } from '@/lib/db/database';
import { whereThereIsRoom } from '@/lib/db/storage';
import { nameRegions } from '@/lib/slb/named-regions';
import type { Region } from '@/lib/slb/responses';
import type { ListGaps, SlbResult } from '@/lib/slb/result';
import { connectionIdentity } from './connection';
import type { RegionCopy } from './region-copy';
import { saveRegions } from './save-regions';
import { loadRegions } from './store';

/** A pending request to a region, and when it last returned something (epoch ms). */
export type PendingFetch = { lastResponseAtMillis: number };

/** A full read of a region. */
export type RegionSync = {
  startedAtMillis: number;
  /** Resolves when the instances have been returned, or will not be. */
  instances: Promise<void>;
  /** Resolves when all listeners are stored, as far as they could be read. */
  rowsRead: Promise<void>;
  /** Resolves when their names are stored as well. */
  done: Promise<void>;
  areRowsRead: boolean;
  isDone: boolean;
};

/** The copy of one connection, in memory: every page is built from it. */
export type Inventory = {
  /** Null without credentials: nothing can be read then, and nothing is stored. */
  connectionId: number | null;
  /** How it is read. */
  connection: Connection;
  /** Those DescribeRegions listed, and no others: an unknown id in a URL or a request leaves nothing behind. */
  regions: Map<string, RegionCopy>;
  /** When DescribeRegions last responded; null if it has not since Sluice started. */
  regionsReadAtMillis: number | null;
  /** What its response lacked; null if it was complete. */
  regionsGaps: ListGaps | null;
  /** By region: the last full read, pending or done. */
  wholes: Map<string, RegionSync>;
  /** By region: all pending requests to it. */
  pendingFetches: Map<string, Set<PendingFetch>>;
  /** By region and instances: pending partial reads. */
  parts: Map<string, { startedAtMillis: number; done: Promise<void> }>;
  /** Pending DescribeRegions calls, by language. */
  regionsReading: Map<string, Promise<SlbResult<Region[]>>>;
  /** Copies to be written, and the pending write: one at a time, so that many regions share a commit. */
  writing: {
    copies: Set<RegionCopy>;
    next: Promise<void> | null;
    last: Promise<unknown>;
    soon: NodeJS.Timeout | null;
  };
  /** Loads of what other processes have written, one at a time, and who waits for one (sync.ts). */
  syncing: { next: Promise<void> | null; last: Promise<unknown>; waiting: (() => void)[] };
};

type Loaded = { identity: string | null; dataDir: string; promise: Promise<Inventory> };

// On globalThis because a Next server may load one module twice, and both must share it.
const held: typeof globalThis & { sluiceInventories?: Map<string | null, Loaded> } = globalThis;
const inventories = () => (held.sluiceInventories ??= new Map());

/**
 * The inventory of the current connection, loaded from disk on first use. Another account or sandbox has another
 * inventory: nobody sees what was read from it. Throws if the database cannot be read.
 */
export async function inventory(): Promise<Inventory> {
  const identity = await connectionIdentity();
  const { dataDir, account } = config();
  const loaded = inventories().get(account);
  if (loaded !== undefined && loaded.identity === identity && loaded.dataDir === dataDir)
    return loaded.promise;
  const next: Loaded = { identity, dataDir, promise: load(identity) };
  inventories().set(account, next);
  next.promise.catch(() => {
    // The next caller tries again.
    if (inventories().get(account) === next) inventories().delete(account);
  });
  return next.promise;
}

/** The inventories in memory, by account. */
export function openInventories(): [account: string | null, Promise<Inventory>][] {
  return [...inventories()].map(([account, { promise }]) => [account, promise]);
}

/** Makes the next `inventory()` read the disk again, as after a restart: for tests. */
export function forgetInventory(): void {
  inventories().clear();
}

async function load(identity: string | null): Promise<Inventory> {
  const { connectionId, regions } =
    identity === null
      ? { connectionId: null, regions: new Map<string, RegionCopy>() }
      : await loadRegions(identity);
  // DescribeRegions returned their names before this process began.
  const named = [...regions.values()].filter(({ names }) => Object.keys(names).length > 0);
  const { connection } = config();
  nameRegions(
    connection,
    named.map(({ regionId }) => regionId),
  );
  return {
    connectionId,
    connection,
    regions,
    regionsReadAtMillis: null,
    regionsGaps: null,
    wholes: new Map(),
    pendingFetches: new Map(),
    parts: new Map(),
    regionsReading: new Map(),
    writing: { copies: new Set(), next: null, last: Promise.resolve(), soon: null },
    syncing: { next: null, last: Promise.resolve(), waiting: [] },
  };
}

/** Writes a region's changes to disk. What a full disk rejects is written with the next change. */
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

/** Writes a region's changes with the next ones, or once `saveKept` is called: for changes that come in quick succession. */
export function keepForSave(inv: Inventory, copy: RegionCopy): void {
  const { connectionId, writing } = inv;
  if (connectionId === null) return;
  writing.copies.add(copy);
  // Other processes know only what the database has.
  if (isShared()) writing.soon ??= setTimeout(() => saveSoon(inv, copy), SOON_MILLIS).unref();
}

const SOON_MILLIS = 300;

function saveSoon(inv: Inventory, copy: RegionCopy): void {
  inv.writing.soon = null;
  // What cannot be written now is written with the next change.
  save(inv, copy).catch(() => {});
}

/** Writes what was kept for the next save. */
export async function saveKept(): Promise<void> {
  const inv = await inventory();
  const [copy] = inv.writing.copies;
  if (copy !== undefined) await save(inv, copy);
}

async function saveWhereThereIsRoom(connectionId: number, copies: readonly RegionCopy[]): Promise<void> {
  await whereThereIsRoom(() => saveRegions(connectionId, copies));
}

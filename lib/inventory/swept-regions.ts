import 'server-only';
import { config } from '@/lib/config';
import { trySharedLock, type SharedLock } from '@/lib/db/shared-locks';
import type { Inventory } from './inventory';

/** Where several processes use the database: the regions whose health this one sweeps, and when it last tried for others. */
export type SweptRegions = { locks: Map<string, SharedLock>; triedAtMillis: Map<string, number> };

/** Those that somebody is viewing here. */
type Viewed = { inv: Inventory; leases: ReadonlyMap<string, number>; swept: SweptRegions };

/** How soon another process goes on with a region if the one that swept it has died or has no viewers. */
const TAKE_OVER_MILLIS = 2_000;

/**
 * Claims the regions somebody is viewing here, as far as no other process sweeps them; returns whether it got any. Tried
 * again later if the server cannot be reached.
 */
export async function claimRegions(viewed: Viewed): Promise<boolean> {
  const { databaseUrl } = config();
  if (databaseUrl === null) return false;
  const { inv, leases, swept } = viewed;
  const now = Date.now();
  const unclaimed = [...leases.keys()].filter(
    (regionId) =>
      !swept.locks.has(regionId) && now - (swept.triedAtMillis.get(regionId) ?? 0) >= TAKE_OVER_MILLIS,
  );
  for (const regionId of unclaimed) swept.triedAtMillis.set(regionId, now);
  const claims = unclaimed.map(async (regionId): Promise<[string, SharedLock | null]> => [
    regionId,
    await trySharedLock(databaseUrl, `sweep ${inv.connectionId} ${regionId}`),
  ]);
  // All of them before any is swept: what is most urgent may be in the last.
  for (const result of await Promise.allSettled(claims)) {
    if (result.status === 'rejected') continue;
    const [regionId, lock] = result.value;
    if (lock !== null) swept.locks.set(regionId, lock);
  }
  // Nobody may be viewing them any longer.
  releaseRegions(viewed);
  return unclaimed.some((regionId) => swept.locks.has(regionId));
}

/** Leaves regions that nobody is viewing here to other processes, and those whose lock was lost. */
export function releaseRegions({ leases, swept: { locks } }: Viewed): void {
  for (const [regionId, lock] of locks) {
    if (leases.has(regionId) && lock.isHeld()) continue;
    lock.release();
    locks.delete(regionId);
  }
}

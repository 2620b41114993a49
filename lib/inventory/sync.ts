import 'server-only';
import { inAccount } from '@/lib/config';
import { database, isShared } from '@/lib/db/database';
import { whereReachable } from '@/lib/db/storage';
import { listen } from '@/lib/db/wake';
import { nameRegions } from '@/lib/slb/named-regions';
import { outsideRequest } from '@/lib/telemetry/request-id';
import { CHANNEL } from './changes';
import { inventory, openInventories, type Inventory } from './inventory';
import { loadChanges } from './load-changes';
import { newRegionCopy, type RegionCopy } from './region-copy';

/**
 * The inventory of the current connection, with everything that other processes have written to it until now. That is
 * one query if there is nothing; a page that begins after a write of another process shows it.
 */
export async function currentInventory(): Promise<Inventory> {
  const inv = await inventory();
  if (isShared()) {
    // Most changes are there before a page asks.
    listen(CHANNEL, hear);
    await syncInventory(inv);
  }
  return inv;
}

/** Loads what other processes have written; joins a load that has not begun. Nothing is missed: it looks now or later. */
export function syncInventory(inv: Inventory): Promise<void> {
  if (inv.connectionId === null) return Promise.resolve();
  const { syncing } = inv;
  syncing.next ??= afterLast(inv, inv.connectionId);
  return syncing.next;
}

async function afterLast(inv: Inventory, connectionId: number): Promise<void> {
  const { syncing } = inv;
  await syncing.last;
  syncing.next = null;
  const loading = load(inv, connectionId);
  syncing.last = loading.catch(() => {});
  await loading;
}

async function load(inv: Inventory, connectionId: number): Promise<void> {
  const newCopy = (regionId: string): RegionCopy => {
    // Another process has heard of it first.
    const copy = newRegionCopy(regionId);
    inv.regions.set(regionId, copy);
    nameRegions(inv.connection, [regionId]);
    return copy;
  };
  await whereReachable(
    async () => loadChanges(await database(), connectionId, inv.regions.values(), { newCopy }),
    // What is in memory is shown.
    () => {},
  );
  for (const tell of inv.syncing.waiting.splice(0)) tell();
}

/** Resolves when another process has written something that is loaded by then, or after a while. */
export function nextChange(inv: Inventory, atMostMillis: number): Promise<void> {
  return new Promise((resolve) => {
    inv.syncing.waiting.push(resolve);
    setTimeout(resolve, atMostMillis).unref();
  });
}

/** In the background: what cannot be loaded is loaded for the next page, which says why not. */
function hear(message: string | null): void {
  for (const [account, loaded] of openInventories())
    inAccount(account, () =>
      outsideRequest(() => {
        loaded
          .then((inv) => (message === null || isNews(inv, message) ? syncInventory(inv) : undefined))
          .catch(() => {});
      }),
    );
}

function isNews({ connectionId, regions }: Inventory, message: string): boolean {
  const [id, regionId = '', version] = message.split(' ');
  return Number(id) === connectionId && (regions.get(regionId)?.version ?? 0) < Number(version);
}

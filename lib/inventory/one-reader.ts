import 'server-only';
import { config } from '@/lib/config';
import { database } from '@/lib/db/database';
import { trySharedLock } from '@/lib/db/shared-locks';
import { save, type Inventory } from './inventory';
import type { RegionCopy } from './region-copy';
import { loadChanges } from './load-changes';
import { nextChange } from './sync';

/** While another process reads: how soon its end is noticed if it died without a word. */
const DEAD_READER_MILLIS = 1_000;

/**
 * Reads something of a region while no other process does, and saves it; or awaits the process that is reading it, and
 * loads what it saved. `isRead` says whether what is wanted has been loaded. Returns whether this process has read.
 */
export async function byOneProcess(
  inv: Inventory,
  copy: RegionCopy,
  { name, isRead, read }: { name: string; isRead: () => boolean; read: () => Promise<void> },
): Promise<boolean> {
  const { databaseUrl } = config();
  if (databaseUrl === null || inv.connectionId === null) {
    await read();
    return true;
  }
  for (;;) {
    const lock = await trySharedLock(databaseUrl, `read ${inv.connectionId} ${name}`);
    try {
      // Not all regions: many may be read at the same time.
      await loadChanges(await database(), inv.connectionId, [copy]);
      if (isRead()) return false;
      if (lock !== null) {
        await read();
        await save(inv, copy);
        return true;
      }
    } finally {
      lock?.release();
    }
    await nextChange(inv, DEAD_READER_MILLIS);
  }
}

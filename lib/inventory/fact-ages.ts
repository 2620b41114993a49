import 'server-only';
import type { ListedListener } from '@/lib/model/list-row';
import { inventory, type Inventory } from './inventory';
import { namesReadAt } from './names';

/** How much older than its listener a related fact may be and still be covered by the row's age. */
export const NAMES_FRESH_MILLIS = 20_000;

/** The cells of a row with facts from calls other than the listener's own. */
export type JoinedCell = 'instance' | 'backend' | 'access';
/** When these cells' facts were read (epoch ms), if that is longer ago than the page's age. */
export type OlderFacts = Partial<Record<JoinedCell, number>>;

type Row = Pick<ListedListener, 'regionId' | 'loadBalancerId' | 'backend' | 'access'>;

/**
 * The age of the rows, given when the oldest of their listeners was read: one age for everything that is not marked,
 * and what to mark because it is older. So no fact is older than what is stated next to it.
 */
export async function agesOfFacts(
  rows: readonly Row[],
  listenersReadAtMillis: number,
): Promise<{ readAtMillis: number; olderOf: (row: Row) => OlderFacts | undefined }> {
  const inv = await inventory();
  const limit = listenersReadAtMillis - NAMES_FRESH_MILLIS;
  let readAtMillis = listenersReadAtMillis;
  for (const row of rows)
    for (const at of Object.values(factsOf(inv, row)))
      if (at >= limit) readAtMillis = Math.min(readAtMillis, at);
  return {
    readAtMillis,
    olderOf: (row) => {
      const older = Object.entries(factsOf(inv, row)).filter(([, at]) => at < limit);
      return older.length === 0 ? undefined : Object.fromEntries(older);
    },
  };
}

/** When each cell's oldest fact was read. What was never read shows as unknown and has no age. */
function factsOf(inv: Inventory, row: Row): OlderFacts {
  const copy = inv.regions.get(row.regionId);
  if (copy === undefined) return {};
  const instance = copy.instances.get(row.loadBalancerId)?.requestedAtMillis ?? null;
  const { backend, access } = namesReadAt(copy, row);
  return {
    ...(instance !== null && { instance }),
    ...(backend !== null && { backend }),
    ...(access !== null && { access }),
  };
}

/** When the oldest fact of a row was read (epoch ms); `listenerReadAtMillis` is when its listener was. */
export async function oldestFactTimes(): Promise<(row: Row, listenerReadAtMillis: number) => number> {
  const inv = await inventory();
  return (row, listenerReadAtMillis) => Math.min(listenerReadAtMillis, ...Object.values(factsOf(inv, row)));
}

/** When the oldest entries of the lists in use in these regions were read (epoch ms); null if none are in use. */
export async function entriesReadAtMillis(regionIds: readonly string[]): Promise<number | null> {
  const inv = await inventory();
  const times = regionIds.flatMap((regionId) =>
    [...(inv.regions.get(regionId)?.namesReadAtMillis ?? [])].flatMap(([word, at]) =>
      word.startsWith('entries ') ? [at] : [],
    ),
  );
  return times.length === 0 ? null : Math.min(...times);
}

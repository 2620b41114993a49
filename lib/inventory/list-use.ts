import 'server-only';
import { currentInventory } from './sync';
import { sourceKey } from './names';
import { rowsOf } from './region-copy';

/** What was read longer ago is not said of now. */
const RECENT_MILLIS = 600_000;

export type ListUse = {
  /** How many listeners are bound to it; null if that is not known of all listeners. */
  usedBy: number | null;
  /** Null: its entries were not read, which those of lists without a listener never are. */
  entryCount: number | null;
};

/** How the access control lists of a region are used, as far as the inventory knows. Makes no call. */
export async function listUseIn(
  regionId: string,
  nowMillis = Date.now(),
): Promise<(aclId: string) => ListUse> {
  const copy = (await currentInventory()).regions.get(regionId);
  const isRecent = (atMillis: number | null | undefined): boolean =>
    typeof atMillis === 'number' && nowMillis - atMillis <= RECENT_MILLIS;
  const rows = copy === undefined ? [] : rowsOf(copy);
  const isWhole =
    copy !== undefined &&
    isRecent(copy.readAtMillis) &&
    copy.gaps.listeners === null &&
    copy.gaps.instances === null &&
    rows.every(({ access }) => access.status !== 'unknown');
  const used = new Map<string, number>();
  for (const { access } of rows)
    for (const { aclId } of access.status === 'on' ? access.lists : [])
      used.set(aclId, (used.get(aclId) ?? 0) + 1);
  return (aclId) => ({
    usedBy: isWhole ? (used.get(aclId) ?? 0) : null,
    entryCount: isRecent(copy?.namesReadAtMillis.get(sourceKey({ of: 'entries', aclId })))
      ? (copy?.accessControlLists.get(aclId)?.entries?.length ?? null)
      : null,
  });
}

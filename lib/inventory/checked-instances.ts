import { instanceHealthKey, isChecked, type CheckedListener } from '@/lib/model/row-health';

/** Cached as long as the array of rows exists: nothing in it changes. */
const kept = new WeakMap<readonly CheckedListener[], ReadonlyMap<string, number>>();

/**
 * The instances whose servers have health to know, by `instanceHealthKey`, and when one of their listeners was last
 * observed to change.
 */
export function checkedInstances(rows: readonly CheckedListener[]): ReadonlyMap<string, number> {
  const before = kept.get(rows);
  if (before !== undefined) return before;
  const instances = new Map<string, number>();
  for (const row of rows) {
    if (!isChecked(row)) continue;
    const key = instanceHealthKey(row);
    instances.set(key, Math.max(instances.get(key) ?? 0, row.changedAtMillis ?? 0));
  }
  kept.set(rows, instances);
  return instances;
}

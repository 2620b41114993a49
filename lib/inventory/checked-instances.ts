import { instanceHealthKey, isChecked, type CheckedListener } from '@/lib/model/row-health';

/** Kept for as long as the array of rows is: nothing in it changes. */
const kept = new WeakMap<readonly CheckedListener[], ReadonlyMap<string, number>>();

/** The instances of whose servers something is to be known, by `instanceHealthKey`, and when one of their listeners was last seen to change. */
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

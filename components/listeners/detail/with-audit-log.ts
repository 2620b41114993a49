import type { RecordedActivity } from '@/lib/activity/list';
import type { ObservedChange } from '@/lib/inventory/observed-change';

/** Counts Sluice's own changes as observed, even in a region whose listeners were never read. */
export function withAuditLog(
  observed: ObservedChange,
  /** The newest first. */
  lines: readonly Pick<RecordedActivity, 'outcome' | 'at'>[],
): ObservedChange {
  const done = lines.find(({ outcome }) => outcome === 'succeeded');
  if (done === undefined) return observed;
  return { ...observed, changedAtMillis: Math.max(observed.changedAtMillis ?? 0, Date.parse(done.at)) };
}

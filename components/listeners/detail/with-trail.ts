import type { RecordedActivity } from '@/lib/activity/list';
import type { SeenChange } from '@/lib/inventory/seen-change';

/** What Sluice has changed itself it has seen to change, also in a region whose listeners were never read. */
export function withTrail(
  seen: SeenChange,
  /** The newest first. */
  lines: readonly Pick<RecordedActivity, 'outcome' | 'at'>[],
): SeenChange {
  const done = lines.find(({ outcome }) => outcome === 'succeeded');
  if (done === undefined) return seen;
  return { ...seen, changedAtMillis: Math.max(seen.changedAtMillis ?? 0, Date.parse(done.at)) };
}

import type { Candidate } from './health-order';

/** The calls of a sweep that are under way, and what is known of those that failed. Times are epoch ms. */
export type SweepCalls = {
  underWay: ReadonlyMap<string, { regionId: string; begunAtMillis: number }>;
  /** By instance: those whose newest answer was a failure. */
  troubles: ReadonlyMap<string, unknown>;
  /** Regions whose newest answer was a failure: one call at a time finds out whether they are back. */
  troubledRegions: ReadonlySet<string>;
};

type Instance = Pick<Candidate, 'key' | 'regionId'>;

/** More would take turns from what other calls the rate leaves room for. */
export const MOST_AT_ONCE = 4;
/** So many of them at most go to what hangs or failed: the health of others does not wait for it. */
const MOST_DOUBTFUL = 2;
/** A call that takes so long may be one that is never answered. */
export const HANGS_AFTER_MILLIS = 2_000;

/** Whether a call about this instance may begin now, beside those that are under way. */
export function mayBegin(calls: SweepCalls, next: Instance, nowMillis: number): boolean {
  const { underWay, troubledRegions } = calls;
  if (underWay.has(next.key)) return false;
  const doubtful = [...underWay].filter(([key, { regionId }]) =>
    isDoubtful(calls, { key, regionId }, nowMillis),
  ).length;
  // Those that hang take no place from others, however many began before that was known.
  if (underWay.size - doubtful + Math.min(doubtful, MOST_DOUBTFUL) >= MOST_AT_ONCE) return false;
  if (!isDoubtful(calls, next, nowMillis)) return true;
  if (doubtful >= MOST_DOUBTFUL) return false;
  return !(troubledRegions.has(next.regionId) && hasCall(calls, next.regionId));
}

/** Whether an answer is not to be expected soon: the newest was a failure, or another one of its region is being waited for too long. */
function isDoubtful(calls: SweepCalls, { key, regionId }: Instance, nowMillis: number): boolean {
  const { underWay, troubles, troubledRegions } = calls;
  if (troubles.has(key) || troubledRegions.has(regionId)) return true;
  return [...underWay.values()].some(
    (call) => call.regionId === regionId && nowMillis - call.begunAtMillis > HANGS_AFTER_MILLIS,
  );
}

function hasCall({ underWay }: SweepCalls, regionId: string): boolean {
  return [...underWay.values()].some((call) => call.regionId === regionId);
}

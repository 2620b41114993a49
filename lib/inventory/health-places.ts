import type { Candidate } from './health-order';

/** The calls of a sweep in flight, and what is known about those that failed. Times are epoch ms. */
export type SweepCalls = {
  inFlight: ReadonlyMap<string, { regionId: string; begunAtMillis: number }>;
  /** By instance: those whose newest response was a failure. */
  troubles: ReadonlyMap<string, unknown>;
  /** Regions whose newest response was a failure: one call at a time probes whether they are back. */
  troubledRegions: ReadonlySet<string>;
};

type Instance = Pick<Candidate, 'key' | 'regionId'>;

/** More would take slots from other calls within the rate. */
export const MOST_AT_ONCE = 4;
/** At most this many go to hanging or failed instances, so that others do not wait for them. */
const MOST_DOUBTFUL = 2;
/** A call that takes this long may never get a response. */
export const HANGS_AFTER_MILLIS = 2_000;

/** Whether a call for this instance may begin now, next to those in flight. */
export function mayBegin(calls: SweepCalls, next: Instance, nowMillis: number): boolean {
  const { inFlight, troubledRegions } = calls;
  if (inFlight.has(next.key)) return false;
  const doubtful = [...inFlight].filter(([key, { regionId }]) =>
    isDoubtful(calls, { key, regionId }, nowMillis),
  ).length;
  // Hanging calls take no slot from others, however many began before that was known.
  if (inFlight.size - doubtful + Math.min(doubtful, MOST_DOUBTFUL) >= MOST_AT_ONCE) return false;
  if (!isDoubtful(calls, next, nowMillis)) return true;
  if (doubtful >= MOST_DOUBTFUL) return false;
  return !(troubledRegions.has(next.regionId) && hasCall(calls, next.regionId));
}

/** Whether no response is expected soon: the newest was a failure, or another one in its region is taking too long. */
function isDoubtful(calls: SweepCalls, { key, regionId }: Instance, nowMillis: number): boolean {
  const { inFlight, troubles, troubledRegions } = calls;
  if (troubles.has(key) || troubledRegions.has(regionId)) return true;
  return [...inFlight.values()].some(
    (call) => call.regionId === regionId && nowMillis - call.begunAtMillis > HANGS_AFTER_MILLIS,
  );
}

function hasCall({ inFlight }: SweepCalls, regionId: string): boolean {
  return [...inFlight.values()].some((call) => call.regionId === regionId);
}

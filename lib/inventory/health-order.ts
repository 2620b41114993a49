/** An instance whose health is to be observed. Times are epoch ms. */
export type Candidate = {
  /** `instanceHealthKey`. */
  key: string;
  regionId: string;
  /** When all its listeners were last asked for; null where they never were. */
  observedAtMillis: number | null;
  /** When one of its listeners was last seen to appear or change; 0 where none was. */
  changedAtMillis: number;
  /** Its rows are on a screen that is being read again. */
  isWanted: boolean;
  isOnScreen: boolean;
  /** After a failure it is not asked before this. */
  retryAtMillis: number;
};

/** An instance that changes all the time is not asked all the time. Changes are seen by readings, which are seldom closer. */
export const CHANGED_REST_MILLIS = 250;

/** When it is to be observed. */
export function dueAtMillis(candidate: Candidate, periodMillis: number): number {
  const { observedAtMillis, isWanted, retryAtMillis } = candidate;
  if (observedAtMillis === null || isWanted) return retryAtMillis;
  const restMillis = hasChanged(candidate) ? CHANGED_REST_MILLIS : periodMillis;
  return Math.max(retryAtMillis, observedAtMillis + restMillis);
}

function hasChanged({ observedAtMillis, changedAtMillis }: Candidate): boolean {
  return observedAtMillis !== null && changedAtMillis > observedAtMillis;
}

/** Most urgent first: wanted (a screenful), never observed, changed since, then the oldest; among equals those on the screen. */
export function byUrgency(a: Candidate, b: Candidate): number {
  return (
    urgencyOf(a) - urgencyOf(b) ||
    Number(b.isOnScreen) - Number(a.isOnScreen) ||
    (a.observedAtMillis ?? 0) - (b.observedAtMillis ?? 0)
  );
}

function urgencyOf(candidate: Candidate): number {
  if (candidate.isWanted) return 0;
  if (candidate.observedAtMillis === null) return 1;
  return hasChanged(candidate) ? 2 : 3;
}

const FIRST_PAUSE_MILLIS = 15_000;
const LONGEST_PAUSE_MILLIS = 600_000;

/** How long an instance is left alone after so many failures in a row. */
export function pauseAfterFailuresMillis(failures: number): number {
  return Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS * 2 ** (failures - 1));
}

/** What a call takes is learnt from the last ones: each counts for a tenth. */
const LEARNING = 0.1;

/** What a call takes by the newest one as well; `before` is 0 where it is the first. */
export function learntMillis(before: number, tookMillis: number): number {
  return before === 0 ? tookMillis : before + (tookMillis - before) * LEARNING;
}

/**
 * After how long each instance is observed again: `leastMillis`, or so much longer that a sweep, at `callMillis` a call and `atOnce`
 * of them, takes half of the time at most. In whole minutes beyond that, since it is shown.
 */
export function sweepPeriodMillis({
  instances,
  callMillis,
  atOnce,
  leastMillis,
}: {
  instances: number;
  callMillis: number;
  atOnce: number;
  leastMillis: number;
}): number {
  const needed = (2 * instances * callMillis) / atOnce;
  return needed <= leastMillis ? leastMillis : Math.ceil(needed / 60_000) * 60_000;
}

/** An instance whose health is to be observed. Times are epoch ms. */
export type Candidate = {
  /** `instanceHealthKey`. */
  key: string;
  regionId: string;
  /** When all its listeners were last checked; null if never. */
  observedAtMillis: number | null;
  /** When one of its listeners was last observed to appear or change; 0 if none was. */
  changedAtMillis: number;
  /** Its rows are on a screen that is polling. */
  isWanted: boolean;
  isOnScreen: boolean;
  /** Not before this, after a failure. */
  retryAtMillis: number;
};

/**
 * An instance that changes all the time is not checked all the time. Changes are noticed by reads, which are rarely
 * closer together.
 */
export const CHANGED_REST_MILLIS = 250;

/** When it is due for observation. */
export function dueAtMillis(candidate: Candidate, periodMillis: number): number {
  const { observedAtMillis, isWanted, retryAtMillis } = candidate;
  if (observedAtMillis === null || isWanted) return retryAtMillis;
  const restMillis = hasChanged(candidate) ? CHANGED_REST_MILLIS : periodMillis;
  return Math.max(retryAtMillis, observedAtMillis + restMillis);
}

function hasChanged({ observedAtMillis, changedAtMillis }: Candidate): boolean {
  return observedAtMillis !== null && changedAtMillis > observedAtMillis;
}

/**
 * Most urgent first: wanted (a screenful), never observed, changed since, then the oldest; ties go to those on screen.
 */
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

/** How long an instance is left alone after this many failures in a row. */
export function pauseAfterFailuresMillis(failures: number): number {
  return Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS * 2 ** (failures - 1));
}

/** The call duration is a moving average: each call counts for a tenth. */
const LEARNING = 0.1;

/** The average including the newest call; `before` is 0 for the first. */
export function learntMillis(before: number, tookMillis: number): number {
  return before === 0 ? tookMillis : before + (tookMillis - before) * LEARNING;
}

/**
 * The period between observations of an instance: `leastMillis`, or longer so that a sweep, at `callMillis` per call
 * and `atOnce` in parallel, takes at most half of the time. In whole minutes beyond that, since it is shown.
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

import { openRowStates, type RowOutcome, type RowState, type RunCounts } from './run-types';

/** Rows that are counted alike. */
export type CountedRows = {
  state: RowState;
  outcome: RowOutcome | null;
  /** Skipped before the run started, as its dialog showed: no call was to be made. */
  isSkippedAhead: boolean;
  count: number;
};

/**
 * Counts a run's rows for everything that shows a number of it: the dialog, the list of runs, its page and its
 * progress. Pure.
 */
export function countRows(rows: Iterable<CountedRows>): RunCounts {
  const counts: RunCounts = {
    waiting: 0,
    calling: 0,
    accepted: 0,
    done: 0,
    failed: 0,
    skipped: 0,
    cancelled: 0,
    unknown: 0,
    unsettled: 0,
    total: 0,
    requested: 0,
    alreadySo: 0,
    notStarted: 0,
    finished: 0,
  };
  for (const { state, outcome, isSkippedAhead, count } of rows) {
    counts[state] += count;
    counts.total += count;
    if (!isSkippedAhead) counts.requested += count;
    if (state === 'done' && outcome !== 'changed') counts.alreadySo += count;
    if (openRowStates.some((open) => open === state)) continue;
    counts.finished += count;
    if (outcome === 'created-not-started') counts.notStarted += count;
  }
  return counts;
}

import { formatColumn } from './filter/format';

/**
 * Which listeners a run included and the result for each, in memory, so that the list can be filtered by it (`run:12`,
 * `run:12/failed`) without a call. It changes while rows keep their identity, so nothing cached with a row may contain
 * it.
 */
export type RunMembers = {
  /** The result for each TCP listener, by its `formatListenerKey`. */
  states: ReadonlyMap<string, string>;
  /**
   * When the run finished, ISO 8601; nothing changes any more unless it finishes again. Null while a row is left to do.
   */
  endedAt: string | null;
};
const held: typeof globalThis & { sluiceRunMembers?: Map<string, RunMembers> } = globalThis;

/** Runs one request may compare: whoever filters provides them first. */
export const RUNS_KEPT = 100;

/** Call before filtering by a run, with its current state. */
export function provideRunMembers(runId: number, members: RunMembers): void {
  const runs = (held.sluiceRunMembers ??= new Map());
  const name = String(runId);
  // Least recently provided goes first.
  runs.delete(name);
  runs.set(name, members);
  const [oldest] = runs.keys();
  if (runs.size > RUNS_KEPT && oldest !== undefined) runs.delete(oldest);
}

/** As last provided; undefined if it never was, or was evicted. */
export function keptRunMembers(runId: number): RunMembers | undefined {
  return held.sluiceRunMembers?.get(String(runId));
}

/** For a run that does not exist (any more). */
export function forgetRunMembers(runId: number): void {
  held.sluiceRunMembers?.delete(String(runId));
}

/**
 * Whether a run included a TCP listener, by its `formatListenerKey`, with this result; undefined matches any result.
 */
export function isOfRun(key: string, runId: string, state: string | undefined): boolean {
  const became = held.sluiceRunMembers?.get(runId)?.states.get(key);
  return became !== undefined && (state === undefined || became === state);
}

/** The list filter that finds the listeners of a run, all of them or those with this result; null is all. */
export function formatRunFilter(runId: number, state: string | null): string {
  return formatColumn('run', [{ kind: 'is', text: state === null ? String(runId) : `${runId}/${state}` }]);
}

import { formatColumn } from './filter/format';

/**
 * Which listeners a run was of, and what became of each, in memory: the list is filtered by it (`run:12`, `run:12/failed`) without a question to
 * anybody. It changes while rows keep their identity, so nothing that is kept with a row may hold it.
 */
export type RunMembers = {
  /** What became of each TCP listener, by its `formatListenerKey`. */
  states: ReadonlyMap<string, string>;
  /** When the run was over, ISO 8601; nothing changes any more unless it ends again. Null while a row is left to do. */
  endedAt: string | null;
};
const held: typeof globalThis & { sluiceRunMembers?: Map<string, RunMembers> } = globalThis;

/** Runs that one request may compare: whoever filters provides them first. */
export const RUNS_KEPT = 100;

/** Whoever is to filter by a run provides it before, as it is then. */
export function provideRunMembers(runId: number, members: RunMembers): void {
  const runs = (held.sluiceRunMembers ??= new Map());
  const name = String(runId);
  // The one provided last is let go last.
  runs.delete(name);
  runs.set(name, members);
  const [oldest] = runs.keys();
  if (runs.size > RUNS_KEPT && oldest !== undefined) runs.delete(oldest);
}

/** As it was provided last; undefined where it was not, or was let go since. */
export function keptRunMembers(runId: number): RunMembers | undefined {
  return held.sluiceRunMembers?.get(String(runId));
}

/** For a run that there is none of (any more). */
export function forgetRunMembers(runId: number): void {
  held.sluiceRunMembers?.delete(String(runId));
}

/** Whether a run was of a TCP listener, by its `formatListenerKey`, and this became of it there; undefined is whatever became of it. */
export function isOfRun(key: string, runId: string, state: string | undefined): boolean {
  const became = held.sluiceRunMembers?.get(runId)?.states.get(key);
  return became !== undefined && (state === undefined || became === state);
}

/** The filter of the list that finds the listeners of a run, of all or of those of which this became; null is all. */
export function formatRunFilter(runId: number, state: string | null): string {
  return formatColumn('run', [{ kind: 'is', text: state === null ? String(runId) : `${runId}/${state}` }]);
}

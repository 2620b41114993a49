import { formatColumn } from './filter/format';
import { formatListenerKey } from './list-query';
import type { ListenerKey } from './outcome';

/**
 * Which listeners a run was of, and what became of each, in memory: the list is filtered by it (`run:12`, `run:12/failed`) without a question to
 * anybody. It changes while rows keep their identity, so nothing that is kept with a row may hold it.
 */
type Members = ReadonlyMap<string, string>;
const held: typeof globalThis & { sluiceRunMembers?: Map<string, Members> } = globalThis;

/** A filter names few, and whoever filters provides them first. */
const RUNS_KEPT = 50;

/** Whoever is to filter by a run provides it before, as it is then. */
export function provideRunMembers(
  runId: number,
  rows: readonly { listener: ListenerKey; state: string }[],
): void {
  const runs = (held.sluiceRunMembers ??= new Map());
  const name = String(runId);
  // The one provided last is let go last.
  runs.delete(name);
  runs.set(name, new Map(rows.map(({ listener, state }) => [formatListenerKey(listener), state])));
  const [oldest] = runs.keys();
  if (runs.size > RUNS_KEPT && oldest !== undefined) runs.delete(oldest);
}

/** What a filter can ask of the runs of a TCP listener, by its `formatListenerKey`: each run alone and with what became of it there. */
export function runValuesAt(key: string): string[] {
  return [...(held.sluiceRunMembers ?? [])].flatMap(([runId, members]) => {
    const state = members.get(key);
    return state === undefined ? [] : [runId, `${runId}/${state}`];
  });
}

/** The filter of the list that finds the listeners of a run, of all or of those of which this became; null is all. */
export function formatRunFilter(runId: number, state: string | null): string {
  return formatColumn('run', [{ kind: 'is', text: state === null ? String(runId) : `${runId}/${state}` }]);
}

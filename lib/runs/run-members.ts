import 'server-only';
import { database } from '@/lib/db/database';
import { listenerOf } from '@/lib/db/schema';
import type { Filter } from '@/lib/listeners/list/filter/filter';
import { formatColumn } from '@/lib/listeners/list/filter/format';
import { valuesNamedOf, type RunStates } from '@/lib/listeners/list/filter/predicate';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import type { RowState } from './run-types';

/** How many runs of a filter are compared, and how many of the views in addition. */
const RUNS_MAX = 50;

/** The runs that a filter and the views name, as written in a filter. */
export type NamedRuns = {
  /** Those that exist, and are compared. */
  there: string[];
  /** Of the filter, after the `max` that are compared. */
  beyond: string[];
  max: number;
};

/** While the runs are not known: none is compared. */
export const noRunMembers: { named: NamedRuns; states: RunStates } = {
  named: { there: [], beyond: [], max: RUNS_MAX },
  states: new Map(),
};

/**
 * The results of finished runs by run number; they change only if a run ends again. If a Next server loads the module
 * twice, each copy reads them once.
 */
const ended = new Map<number, { endedAt: string; states: ReadonlyMap<string, string> }>();
const ENDED_KEPT = 2 * RUNS_MAX;

/**
 * The current state of the runs that a list filter names, and of those that the views counted next to it name. A finished
 * run's listeners are read once, not on every keystroke.
 */
export async function loadRunMembers(
  filter: Filter,
  views: readonly Filter[] = [],
): Promise<{ named: NamedRuns; states: RunStates }> {
  const own = runIdsIn([filter]);
  const compared = [...new Set([...own.slice(0, RUNS_MAX), ...runIdsIn(views).slice(0, RUNS_MAX)])];
  const runs = await endsOf(compared);
  // Held from here on: another request may evict a run while the others are read.
  const kept = new Map(
    [...runs].flatMap(([runId, endedAt]) => {
      const before = ended.get(runId);
      return before?.endedAt === endedAt ? [[runId, before.states] as const] : [];
    }),
  );
  const read = await statesOf([...runs.keys()].filter((runId) => !kept.has(runId)));
  const states = new Map<string, ReadonlyMap<string, string>>();
  for (const [runId, endedAt] of runs) {
    const ofRun = kept.get(runId) ?? read.get(runId) ?? new Map<string, string>();
    states.set(String(runId), ofRun);
    // Least recently used goes first.
    ended.delete(runId);
    if (endedAt !== null) ended.set(runId, { endedAt, states: ofRun });
  }
  for (const runId of [...ended.keys()].slice(0, -ENDED_KEPT)) ended.delete(runId);
  const beyond = own.slice(RUNS_MAX).map(String);
  return { named: { there: [...states.keys()], beyond, max: RUNS_MAX }, states };
}

function runIdsIn(filters: readonly Filter[]): number[] {
  const named = filters
    .flatMap(({ tree }) => valuesNamedOf(tree, 'run'))
    .flatMap((value) => /^([1-9]\d{0,14})(?:\/|$)/.exec(value)?.[1] ?? []);
  return [...new Set(named)].map(Number);
}

/** When each run ended, ISO 8601; null while it is running. A run that does not exist is absent. */
async function endsOf(runIds: readonly number[]): Promise<Map<number, string | null>> {
  if (runIds.length === 0) return new Map();
  const open = await database();
  const runs = await open.selectFrom('runs').select(['id', 'ended_at']).where('id', 'in', runIds).execute();
  return new Map(runs.map(({ id, ended_at: endedAt }) => [id, endedAt]));
}

/** The results for the TCP listeners of each of these runs; a run without any is absent. */
async function statesOf(runIds: readonly number[]): Promise<Map<number, Map<string, string>>> {
  const states = new Map<number, Map<string, string>>();
  if (runIds.length === 0) return states;
  const open = await database();
  const rows = await open
    .selectFrom('run_rows')
    .select(['run_id', 'region_id', 'load_balancer_id', 'listener_port', 'state'])
    .where('run_id', 'in', runIds)
    .where('protocol', '=', 'tcp')
    .execute();
  for (const row of rows) {
    const key = formatListenerKey(listenerOf(row));
    const of = states.get(row.run_id) ?? new Map<string, string>();
    states.set(row.run_id, of.set(key, row.state));
  }
  return states;
}

/** The list filter that finds the listeners of a run, all of them or those with this result; null is all. */
export function formatRunFilter(runId: number, state: RowState | null): string {
  return formatColumn('run', [{ kind: 'is', text: state === null ? String(runId) : `${runId}/${state}` }]);
}

/** The regions of a run's listeners, of all or of those in one state. */
export async function runRegions(runId: number, state: RowState | null): Promise<string[]> {
  const open = await database();
  let query = open.selectFrom('run_rows').select('region_id').distinct().where('run_id', '=', runId);
  if (state !== null) query = query.where('state', '=', state);
  return (await query.orderBy('region_id').execute()).map(({ region_id }) => region_id);
}

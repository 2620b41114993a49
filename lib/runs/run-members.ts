import 'server-only';
import { database } from '@/lib/db/database';
import { parseFilter } from '@/lib/listeners/list/filter/parse';
import { valuesNamedOf } from '@/lib/listeners/list/filter/predicate';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import {
  forgetRunMembers,
  keptRunMembers,
  provideRunMembers,
  RUNS_KEPT,
} from '@/lib/listeners/list/run-states';
import type { RowState } from './run-types';

/** How many runs of a filter are compared, and how many of the views in addition. */
const RUNS_MAX = RUNS_KEPT / 2;

/** The runs that a filter and the views name, as written in a filter. */
export type NamedRuns = {
  /** Those that exist, and are compared. */
  there: string[];
  /** Of the filter, after the `max` that are compared. */
  beyond: string[];
  max: number;
};

/**
 * Provides the current state of the runs a list filter names, so that rows can be compared with them, and of those in
 * the views counted next to it. A finished run's listeners are read once, not on every keystroke.
 */
export async function loadRunMembers(filter: string, views: readonly string[] = []): Promise<NamedRuns> {
  const own = runIdsIn([filter]);
  // The filter's own are provided last: they are then evicted last.
  const named = [...new Set([...runIdsIn(views).slice(0, RUNS_MAX), ...own.slice(0, RUNS_MAX)])];
  const beyond = own.slice(RUNS_MAX).map(String);
  if (named.length === 0) return { there: [], beyond, max: RUNS_MAX };

  const open = await database();
  const runs = await open.selectFrom('runs').select(['id', 'ended_at']).where('id', 'in', named).execute();
  // Held from here on: another request may evict a run while the others are read.
  const found = new Map(
    runs.map(({ id, ended_at: endedAt }) => {
      const kept = endedAt === null ? undefined : keptRunMembers(id);
      return [id, { endedAt, kept: kept?.endedAt === endedAt ? kept : undefined }];
    }),
  );
  const read = await statesOf([...found].flatMap(([runId, { kept }]) => (kept === undefined ? [runId] : [])));
  const there = named.flatMap((runId) => {
    const run = found.get(runId);
    if (run === undefined) {
      forgetRunMembers(runId);
      return [];
    }
    const { endedAt, kept } = run;
    provideRunMembers(runId, kept ?? { endedAt, states: read.get(runId) ?? new Map() });
    return [String(runId)];
  });
  return { there, beyond, max: RUNS_MAX };
}

function runIdsIn(filters: readonly string[]): number[] {
  const named = filters
    .filter((text) => text.includes('run:'))
    .flatMap((text) => valuesNamedOf(parseFilter(text), 'run'))
    .flatMap((value) => /^([1-9]\d{0,14})(?:\/|$)/.exec(value)?.[1] ?? []);
  return [...new Set(named)].map(Number);
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
    const key = formatListenerKey({
      regionId: row.region_id,
      loadBalancerId: row.load_balancer_id,
      listenerPort: row.listener_port,
    });
    const of = states.get(row.run_id) ?? new Map<string, string>();
    states.set(row.run_id, of.set(key, row.state));
  }
  return states;
}

/** The regions of a run's listeners, of all or of those in one state. */
export async function runRegions(runId: number, state: RowState | null): Promise<string[]> {
  const open = await database();
  let query = open.selectFrom('run_rows').select('region_id').distinct().where('run_id', '=', runId);
  if (state !== null) query = query.where('state', '=', state);
  return (await query.orderBy('region_id').execute()).map(({ region_id }) => region_id);
}

import 'server-only';
import { database } from '@/lib/db/database';
import { parseFilter } from '@/lib/listeners/filter/parse';
import { valuesNamedOf } from '@/lib/listeners/filter/predicate';
import { provideRunMembers } from '@/lib/listeners/run-members';
import type { RowState } from './run-types';

/** More runs are in no filter that somebody wrote. */
const RUNS_MAX = 20;

/**
 * Provides the runs that filters of the list name, as they are now, so that the rows can be compared with them. Answers which of them there are, as they
 * stand in a filter.
 */
export async function loadRunMembers(filters: readonly string[]): Promise<string[]> {
  const named = filters
    .filter((text) => text.includes('run:'))
    .flatMap((text) => valuesNamedOf(parseFilter(text), 'run'))
    .flatMap((value) => /^([1-9]\d{0,14})(?:\/|$)/.exec(value)?.[1] ?? []);
  const runIds = [...new Set(named)].slice(0, RUNS_MAX).map(Number);
  if (runIds.length === 0) return [];
  const open = await database();
  const rows = await open
    .selectFrom('run_rows')
    .select(['run_id', 'region_id', 'load_balancer_id', 'listener_port', 'state'])
    .where('run_id', 'in', runIds)
    .where('protocol', '=', 'tcp')
    .execute();
  const there = runIds.flatMap((runId) => {
    const of = rows.filter((row) => row.run_id === runId);
    provideRunMembers(
      runId,
      of.map((row) => ({
        listener: {
          regionId: row.region_id,
          loadBalancerId: row.load_balancer_id,
          listenerPort: row.listener_port,
        },
        state: row.state,
      })),
    );
    return of.length > 0 ? [String(runId)] : [];
  });
  return there;
}

/** The regions of a run's listeners, of all or of those in one state. */
export async function runRegions(runId: number, state: RowState | null): Promise<string[]> {
  const open = await database();
  let query = open.selectFrom('run_rows').select('region_id').distinct().where('run_id', '=', runId);
  if (state !== null) query = query.where('state', '=', state);
  return (await query.orderBy('region_id').execute()).map(({ region_id }) => region_id);
}

import 'server-only';
import { database } from '@/lib/db/database';
import type { RunRowsTable } from '@/lib/db/schema';
import { connectionIdentity } from '@/lib/inventory/connection';
import { settingsIn } from './run-settings';
import {
  rowOutcomes,
  rowStates,
  runKinds,
  skipReasons,
  type Run,
  type RunConnection,
  type RunCounts,
  type RunRow,
  type RowState,
} from './run-types';

/** The newest runs first, with their counts; with `beforeId` those older than it. */
export async function listRuns({
  limit,
  beforeId,
}: {
  limit: number;
  beforeId?: number | undefined;
}): Promise<Run[]> {
  const open = await database();
  let query = open.selectFrom('runs').selectAll().orderBy('id', 'desc').limit(limit);
  if (beforeId !== undefined) query = query.where('id', '<', beforeId);
  return withCounts(await query.execute());
}

/** One run; null where there is none of this id. */
export async function readRun(runId: number): Promise<Run | null> {
  const open = await database();
  const [run] = await withCounts(await open.selectFrom('runs').selectAll().where('id', '=', runId).execute());
  return run ?? null;
}

/** How far a run is, as one short text: the same as long as nothing of it has changed. */
export function progressMark({ counts, endedAt }: Run): string {
  return [...rowStates.map((state) => counts[state]), endedAt ?? ''].join(' ');
}

/** How many runs of this connection are under way. */
export async function countRunsUnderWay(): Promise<number> {
  const open = await database();
  const runs = await open.selectFrom('runs').select('connection').where('ended_at', 'is', null).execute();
  if (runs.length === 0) return 0;
  const own = await connectionIdentity();
  return runs.filter(({ connection }) => connection !== null && connection === own).length;
}

/** Rows of a run in their order, of the states named (none: of every state); with `afterPosition` those behind it. */
export async function readRunRows({
  runId,
  states = [],
  afterPosition = 0,
  limit,
}: {
  runId: number;
  states?: readonly RowState[];
  afterPosition?: number | undefined;
  limit: number;
}): Promise<RunRow[]> {
  const open = await database();
  let query = open
    .selectFrom('run_rows')
    .selectAll()
    .where('run_id', '=', runId)
    .where('position', '>', afterPosition)
    .orderBy('position')
    .limit(limit);
  if (states.length > 0) query = query.where('state', 'in', states);
  return (await query.execute()).map(rowOf);
}

type RunColumns = {
  id: number;
  kind: string;
  settings_json: string;
  actor: string;
  connection: string | null;
  created_at: string;
  cancelled_at: string | null;
  ended_at: string | null;
};

async function withCounts(runs: readonly RunColumns[]): Promise<Run[]> {
  if (runs.length === 0) return [];
  const [open, own] = await Promise.all([database(), connectionIdentity()]);
  const rows = await open
    .selectFrom('run_rows')
    .select(({ fn }) => ['run_id', 'state', 'outcome', fn.countAll<number>().as('count')])
    .where(
      'run_id',
      'in',
      runs.map(({ id }) => id),
    )
    .groupBy(['run_id', 'state', 'outcome'])
    .execute();
  const counts = new Map(runs.map(({ id }) => [id, blankCounts()]));
  for (const { run_id, state, outcome, count } of rows) {
    const of = counts.get(run_id);
    if (of === undefined) continue;
    of[oneOf(rowStates, state)] += count;
    of.total += count;
    if (state === 'done' && outcome !== 'changed') of.alreadySo += count;
  }
  return runs.map((run) => ({
    id: run.id,
    kind: oneOf(runKinds, run.kind),
    settings: settingsIn(run.settings_json),
    actor: run.actor,
    connection: whose(run.connection, own),
    createdAt: run.created_at,
    cancelledAt: run.cancelled_at,
    endedAt: run.ended_at,
    counts: counts.get(run.id) ?? blankCounts(),
  }));
}

function whose(connection: string | null, own: string | null): RunConnection {
  if (connection === null) return { is: 'none' };
  return connection === own ? { is: 'own' } : { is: 'other', name: connection };
}

function blankCounts(): RunCounts {
  return {
    waiting: 0,
    calling: 0,
    done: 0,
    failed: 0,
    skipped: 0,
    cancelled: 0,
    unknown: 0,
    total: 0,
    alreadySo: 0,
  };
}

function rowOf(row: RunRowsTable): RunRow {
  return {
    position: row.position,
    listener: {
      regionId: row.region_id,
      loadBalancerId: row.load_balancer_id,
      listenerPort: row.listener_port,
    },
    protocol: row.protocol,
    loadBalancerName: row.load_balancer_name,
    state: oneOf(rowStates, row.state),
    outcome: row.outcome === null ? null : oneOf(rowOutcomes, row.outcome),
    obstacle: row.obstacle === null ? null : oneOf(skipReasons, row.obstacle),
    status: row.status,
    code: row.code,
    message: row.message,
    requestId: row.request_id,
    attempts: row.attempts,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

/** A word of the database as one that is known. Throws on another: only Sluice writes there. */
function oneOf<T extends string>(known: readonly T[], word: string): T {
  const found = known.find((candidate) => candidate === word);
  if (found === undefined) throw new Error(`the database has an unknown word: ${word}`);
  return found;
}

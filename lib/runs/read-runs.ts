import 'server-only';
import { permissionReasons } from '@/lib/model/permission';
import { sql, type Selectable } from 'kysely';
import { config } from '@/lib/config';
import { database } from '@/lib/db/database';
import { listenerOf, type RunRowsTable, type RunsTable } from '@/lib/db/schema';
import { connectionIdentity, unnamedIdentity } from '@/lib/inventory/connection';
import { auditStateIn } from '@/lib/listeners/commands/audit-log';
import { countRows, type CountedRows } from './run-counts';
import { rowSetIn, settingsIn, specIn } from './run-settings';
import {
  bulkKinds,
  followUps,
  problemsFirst,
  rowActions,
  rowOutcomes,
  rowStates,
  runKinds,
  skipReasons,
  type FollowUp,
  type RowAction,
  type Run,
  type RowPlace,
  type RunConnection,
  type RunRow,
  type RowState,
} from './run-types';

/**
 * The newest runs of the current account first, with their counts; with `beforeId` those older than it. Also those from
 * before it had a name; where there is one account only, those of every earlier connection. Null while it is unknown
 * which runs the current account has: without credentials, or while STS does not say whose they are.
 */
export async function listRuns({
  limit,
  beforeId,
}: {
  limit: number;
  beforeId?: number | undefined;
}): Promise<Run[] | null> {
  const open = await database();
  let query = open.selectFrom('runs').selectAll().orderBy('id', 'desc').limit(limit);
  if (beforeId !== undefined) query = query.where('id', '<', beforeId);
  if (config().account !== null) {
    const [own, unnamed] = await Promise.all([connectionIdentity(), unnamedIdentity()]);
    if (own === null || unnamed === null) return null;
    query = query.where('connection', 'in', [own, unnamed]);
  }
  return withCounts(await query.execute());
}

/** One run; null if there is none with this id. */
export async function readRun(runId: number): Promise<Run | null> {
  const open = await database();
  const [run] = await withCounts(await open.selectFrom('runs').selectAll().where('id', '=', runId).execute());
  return run ?? null;
}

/** A short text that stays the same as long as nothing about these runs has changed. */
export function progressMark(runs: readonly Run[]): string {
  return runs
    .map(({ id, counts, pausedAt, endedAt }) =>
      [id, ...rowStates.map((state) => counts[state]), pausedAt ?? '', endedAt ?? ''].join(' '),
    )
    .join(', ');
}

const BEAT_MILLIS = 5_000;

/** The same for the page of one run, which also shows the time left: that changes although nothing else does. */
export function pageMark(run: Run): string {
  const isBeating = run.endedAt === null && run.pausedAt === null;
  return isBeating ? `${progressMark([run])} ${Math.floor(Date.now() / BEAT_MILLIS)}` : progressMark([run]);
}

/** How many runs are in progress and ended, and the rows of those in progress by state: for monitoring. */
export async function countRunStates(): Promise<{
  inProgress: number;
  ended: number;
  rows: ReadonlyMap<string, number>;
}> {
  const open = await database();
  const runs = await open.selectFrom('runs').select('ended_at').execute();
  const rows = await open
    .selectFrom('run_rows')
    .innerJoin('runs', 'runs.id', 'run_rows.run_id')
    .where('runs.ended_at', 'is', null)
    .groupBy('run_rows.state')
    .select(({ fn }) => ['run_rows.state', fn.countAll<number>().as('count')])
    .execute();
  const inProgress = runs.filter(({ ended_at: endedAt }) => endedAt === null).length;
  return {
    inProgress,
    ended: runs.length - inProgress,
    rows: new Map(rows.map(({ state, count }) => [state, Number(count)])),
  };
}

/** How many runs of this connection are in progress. */
export async function countRunsInProgress(): Promise<number> {
  const open = await database();
  const runs = await open.selectFrom('runs').select('connection').where('ended_at', 'is', null).execute();
  if (runs.length === 0) return 0;
  const own = await connectionIdentity();
  return runs.filter(({ connection }) => connection !== null && connection === own).length;
}

/** How long a run was in progress until `now`, or its end, without the times in which nothing of it was to begin. */
export function workedMillis(
  run: Pick<Selectable<RunsTable>, 'created_at' | 'resumed_at' | 'paused_at' | 'ended_at' | 'worked_millis'>,
  now: string,
): number {
  const since = Date.parse(run.resumed_at ?? run.created_at);
  return run.worked_millis + Math.max(0, Date.parse(run.ended_at ?? run.paused_at ?? now) - since);
}

/** A run's rows by state, in order within each, of the given states (none: of every state); with `after` those after it. */
export async function readRunRows({
  runId,
  states = [],
  after = null,
  limit,
}: {
  runId: number;
  states?: readonly RowState[];
  after?: RowPlace | null;
  limit: number;
}): Promise<RunRow[]> {
  const open = await database();
  const ranks = problemsFirst.map((state, index) => sql`when ${sql.lit(state)} then ${sql.lit(index)}`);
  const rank = sql<number>`case state ${sql.join(ranks, sql` `)} end`;
  let query = open
    .selectFrom('run_rows')
    .innerJoin('runs', 'runs.id', 'run_rows.run_id')
    .selectAll('run_rows')
    .select('runs.kind')
    .where('run_id', '=', runId)
    .orderBy(rank)
    .orderBy('position')
    .limit(limit);
  if (after !== null) {
    const { state, position } = after;
    query = query.where((where) =>
      where.or([
        where(rank, '>', problemsFirst.indexOf(state)),
        where.and([where('state', '=', state), where('position', '>', position)]),
      ]),
    );
  }
  if (states.length > 0) query = query.where('state', 'in', states);
  return (await query.execute()).map(rowOf);
}

/** A run's rows in the order in which they were planned, after a position: whatever happens to them in between. */
export async function readRowsInOrder(
  runId: number,
  { after, limit }: { after: number; limit: number },
): Promise<RunRow[]> {
  const open = await database();
  const rows = await open
    .selectFrom('run_rows')
    .innerJoin('runs', 'runs.id', 'run_rows.run_id')
    .selectAll('run_rows')
    .select('runs.kind')
    .where('run_id', '=', runId)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map(rowOf);
}

async function withCounts(runs: readonly Selectable<RunsTable>[]): Promise<Run[]> {
  if (runs.length === 0) return [];
  const [open, own] = await Promise.all([database(), connectionIdentity()]);
  const rows = await open
    .selectFrom('run_rows')
    .select(({ fn, eb }) => [
      'run_id',
      'state',
      'outcome',
      'action',
      eb.case().when('state', '=', 'cancelled').then(eb.ref('obstacle')).else(null).end().as('because'),
      eb.case().when('attempts', '=', 0).then(0).else(1).end().as('attempted'),
      fn.countAll<number>().as('count'),
    ])
    .where(
      'run_id',
      'in',
      runs.map(({ id }) => id),
    )
    .groupBy(['run_id', 'state', 'outcome', 'action', 'attempted', 'because'])
    .execute();
  const stopped = new Map(
    rows.flatMap(({ run_id, because }) =>
      because === null ? [] : [[run_id, oneOf(permissionReasons, because)]],
    ),
  );
  const counted = new Map<number, (CountedRows & { action: string | null })[]>(
    runs.map(({ id }) => [id, []]),
  );
  for (const { run_id, state, outcome, action, attempted, count } of rows)
    counted.get(run_id)?.push({
      state: oneOf(rowStates, state),
      outcome: outcome === null ? null : oneOf(rowOutcomes, outcome),
      isSkippedAhead: state === 'skipped' && attempted === 0,
      action,
      count: Number(count),
    });
  const now = new Date().toISOString();
  return runs.map((run) => ({
    id: run.id,
    kind: oneOf(runKinds, run.kind),
    settings: settingsIn(run.settings_json),
    source: sourceOf(run),
    actor: run.actor,
    connection: whose(run.connection, own),
    createdAt: run.created_at,
    cancelledAt: run.cancelled_at,
    pausedAt: run.paused_at,
    stoppedBecause: stopped.get(run.id) ?? null,
    endedAt: run.ended_at,
    workedMillis: workedMillis(run, now),
    counts: countRows(counted.get(run.id) ?? []),
    actions: countActions(counted.get(run.id) ?? []),
  }));
}

function countActions(rows: readonly (CountedRows & { action: string | null })[]): Run['actions'] {
  return rowActions.flatMap((action) => {
    const requested = rows.filter((row) => row.action === action && !row.isSkippedAhead);
    const count = requested.reduce((sum, row) => sum + row.count, 0);
    return count === 0 ? [] : { action, count };
  });
}

function sourceOf({ source_run: runId, source_how: how }: Selectable<RunsTable>): Run['source'] {
  return runId === null || how === null ? null : { runId, how: oneOf(followUps, how) };
}

/** The runs that follow a run, oldest first. */
export async function runsAfter(runId: number): Promise<{ runId: number; how: FollowUp }[]> {
  const open = await database();
  const runs = await open
    .selectFrom('runs')
    .select(['id', 'source_how'])
    .where('source_run', '=', runId)
    .orderBy('id')
    .execute();
  return runs.map(({ id, source_how: how }) => ({ runId: id, how: oneOf(followUps, how ?? '') }));
}

function whose(connection: string | null, own: string | null): RunConnection {
  if (connection === null) return { is: 'none' };
  return connection === own ? { is: 'own' } : { is: 'other', name: connection };
}

function rowOf(row: RunRowsTable & { kind: string }): RunRow {
  return {
    position: row.position,
    listener: listenerOf(row),
    protocol: row.protocol,
    loadBalancerName: row.load_balancer_name,
    state: oneOf(rowStates, row.state),
    outcome: row.outcome === null ? null : oneOf(rowOutcomes, row.outcome),
    action: actionIn(row),
    set: rowSetIn(row.set_json),
    spec: specIn(row.spec_json),
    left:
      row.action === 'create' && row.confirmed_json !== null
        ? auditStateIn(JSON.parse(row.confirmed_json))
        : null,
    blockReason: row.obstacle === null ? null : oneOf(skipReasons, row.obstacle),
    status: row.status,
    code: row.code,
    message: row.message,
    requestId: row.request_id,
    attempts: row.attempts,
    acceptedAt: row.accepted_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

/** What is done about a row's listener. */
export function actionIn({ action, kind }: { action: string | null; kind: string }): RowAction {
  return action === null ? oneOf(bulkKinds, kind) : oneOf(rowActions, action);
}

/** A value from the database, as one of the known ones. Throws if it is not: only Sluice writes there. */
export function oneOf<T extends string>(known: readonly T[], word: string): T {
  const found = known.find((candidate) => candidate === word);
  if (found === undefined) throw new Error(`the database has an unknown word: ${word}`);
  return found;
}

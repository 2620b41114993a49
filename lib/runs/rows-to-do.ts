import 'server-only';
import type { Selectable } from 'kysely';
import { processId } from '@/lib/activity/append';
import { database } from '@/lib/db/database';
import { listenerOf, type RunRowsTable, type RunsTable } from '@/lib/db/schema';
import { auditStateIn, type AuditState } from '@/lib/listeners/commands/audit-log';
import type { SetParameters } from '@/lib/listeners/wire/set-parameters';
import type { Requester } from '@/lib/model/actor';
import type { ListenerKey } from '@/lib/model/outcome';
import type { ListenerSpec } from '@/lib/model/schema';
import { actionIn } from './read-runs';
import { rowSetIn, settingsIn, specIn } from './run-settings';
import type { RowAction, RunSettings } from './run-types';

/**
 * What is left to do of the unfinished runs, as the executor reads it: a few rows of each instance at a time, so that a run
 * of any length takes little memory.
 */

/** A row left to do. `begun`: its call may have been made, by a process that has ended since. */
export type RowToDo = {
  runId: number;
  position: number;
  listener: ListenerKey;
  begun: boolean;
  /** A deletion that was confirmed for a stopped listener. */
  onlyIfStopped: boolean;
  /** The newest write of unknown outcome its confirmation warned about (`UnsettledWrite.id`); null if none. */
  despiteUnsettled: number | null;
  /** Its run was confirmed to another process, which has ended since: the listener may have changed a lot. */
  isLeftOver: boolean;
  /**
   * What the list returned about the listener when it was confirmed, or what its creation has left; null if that was not
   * stored.
   */
  listed: AuditState | null;
  /** What an undo must find: what the run it undoes has left. Null: whatever is there. */
  expected: AuditState | null;
  action: RowAction;
  /** Its listener is compared first with what was confirmed. */
  isToCompare: boolean;
  /** What a change sets on it, if not the same on all. */
  set: SetParameters | null;
  /** What a creation creates. */
  spec: ListenerSpec | null;
  /** When its step last began (ISO 8601 in UTC); null if never. */
  startedAt: string | null;
};

/** A row whose change SLB accepted, and whose listener has not settled yet. */
export type AcceptedRow = Pick<RowToDo, 'runId' | 'position' | 'listener' | 'action' | 'set' | 'spec'> & {
  acceptedAtMillis: number;
};

/** An unfinished run. While it is `paused`, only what has begun is left to do. */
export type OpenRun = {
  id: number;
  settings: RunSettings | null;
  actor: Requester;
  isPaused: boolean;
  /** The process that it was confirmed to; null if that was not stored. */
  processId: string | null;
  stored: Selectable<RunsTable>;
};

/** The unfinished runs of a connection, oldest first. */
export async function openRuns(connection: string): Promise<OpenRun[]> {
  const open = await database();
  const runs = await open
    .selectFrom('runs')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('connection', '=', connection)
    .orderBy('id')
    .execute();
  return runs.map((run) => ({
    id: run.id,
    settings: settingsIn(run.settings_json),
    actor: { personId: run.person_id, name: run.actor, from: run.from_address, sessionId: run.session_id },
    isPaused: run.paused_at !== null,
    processId: run.process_id,
    stored: run,
  }));
}

/** Whether something of these runs can be done now. */
export async function isAnythingToDo(runs: readonly OpenRun[]): Promise<boolean> {
  if (runs.some(({ isPaused }) => !isPaused)) return true;
  if (runs.length === 0) return false;
  const open = await database();
  const begun = await open
    .selectFrom('run_rows')
    .select('position')
    .where(
      'run_id',
      'in',
      runs.map(({ id }) => id),
    )
    .where('state', 'in', ['calling', 'accepted'])
    .limit(1)
    .executeTakeFirst();
  return begun !== undefined;
}

/** The rows of a run that have begun: those in a call, few of each instance, and those that are followed. */
export async function begunRows(run: OpenRun): Promise<{ calling: RowToDo[]; accepted: AcceptedRow[] }> {
  const rows = await (
    await database()
  )
    .selectFrom('run_rows')
    .selectAll()
    .where('run_id', '=', run.id)
    .where('state', 'in', ['calling', 'accepted'])
    .orderBy('position')
    .execute();
  return {
    calling: rows.filter(({ state }) => state === 'calling').map((row) => toDo(run, row)),
    accepted: rows
      .filter(({ state }) => state === 'accepted')
      .map((row) => ({ ...named(run, row), acceptedAtMillis: Date.parse(row.accepted_at ?? '') })),
  };
}

export type InstanceOfRun = Pick<ListenerKey, 'regionId' | 'loadBalancerId'>;

/** The instances on which a run has waiting rows, in the order of their first ones. */
export async function waitingInstances(runId: number): Promise<InstanceOfRun[]> {
  const open = await database();
  const instances = await open
    .selectFrom('run_rows')
    .select(({ fn }) => ['region_id', 'load_balancer_id', fn.min('position').as('first')])
    .where('run_id', '=', runId)
    .where('state', '=', 'waiting')
    .groupBy(['region_id', 'load_balancer_id'])
    .orderBy('first')
    .execute();
  return instances.map((each) => ({ regionId: each.region_id, loadBalancerId: each.load_balancer_id }));
}

/** The next waiting rows of a run on one instance, after a position. */
export async function waitingRows(
  run: OpenRun,
  { regionId, loadBalancerId }: InstanceOfRun,
  { after, limit }: { after: number; limit: number },
): Promise<RowToDo[]> {
  const open = await database();
  const rows = await open
    .selectFrom('run_rows')
    .selectAll()
    .where('run_id', '=', run.id)
    .where('region_id', '=', regionId)
    .where('load_balancer_id', '=', loadBalancerId)
    .where('state', '=', 'waiting')
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map((row) => toDo(run, row));
}

/** When creations began (ms since the epoch), of all runs, since then: they count against SLB's rate. */
export async function creationsSince(sinceMillis: number): Promise<number[]> {
  const open = await database();
  const rows = await open
    .selectFrom('run_rows')
    .innerJoin('runs', 'runs.id', 'run_rows.run_id')
    .select('run_rows.started_at')
    .where('run_rows.action', '=', 'create')
    .where('run_rows.started_at', '>', new Date(sinceMillis).toISOString())
    // Those of runs that ended earlier have begun earlier.
    .where((where) =>
      where.or([
        where('runs.ended_at', 'is', null),
        where('runs.ended_at', '>', new Date(sinceMillis).toISOString()),
      ]),
    )
    .orderBy('run_rows.started_at')
    .execute();
  return rows.map((row) => Date.parse(row.started_at ?? ''));
}

function named(run: OpenRun, row: Selectable<RunRowsTable>) {
  return {
    runId: run.id,
    position: row.position,
    listener: listenerOf(row),
    action: actionIn({ action: row.action, kind: run.stored.kind }),
    set: rowSetIn(row.set_json),
    spec: specIn(row.spec_json),
  };
}

function toDo(run: OpenRun, row: Selectable<RunRowsTable>): RowToDo {
  const { kind, source_how: how } = run.stored;
  const name = named(run, row);
  const confirmed = row.confirmed_json === null ? null : auditStateIn(JSON.parse(row.confirmed_json));
  return {
    ...name,
    begun: row.state === 'calling',
    onlyIfStopped: row.only_if_stopped === 1,
    despiteUnsettled: row.despite_unsettled === 0 ? null : row.despite_unsettled,
    isLeftOver: run.processId !== processId(),
    listed: confirmed,
    expected: how === 'undo' ? confirmed : null,
    isToCompare: kind === 'plan' && how !== 'undo' && (name.action === 'change' || name.action === 'start'),
    startedAt: row.started_at,
  };
}

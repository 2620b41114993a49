import 'server-only';
import { processId } from '@/lib/activity/append';
import { database } from '@/lib/db/database';
import { inTransaction } from '@/lib/db/write-lock';
import { listenerOf, type RunRowsTable } from '@/lib/db/schema';
import type { Requester } from '@/lib/model/actor';
import type { ListenerKey } from '@/lib/model/outcome';
import { auditStateIn, type AuditState } from '@/lib/listeners/commands/audit-log';
import type { PermissionReason } from '@/lib/model/permission';
import type { SetParameters } from '@/lib/listeners/wire/set-parameters';
import type { ListenerSpec } from '@/lib/model/schema';
import {
  openRowStates,
  runKinds,
  type RowAction,
  type RowOutcome,
  type RunKind,
  type RunSettings,
} from './run-types';
import { actionIn, oneOf } from './read-runs';
import { rowSetIn, settingsIn, specIn } from './run-settings';
import type { StepResult } from './step-results';

/**
 * The executor's access to the tables: which rows are left, and each row's result. Every change is durable before it
 * resolves.
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
  /** What the list returned about the listener when it was confirmed; null if that was not stored. */
  listed: AuditState | null;
  /** What an undo must find: what the run it undoes has left. Null: whatever is there. */
  expected: AuditState | null;
  action: RowAction;
  /** Its listener is compared first with what was confirmed, or with what an earlier run created. */
  isToCompare: boolean;
  /** What a change sets on it, if not the same on all. */
  set: SetParameters | null;
  /** What a creation creates, or what a deletion must find: what an earlier run created. */
  spec: ListenerSpec | null;
  /** When its step last began (ISO 8601 in UTC); null if never. */
  startedAt: string | null;
};

/** A row whose change SLB accepted, and whose listener has not settled yet. */
export type AcceptedRow = Pick<RowToDo, 'runId' | 'position' | 'listener' | 'action' | 'set' | 'spec'> & {
  acceptedAtMillis: number;
};

export type RunToDo = {
  id: number;
  kind: RunKind;
  settings: RunSettings | null;
  actor: Requester;
  /** Those left to be called. */
  rows: RowToDo[];
  /** Those left to settle. */
  accepted: AcceptedRow[];
};

/** The unfinished runs of a connection except the given ids, oldest first, with the rows that are left. */
export async function runsToDo(connection: string, known: readonly number[]): Promise<RunToDo[]> {
  const open = await database();
  const runs = await open
    .selectFrom('runs')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('connection', '=', connection)
    .orderBy('id')
    .execute();
  const found: RunToDo[] = [];
  for (const run of runs) {
    if (known.includes(run.id)) continue;
    const rows = await open
      .selectFrom('run_rows')
      .selectAll()
      .where('run_id', '=', run.id)
      .where('state', 'in', openRowStates)
      .orderBy('position')
      .execute();
    const named = rows.map((row) => ({
      row,
      action: actionIn({ action: row.action, kind: run.kind }),
      set: rowSetIn(row.set_json),
      spec: specIn(row.spec_json),
      confirmed: row.confirmed_json === null ? null : auditStateIn(JSON.parse(row.confirmed_json)),
      runId: run.id,
      position: row.position,
      listener: listenerOf(row),
    }));
    found.push({
      id: run.id,
      kind: oneOf(runKinds, run.kind),
      settings: settingsIn(run.settings_json),
      actor: {
        personId: run.person_id,
        name: run.actor,
        from: run.from_address,
        sessionId: run.session_id,
      },
      rows: named.flatMap(({ row, confirmed, ...name }) =>
        row.state === 'accepted'
          ? []
          : {
              ...name,
              begun: row.state === 'calling',
              onlyIfStopped: row.only_if_stopped === 1,
              despiteUnsettled: row.despite_unsettled === 0 ? null : row.despite_unsettled,
              isLeftOver: run.process_id !== processId(),
              listed: confirmed,
              expected: run.source_how === 'undo' ? confirmed : null,
              isToCompare:
                name.action === 'delete'
                  ? name.spec !== null
                  : name.action === 'change' && run.kind === 'plan' && run.source_how !== 'undo',
              startedAt: row.started_at,
            },
      ),
      accepted: named.flatMap(({ row, confirmed: _confirmed, ...name }) =>
        row.state === 'accepted' ? { ...name, acceptedAtMillis: Date.parse(row.accepted_at ?? '') } : [],
      ),
    });
  }
  return found;
}

/** Whether a run of any connection is unfinished. */
export async function isAnyRunLeft(): Promise<boolean> {
  const open = await database();
  const run = await open
    .selectFrom('runs')
    .select('id')
    .where('ended_at', 'is', null)
    .where('connection', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return run !== undefined;
}

/** Records that a row's call is about to be made. False if it may not be: the row was cancelled in the meantime. */
export async function beginRow({
  runId,
  position,
  begun,
}: Pick<RowToDo, 'runId' | 'position' | 'begun'>): Promise<boolean> {
  const open = await database();
  const { numUpdatedRows } = await open
    .updateTable('run_rows')
    .set((row) => ({
      state: 'calling',
      attempts: row('attempts', '+', 1),
      // A row that was taken over began when its call did.
      ...(begun ? {} : { started_at: new Date().toISOString() }),
    }))
    .where('run_id', '=', runId)
    .where('position', '=', position)
    .where('state', '=', begun ? 'calling' : 'waiting')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** A row's result. `cancelled`: its call had no effect, and its run was cancelled in the meantime. */
export type RowResult =
  | StepResult
  /** `because`: its run was stopped, since whoever started it may not do so any more. */
  | { state: 'cancelled'; because?: PermissionReason; outcome?: RowOutcome };

/**
 * Records a row's result, and finishes its run if it was the last. A row that would wait for a temporary problem is
 * cancelled if its run was cancelled during its call. Returns whether it waits.
 */
export async function settleRow({ runId, position }: RowToDo, result: RowResult): Promise<boolean> {
  const open = await database();
  const now = new Date().toISOString();
  const { state } = await open
    .updateTable('run_rows')
    .set(({ case: when, exists, selectFrom }) => {
      if (result.state === 'accepted') return { ...columnsOf(result), accepted_at: now, ended_at: null };
      if (result.state !== 'later') return { ...columnsOf(result), ended_at: now };
      const isCancelled = exists(
        selectFrom('runs').select('id').where('id', '=', runId).where('cancelled_at', 'is not', null),
      );
      return {
        ...columnsOf(result),
        state: when().when(isCancelled).then('cancelled').else('waiting').end(),
        ended_at: when().when(isCancelled).then(now).else(null).end(),
      };
    })
    .where('run_id', '=', runId)
    .where('position', '=', position)
    .returning('state')
    .executeTakeFirstOrThrow();
  if (state === 'waiting') return true;
  await endRunWhenDone(runId);
  return false;
}

/** An accepted row's result: its listener has settled, or has taken so long that it is no longer followed. */
export type Settled =
  | { state: 'done'; outcome: 'changed' | 'deleted-elsewhere'; status: string | null }
  /** `status`: the last that was read; null if none could be. */
  | { state: 'unsettled'; status: string | null };

/** Records an accepted row's result, and finishes its run if it was the last. */
export async function settleAccepted({ runId, position }: AcceptedRow, settled: Settled): Promise<void> {
  const open = await database();
  await open
    .updateTable('run_rows')
    .set({
      state: settled.state,
      outcome: settled.state === 'done' ? settled.outcome : null,
      status: settled.status,
      ended_at: new Date().toISOString(),
    })
    .where('run_id', '=', runId)
    .where('position', '=', position)
    .where('state', '=', 'accepted')
    .execute();
  await endRunWhenDone(runId);
}

/** Whether somebody cancelled a run, and nobody resumed it. */
export async function isCancelled(runId: number): Promise<boolean> {
  const open = await database();
  const run = await open
    .selectFrom('runs')
    .select('cancelled_at')
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  return run.cancelled_at !== null;
}

/**
 * Cancels what has not begun of a run whose starter may not go on with it. What has begun ends by itself, like that of a
 * run somebody cancelled.
 */
export async function stopRun(runId: number): Promise<void> {
  const open = await database();
  const now = new Date().toISOString();
  await inTransaction(open, async (transaction) => {
    await transaction
      .updateTable('runs')
      .set({ cancelled_at: now })
      .where('id', '=', runId)
      .where('cancelled_at', 'is', null)
      .execute();
    await transaction
      .updateTable('run_rows')
      .set({ state: 'cancelled', ended_at: now })
      .where('run_id', '=', runId)
      .where('state', '=', 'waiting')
      .execute();
  });
}

/** Marks a run as finished if no row is left to do. */
export async function endRunWhenDone(runId: number): Promise<void> {
  const open = await database();
  await open
    .updateTable('runs')
    .set({ ended_at: new Date().toISOString() })
    .where('id', '=', runId)
    .where('ended_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('run_rows')
            .select('position')
            .where('run_id', '=', runId)
            .where('state', 'in', openRowStates),
        ),
      ),
    )
    .execute();
}

type ResultColumns = Pick<
  RunRowsTable,
  'state' | 'outcome' | 'obstacle' | 'status' | 'code' | 'message' | 'request_id'
>;

const blank = { outcome: null, obstacle: null, status: null, code: null, message: null, request_id: null };

function columnsOf(result: RowResult): ResultColumns {
  switch (result.state) {
    case 'cancelled':
      return {
        ...blank,
        state: 'cancelled',
        outcome: result.outcome ?? null,
        obstacle: result.because ?? null,
      };
    case 'accepted':
      return { ...blank, state: 'accepted', status: result.status, request_id: result.requestId };
    case 'done': {
      const { state, outcome, status, requestId } = result;
      return { ...blank, state, outcome, status, request_id: requestId };
    }
    case 'skipped':
      return 'outcome' in result.why
        ? { ...blank, state: 'skipped', outcome: result.why.outcome }
        : { ...blank, state: 'skipped', obstacle: result.why.blockReason, message: result.why.reason };
    case 'failed':
    case 'unknown':
    case 'later': {
      const { code, message, requestId } = result.error;
      // A row waiting for a temporary problem has not begun: it can still be cancelled.
      const state = result.state === 'later' ? 'waiting' : result.state;
      const outcome = result.state === 'failed' ? (result.outcome ?? null) : null;
      return { ...blank, state, outcome, code, message, request_id: requestId };
    }
  }
}

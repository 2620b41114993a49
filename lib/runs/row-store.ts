import 'server-only';
import type { Kysely } from 'kysely';
import { processId } from '@/lib/activity/append';
import { database } from '@/lib/db/database';
import { inSharedTransaction } from '@/lib/db/shared-transaction';
import { inTransaction } from '@/lib/db/write-lock';
import type { DatabaseSchema, RunRowsTable } from '@/lib/db/schema';
import type { PermissionReason } from '@/lib/model/permission';
import { openRowStates, type RowOutcome } from './run-types';
import type { AcceptedRow, OpenRun, RowToDo } from './rows-to-do';
import type { StepResult } from './step-results';

/** How the executor records what becomes of each row. Every change is durable before it resolves. */

/** On which processes tell each other of runs that were started or changed (`lib/db/wake.ts`), by their ids. */
export const RUNS_CHANNEL = 'runs';

/** So long after its confirmation, somebody who saw what it is about is still waiting for it to begin. */
const FRESH_MILLIS = 60_000;

/**
 * Takes on a run that was confirmed to another process just now, and of which nothing has begun since: then it does not
 * matter which process executes it. False for this process's own, and for one that another process left undone.
 */
export async function adoptRun({ id, stored }: Pick<OpenRun, 'id' | 'stored'>): Promise<boolean> {
  const confirmedAt = stored.resumed_at ?? stored.created_at;
  const { process_id: other } = stored;
  const isFresh = Date.now() - Date.parse(confirmedAt) < FRESH_MILLIS;
  if (other === null || other === processId() || !isFresh) return false;
  const open = await database();
  const { numUpdatedRows } = await open
    .updateTable('runs')
    .set({ process_id: processId() })
    .where('id', '=', id)
    .where('process_id', '=', other)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('run_rows')
            .select('position')
            .where('run_id', '=', id)
            .where('started_at', '>=', confirmedAt),
        ),
      ),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
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

/**
 * Records that a row's call is about to be made. False if it may not be: the row was cancelled, or its run paused, in the
 * meantime.
 */
export async function beginRow({
  runId,
  position,
  begun,
}: Pick<RowToDo, 'runId' | 'position' | 'begun'>): Promise<boolean> {
  return inSharedTransaction(await database(), async (open) => {
    const update = open
      .updateTable('run_rows')
      .set((row) => ({ state: 'calling', attempts: row('attempts', '+', 1) }))
      .where('run_id', '=', runId)
      .where('position', '=', position);
    const { numUpdatedRows } = await (
      begun
        ? // A row that was taken over began when its call did.
          update.where('state', '=', 'calling')
        : update
            .set({ started_at: new Date().toISOString() })
            .where('state', '=', 'waiting')
            .where(({ exists, selectFrom }) =>
              exists(selectFrom('runs').select('id').where('id', '=', runId).where('paused_at', 'is', null)),
            )
    ).executeTakeFirst();
    return numUpdatedRows > 0n;
  });
}

/** A row's result. `cancelled`: its call had no effect, and its run was cancelled in the meantime. */
export type RowResult =
  | StepResult
  /** It begins again once its run is resumed. */
  | { state: 'waiting'; outcome?: 'created-not-started' }
  /** `because`: its run was stopped, since whoever started it may not do so any more. */
  | { state: 'cancelled'; because?: PermissionReason; outcome?: RowOutcome };

/**
 * Records a row's result, and finishes its run if it was the last. A row that would wait for a temporary problem is
 * cancelled if its run was cancelled during its call. Returns whether it waits.
 */
export async function settleRow({ runId, position }: RowToDo, result: RowResult): Promise<boolean> {
  const now = new Date().toISOString();
  return inSharedTransaction(await database(), async (open) => {
    const { state } = await open
      .updateTable('run_rows')
      .set(({ case: when, exists, selectFrom }) => {
        if (result.state === 'accepted') return { ...columnsOf(result), accepted_at: now, ended_at: null };
        if (result.state !== 'later' && result.state !== 'waiting')
          return { ...columnsOf(result), ended_at: now };
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
    await endRunWhenDone(runId, open);
    return false;
  });
}

/** An accepted row's result: its listener has settled, or has taken so long that it is no longer followed. */
export type Settled =
  | { state: 'done'; outcome: 'changed' | 'deleted-elsewhere'; status: string | null }
  /** `status`: the last that was read; null if none could be. */
  | { state: 'unsettled'; status: string | null };

/** Records an accepted row's result, and finishes its run if it was the last. */
export async function settleAccepted({ runId, position }: AcceptedRow, settled: Settled): Promise<void> {
  await inSharedTransaction(await database(), async (open) => {
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
    // In the same transaction: of two last rows, the later one must find the other settled.
    await endRunWhenDone(runId, open);
  });
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

/** Whether nothing more of a run may begin for now. */
export async function isPaused(runId: number): Promise<boolean> {
  const open = await database();
  const run = await open
    .selectFrom('runs')
    .select('paused_at')
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  return run.paused_at !== null;
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
export async function endRunWhenDone(runId: number, connection?: Kysely<DatabaseSchema>): Promise<void> {
  const open = connection ?? (await database());
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
> &
  Partial<Pick<RunRowsTable, 'confirmed_json'>>;

const blank = { outcome: null, obstacle: null, status: null, code: null, message: null, request_id: null };

/** What a creation has left takes the place of what was confirmed, which for a creation is nothing. */
function columnsOf(result: RowResult): ResultColumns {
  const left = 'left' in result && result.left ? { confirmed_json: JSON.stringify(result.left) } : {};
  return { ...outcomeColumns(result), ...left };
}

function outcomeColumns(result: RowResult): ResultColumns {
  switch (result.state) {
    case 'waiting':
      return { ...blank, state: 'waiting', outcome: result.outcome ?? null };
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
        : {
            ...blank,
            state: 'skipped',
            outcome: result.outcome ?? null,
            obstacle: result.why.blockReason,
            message: result.why.reason,
          };
    case 'failed':
    case 'unknown':
    case 'later': {
      const { code, message, requestId } = result.error;
      // A row waiting for a temporary problem has not begun: it can still be cancelled.
      const state = result.state === 'later' ? 'waiting' : result.state;
      const outcome = result.outcome ?? null;
      return { ...blank, state, outcome, code, message, request_id: requestId };
    }
  }
}

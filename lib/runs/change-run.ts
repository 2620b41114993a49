import 'server-only';
import type { UpdateObject } from 'kysely';
import { processId } from '@/lib/activity/append';
import { noListener, type RunOperation } from '@/lib/activity/query';
import { recordActivity } from '@/lib/activity/record';
import { database } from '@/lib/db/database';
import type { DatabaseSchema } from '@/lib/db/schema';
import { notify } from '@/lib/db/wake';
import { inTransaction } from '@/lib/db/write-lock';
import { connectionIdentity } from '@/lib/inventory/connection';
import { sluiceCodes } from '@/lib/model/errors';
import type { Requester } from '@/lib/model/actor';
import { executeRuns } from './executor';
import { workedMillis } from './read-runs';
import { endRunWhenDone, RUNS_CHANNEL } from './row-store';
import type { ResumableState } from './run-types';

const unchecked = {
  calling:
    'Sluice stopped during this call. The outcome was not checked, because its connection was not used again.',
  accepted:
    'SLB accepted the change. Whether it settled was not checked, because its connection was not used again.',
};

/**
 * Cancels what has not begun. What is in progress finishes, and is not retried if SLB did not accept it. For a run of
 * another connection nothing counts as in progress: the outcome of its calls cannot be read. False if the run has
 * finished. The audit log records who requested it.
 */
export async function cancelRun(runId: number, actor: Requester): Promise<boolean> {
  const open = await database();
  const own = await connectionIdentity();
  const now = new Date().toISOString();
  const cancelled = await inTransaction(open, async (transaction) => {
    const run = await transaction
      .selectFrom('runs')
      .select([...clockColumns, 'connection'])
      .where('id', '=', runId)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    if (run === undefined) return false;
    await transaction
      .updateTable('runs')
      .set({ cancelled_at: now, ...(run.paused_at === null ? {} : goesOn(run, now)) })
      .where('id', '=', runId)
      .execute();
    const endRows = (
      from: keyof typeof unchecked | 'waiting',
      values: UpdateObject<DatabaseSchema, 'run_rows'>,
    ) =>
      transaction
        .updateTable('run_rows')
        .set({ ...values, ended_at: now })
        .where('run_id', '=', runId)
        .where('state', '=', from)
        .execute();
    if (run.connection === null || run.connection !== own)
      for (const from of ['calling', 'accepted'] as const)
        await endRows(from, { state: 'unknown', code: sluiceCodes.outcomeUnknown, message: unchecked[from] });
    await endRows('waiting', { state: 'cancelled' });
    await notify(transaction, RUNS_CHANNEL, String(runId));
    return true;
  });
  if (cancelled) await recordRequest('CancelRun', runId, actor);
  await endRunWhenDone(runId);
  return cancelled;
}

const clockColumns = ['created_at', 'resumed_at', 'paused_at', 'ended_at', 'worked_millis'] as const;

/** A run that goes on after a pause, or after its end: the time in between does not count. */
function goesOn(run: Parameters<typeof workedMillis>[0], now: string) {
  return { paused_at: null, ended_at: null, resumed_at: now, worked_millis: workedMillis(run, now) };
}

/**
 * Pauses a run: what is in progress finishes, and nothing more begins until it is resumed, by this process or a later one.
 * False if it has ended, is paused or cancelled, or belongs to another connection. The audit log records who requested it.
 */
export async function pauseRun(runId: number, actor: Requester): Promise<boolean> {
  const [own, open] = await Promise.all([connectionIdentity(), database()]);
  const { numUpdatedRows } = await open
    .updateTable('runs')
    .set({ paused_at: new Date().toISOString() })
    .where('id', '=', runId)
    .where('connection', '=', own)
    .where('ended_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('paused_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await notify(open, RUNS_CHANNEL, String(runId));
  await recordRequest('PauseRun', runId, actor);
  // What is in memory of it is dropped.
  void executeRuns();
  return true;
}

/** Resumes a paused run. False if it is not paused, or belongs to another connection. */
export async function resumeRun(runId: number, actor: Requester): Promise<boolean> {
  const [own, open] = await Promise.all([connectionIdentity(), database()]);
  const now = new Date().toISOString();
  const resumed = await inTransaction(open, async (transaction) => {
    const run = await transaction
      .selectFrom('runs')
      .select(clockColumns)
      .where('id', '=', runId)
      .where('connection', '=', own)
      .where('ended_at', 'is', null)
      .where('paused_at', 'is not', null)
      .executeTakeFirst();
    if (run === undefined) return false;
    await transaction.updateTable('runs').set(goesOn(run, now)).where('id', '=', runId).execute();
    await notify(transaction, RUNS_CHANNEL, String(runId));
    return true;
  });
  if (!resumed) return false;
  await recordRequest('ResumeRun', runId, actor);
  void executeRuns();
  return true;
}

/**
 * Retries the rows that failed, or those whose outcome is unknown, in the same run. Each is read first, so that none is
 * executed twice: one already in effect needs no call. Those that did not settle are only followed again. False if the
 * run is still in progress, has no such row, or belongs to another connection. The audit log records who requested it.
 */
export async function retryRows(runId: number, state: ResumableState, actor: Requester): Promise<boolean> {
  const own = await connectionIdentity();
  const open = await database();
  const now = new Date().toISOString();
  const again = await inTransaction(open, async (transaction) => {
    const run = await transaction
      .selectFrom('runs')
      .select([...clockColumns, 'connection'])
      .where('id', '=', runId)
      .executeTakeFirst();
    if (run === undefined || run.ended_at === null) return false;
    if (run.connection === null || run.connection !== own) return false;
    const { numUpdatedRows } = await transaction
      .updateTable('run_rows')
      .set(
        state === 'unsettled'
          ? { state: 'accepted', accepted_at: now, ended_at: null }
          : { state: 'waiting', ended_at: null },
      )
      .where('run_id', '=', runId)
      .where('state', '=', state)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    // Resuming reverts the cancellation, and counts as a confirmation to this process.
    await transaction
      .updateTable('runs')
      .set({
        ...goesOn(run, now),
        cancelled_at: null,
        process_id: processId(),
      })
      .where('id', '=', runId)
      .execute();
    await notify(transaction, RUNS_CHANNEL, String(runId));
    return true;
  });
  if (again) {
    await recordRequest(state === 'failed' ? 'RetryRun' : 'LookAtRun', runId, actor);
    void executeRuns();
  }
  return again;
}

/** Records in the audit log who cancelled or resumed a run: its rows' writes are logged under whoever started it. */
async function recordRequest(operation: RunOperation, runId: number, actor: Requester): Promise<void> {
  await recordActivity({
    actor: actor.name,
    from: actor.from,
    sessionId: actor.sessionId,
    operation,
    ...noListener,
    before: null,
    after: null,
    runId,
    outcome: 'succeeded',
    code: null,
    message: null,
    requestId: null,
    durationMillis: 0,
  });
}

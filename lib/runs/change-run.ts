import 'server-only';
import { processId } from '@/lib/activity/append';
import { noListener, type RunOperation } from '@/lib/activity/query';
import { recordActivity } from '@/lib/activity/record';
import { database } from '@/lib/db/database';
import { inTransaction } from '@/lib/db/write-lock';
import { connectionIdentity } from '@/lib/inventory/connection';
import { sluiceCodes } from '@/lib/model/errors';
import type { Actor } from '@/lib/listeners/commands/audit-log';
import { executeRuns } from './executor';
import { endRunWhenDone } from './row-store';
import type { ResumableState } from './run-types';

/**
 * Cancels what has not begun; what is under way ends, and is not tried again where SLB did not take it. Of a run of
 * another connection nothing is under way: the outcome of its calls cannot be read. False where the run is over. The activity log keeps who asked.
 */
export async function cancelRun(runId: number, actor: Actor): Promise<boolean> {
  const open = await database();
  const own = await connectionIdentity();
  const now = new Date().toISOString();
  const cancelled = await inTransaction(open, async (transaction) => {
    const run = await transaction
      .updateTable('runs')
      .set({ cancelled_at: now })
      .where('id', '=', runId)
      .where('ended_at', 'is', null)
      .returning('connection')
      .executeTakeFirst();
    if (run === undefined) return false;
    if (run.connection === null || run.connection !== own)
      await transaction
        .updateTable('run_rows')
        .set({
          state: 'unknown',
          code: sluiceCodes.outcomeUnknown,
          message:
            'Sluice stopped during this call. The outcome was not checked, because its connection was not used again.',
          ended_at: now,
        })
        .where('run_id', '=', runId)
        .where('state', '=', 'calling')
        .execute();
    if (run.connection === null || run.connection !== own)
      await transaction
        .updateTable('run_rows')
        .set({
          state: 'unknown',
          code: sluiceCodes.outcomeUnknown,
          message:
            'SLB accepted the change. Whether it settled was not checked, because its connection was not used again.',
          ended_at: now,
        })
        .where('run_id', '=', runId)
        .where('state', '=', 'accepted')
        .execute();
    await transaction
      .updateTable('run_rows')
      .set({ state: 'cancelled', ended_at: now })
      .where('run_id', '=', runId)
      .where('state', '=', 'waiting')
      .execute();
    return true;
  });
  if (cancelled) await recordRequest('CancelRun', runId, actor);
  await endRunWhenDone(runId);
  return cancelled;
}

/**
 * Does the rows that failed, or those whose outcome is unknown, once more, on the same run. Each reads first, so that none is done twice:
 * one that is found done needs no call. Those that did not settle are only followed again. False where the run is still under way, has no
 * such row, or is another connection's. The activity log keeps who asked.
 */
export async function retryRows(runId: number, state: ResumableState, actor: Actor): Promise<boolean> {
  const own = await connectionIdentity();
  const open = await database();
  const again = await inTransaction(open, async (transaction) => {
    const run = await transaction
      .selectFrom('runs')
      .select(['ended_at', 'connection'])
      .where('id', '=', runId)
      .executeTakeFirst();
    if (run === undefined || run.ended_at === null) return false;
    if (run.connection === null || run.connection !== own) return false;
    const { numUpdatedRows } = await transaction
      .updateTable('run_rows')
      .set(
        state === 'unsettled'
          ? { state: 'accepted', accepted_at: new Date().toISOString(), ended_at: null }
          : { state: 'waiting', ended_at: null },
      )
      .where('run_id', '=', runId)
      .where('state', '=', state)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    // Whoever takes it up again takes back that it was cancelled, and has confirmed it to this process.
    await transaction
      .updateTable('runs')
      .set({ ended_at: null, cancelled_at: null, process_id: processId() })
      .where('id', '=', runId)
      .execute();
    return true;
  });
  if (again) {
    await recordRequest(state === 'failed' ? 'RetryRun' : 'LookAtRun', runId, actor);
    void executeRuns();
  }
  return again;
}

/** Puts into the activity log who cancelled a run, or took it up again: its rows' writes are in there as those of whoever began it. */
async function recordRequest(operation: RunOperation, runId: number, actor: Actor): Promise<void> {
  await recordActivity({
    actor: actor.name,
    from: actor.from,
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

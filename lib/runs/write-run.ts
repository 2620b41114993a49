import 'server-only';
import type { Insertable, Kysely } from 'kysely';
import { processId } from '@/lib/activity/append';
import { database } from '@/lib/db/database';
import type { DatabaseSchema } from '@/lib/db/schema';
import { notify } from '@/lib/db/wake';
import { inTransaction } from '@/lib/db/write-lock';
import { connectionIdentity } from '@/lib/inventory/connection';
import type { ListenerKey } from '@/lib/model/outcome';
import type { Requester } from '@/lib/model/actor';
import type { AuditState } from '@/lib/listeners/commands/audit-log';
import { endRunWhenDone, RUNS_CHANNEL } from './row-store';
import type { SetParameters } from '@/lib/listeners/wire/set-parameters';
import type { ListenerSpec } from '@/lib/model/schema';
import type { RowAction, Run, RunKind, RunSettings, SkipReason } from './run-types';

/**
 * A row of a planned run. `skip`: a rule forbids it, as the operator was told; it is stored for the record and makes no
 * call.
 */
export type PlannedRow<Reason extends SkipReason = SkipReason> = {
  listener: ListenerKey;
  protocol: string;
  loadBalancerName: string | null;
  skip: { blockReason: Reason; reason: string | null } | null;
  /** A deletion confirmed for a stopped listener: the listener is left alone if it is running when its turn comes. */
  onlyIfStopped: boolean;
  /**
   * It is included although the outcome of earlier writes on it, up to this one, is unknown: the operator was warned.
   */
  despiteUnsettled?: number | null;
  /** What the list returned about the listener when it was confirmed; null if it was never read. */
  confirmed?: AuditState | null;
  /** What a change sets on this listener, if not the same on all. */
  set?: SetParameters | null;
  /** In a run of a plan: what to do about the listener. */
  action?: RowAction;
  /** What a creation creates. */
  spec?: ListenerSpec | null;
};

const ROWS_PER_INSERT = 500;

/** The request for a run. */
export type PlannedRun = {
  kind: RunKind;
  /** For changes only. */
  settings?: RunSettings | null;
  source?: Run['source'];
  /** The plan it is of. */
  planId?: number;
  rows: readonly PlannedRow[];
  actor: Requester;
  /** Called in the transaction that writes the run; throws if it must not begin after all. */
  check?: (transaction: Kysely<DatabaseSchema>, connection: string) => Promise<void>;
};

/**
 * Writes a run with all its rows durably, for the current connection, and returns its id; it is not started. Throws
 * without rows, without credentials, if the database cannot be written, and as `check` does.
 */
export async function writeRun(planned: PlannedRun): Promise<number> {
  if (planned.rows.length === 0) throw new Error('a run needs a listener');
  for (const { action, spec } of planned.rows) {
    if ((planned.kind === 'plan') !== (action !== undefined))
      throw new Error('only rows of a plan have an action');
    if (action === 'create' && !spec) throw new Error('a creation needs what it creates');
  }
  const connection = await connectionIdentity();
  if (connection === null) throw new Error('a run needs credentials');
  const open = await database();
  const now = new Date().toISOString();
  const runId = await inTransaction(open, async (transaction) => {
    await planned.check?.(transaction, connection);
    const { id } = await transaction
      .insertInto('runs')
      .values({
        kind: planned.kind,
        settings_json: JSON.stringify(planned.settings ?? null),
        actor: planned.actor.name,
        from_address: planned.actor.from,
        person_id: planned.actor.personId,
        session_id: planned.actor.sessionId,
        connection,
        created_at: now,
        cancelled_at: null,
        paused_at: null,
        ended_at: null,
        process_id: processId(),
        resumed_at: null,
        source_run: planned.source?.runId ?? null,
        source_how: planned.source?.how ?? null,
        plan_id: planned.planId ?? null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const rows = planned.rows.map((row, index): Insertable<DatabaseSchema['run_rows']> => ({
      run_id: id,
      position: index + 1,
      region_id: row.listener.regionId,
      load_balancer_id: row.listener.loadBalancerId,
      listener_port: row.listener.listenerPort,
      protocol: row.protocol,
      load_balancer_name: row.loadBalancerName,
      state: row.skip === null ? 'waiting' : 'skipped',
      obstacle: row.skip?.blockReason ?? null,
      message: row.skip?.reason ?? null,
      attempts: 0,
      only_if_stopped: row.onlyIfStopped ? 1 : 0,
      despite_unsettled: row.despiteUnsettled ?? 0,
      confirmed_json: row.skip === null && row.confirmed ? JSON.stringify(row.confirmed) : null,
      set_json: row.skip === null && row.set ? JSON.stringify(row.set) : null,
      action: row.action ?? null,
      spec_json: row.skip === null && row.spec ? JSON.stringify(row.spec) : null,
      ended_at: row.skip === null ? null : now,
    }));
    for (let start = 0; start < rows.length; start += ROWS_PER_INSERT)
      await transaction
        .insertInto('run_rows')
        .values(rows.slice(start, start + ROWS_PER_INSERT))
        .execute();
    await notify(transaction, RUNS_CHANNEL, String(id));
    return id;
  });
  await endRunWhenDone(runId);
  return runId;
}

import 'server-only';
import { database } from '@/lib/db/database';
import { listenerOf } from '@/lib/db/schema';

/** What the log has about a run's write on one listener: its states before and after, as stored. */
export type RunWrite = {
  /** The entry of its outcome. */
  id: number;
  listener: { regionId: string; loadBalancerId: string; listenerPort: number };
  before: unknown;
  after: unknown;
};

/**
 * The newest write of a run on each listener that SLB accepted, or that may have taken effect. `span`: from when to when
 * the run was in progress; the log has no index of runs.
 */
export async function writesOfRun(runId: number, span: { from: string; to: string }): Promise<RunWrite[]> {
  const open = await database();
  const rows = await open
    .selectFrom('activity as ended')
    .innerJoin('activity as begun', 'begun.id', 'ended.begun_id')
    .select([
      'ended.id',
      'ended.region_id',
      'ended.load_balancer_id',
      'ended.listener_port',
      'begun.before_json',
      'begun.after_json',
    ])
    .where('ended.at', '>=', span.from)
    .where('ended.at', '<=', span.to)
    .where('ended.run_id', '=', runId)
    .where('ended.outcome', 'in', ['succeeded', 'unknown'])
    .orderBy('ended.id')
    .execute();
  const newest = new Map<string, RunWrite>();
  for (const row of rows)
    newest.set(`${row.region_id}/${row.load_balancer_id}/${row.listener_port}`, {
      id: row.id,
      listener: listenerOf(row),
      before: JSON.parse(row.before_json),
      after: JSON.parse(row.after_json),
    });
  return [...newest.values()];
}

/** A write of a run that SLB accepted, or whose outcome is unknown; `wasObserved`: a read has shown its effect since. */
export type EndedWrite = {
  /** The API action. */
  operation: string;
  outcome: string;
  code: string | null;
  message: string | null;
  requestId: string | null;
  wasObserved: boolean;
};

/** The writes of a run on one listener, oldest first, without those that were rejected. */
export async function endedWritesOf({
  runId,
  listener,
}: {
  runId: number;
  listener: RunWrite['listener'];
}): Promise<EndedWrite[]> {
  const open = await database();
  const rows = await open
    .selectFrom('activity as ended')
    .leftJoin('unsettled_writes as write', 'write.begun_id', 'ended.begun_id')
    .select([
      'ended.operation',
      'ended.outcome',
      'ended.code',
      'ended.message',
      'ended.request_id',
      'write.settled_as',
    ])
    .where('ended.run_id', '=', runId)
    .where('ended.region_id', '=', listener.regionId)
    .where('ended.load_balancer_id', '=', listener.loadBalancerId)
    .where('ended.listener_port', '=', listener.listenerPort)
    .where('ended.outcome', 'in', ['succeeded', 'unknown'])
    .orderBy('ended.id')
    .execute();
  return rows.map((row) => ({
    operation: row.operation,
    outcome: row.outcome,
    code: row.code,
    message: row.message,
    requestId: row.request_id,
    wasObserved: row.settled_as === 'seen',
  }));
}

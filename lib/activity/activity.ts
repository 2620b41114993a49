import 'server-only';
import { database } from '@/lib/db/database';
import type { ActivityTable } from '@/lib/db/schema';

/** One write that was asked for: by whom, of what, from what to what, and what became of it. */
export type ActivityEntry = {
  actor: string;
  operation: string;
  regionId: string;
  loadBalancerId: string;
  listenerPort: number;
  before: unknown;
  after: unknown;
  outcome: 'succeeded' | 'refused' | 'unknown';
  code: string | null;
  message: string | null;
  requestId: string | null;
  durationMillis: number;
  from: string | null;
};

/** An entry as it stands in the trail; `at` is ISO 8601 in UTC, `id` grows. */
export type RecordedActivity = ActivityEntry & { id: number; at: string };

/** Adds an entry to the trail; on the disk before it resolves. Throws when it cannot be written. */
export async function recordActivity(entry: ActivityEntry): Promise<void> {
  const open = await database();
  await open
    .insertInto('activity')
    .values({
      at: new Date().toISOString(),
      actor: entry.actor,
      operation: entry.operation,
      region_id: entry.regionId,
      load_balancer_id: entry.loadBalancerId,
      listener_port: entry.listenerPort,
      before_json: JSON.stringify(entry.before ?? null),
      after_json: JSON.stringify(entry.after ?? null),
      outcome: entry.outcome,
      code: entry.code,
      message: entry.message,
      request_id: entry.requestId,
      duration_millis: Math.round(entry.durationMillis),
      from_address: entry.from,
    })
    .execute();
}

/** The newest entries first; with `beforeId` those older than it. */
export async function listActivity({
  limit,
  beforeId,
}: {
  limit: number;
  beforeId?: number | undefined;
}): Promise<RecordedActivity[]> {
  const open = await database();
  let query = open.selectFrom('activity').selectAll().orderBy('id', 'desc').limit(limit);
  if (beforeId !== undefined) query = query.where('id', '<', beforeId);
  const rows = await query.execute();
  return rows.map(recordedOf);
}

function recordedOf(row: Omit<ActivityTable, 'id'> & { id: number }): RecordedActivity {
  return {
    id: row.id,
    at: row.at,
    actor: row.actor,
    operation: row.operation,
    regionId: row.region_id,
    loadBalancerId: row.load_balancer_id,
    listenerPort: row.listener_port,
    before: JSON.parse(row.before_json),
    after: JSON.parse(row.after_json),
    outcome: row.outcome,
    code: row.code,
    message: row.message,
    requestId: row.request_id,
    durationMillis: row.duration_millis,
    from: row.from_address,
  };
}

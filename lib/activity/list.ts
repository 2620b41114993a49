import 'server-only';
import { database } from '@/lib/db/database';
import type { ActivityTable } from '@/lib/db/schema';
import type { ActivityEntry } from './record';

/** An entry as it stands in the trail; `at` is ISO 8601 in UTC, `id` grows. */
export type RecordedActivity = ActivityEntry & { id: number; at: string };

/** The newest entries first; with `beforeId` those older than it, with `regionId` those of that region. */
export async function listActivity({
  limit,
  beforeId,
  regionId,
}: {
  limit: number;
  beforeId?: number | undefined;
  regionId?: string | undefined;
}): Promise<RecordedActivity[]> {
  const open = await database();
  let query = open.selectFrom('activity').selectAll().orderBy('id', 'desc').limit(limit);
  if (beforeId !== undefined) query = query.where('id', '<', beforeId);
  if (regionId !== undefined) query = query.where('region_id', '=', regionId);
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

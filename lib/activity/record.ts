import 'server-only';
import { database } from '@/lib/db/database';

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

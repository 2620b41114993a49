import 'server-only';
import { createHash } from 'node:crypto';
import type { ActivityRow } from './schema';

/** What the first entry of the trail holds in place of the hash before it. */
export const GENESIS = '0'.repeat(64);

/** An entry without its own hash. */
export type UnhashedActivity = Omit<ActivityRow, 'hash'>;

/**
 * The hash of an entry of the activity trail: SHA-256, in lower-case hex, over the UTF-8 bytes of one JSON array without
 * white space, as `JSON.stringify` writes it: the name of this format, the hash of the entry before, and the columns in the
 * order below (texts as they stand in the database, whole numbers, null). docs/activity.md states it for those who check
 * it by other means; scripts/lib/activity-chain.js restates it. A change of the format is a new name beside this one.
 */
export function hashOfActivity(entry: UnhashedActivity): string {
  const content = JSON.stringify([
    'sluice-activity/1',
    entry.previous_hash,
    entry.id,
    entry.at,
    entry.actor,
    entry.operation,
    entry.region_id,
    entry.load_balancer_id,
    entry.listener_port,
    entry.before_json,
    entry.after_json,
    entry.outcome,
    entry.code,
    entry.message,
    entry.request_id,
    entry.duration_millis,
    entry.from_address,
    entry.begun_id,
    entry.run_id,
    entry.process_id,
  ]);
  return createHash('sha256').update(content, 'utf8').digest('hex');
}

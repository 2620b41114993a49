import 'server-only';
import { createHash } from 'node:crypto';
import type { ActivityRow } from './schema';

/** The previous hash of the first entry. */
export const GENESIS = '0'.repeat(64);

/** An entry without its own hash. */
export type UnhashedActivity = Omit<ActivityRow, 'hash'>;

/**
 * The hash of an audit log entry: SHA-256, in lowercase hex, over the UTF-8 bytes of one JSON array without whitespace,
 * as `JSON.stringify` writes it: the name of this format, the previous entry's hash, and the columns in the order below
 * (texts as in the database, integers, null). docs/activity.md documents it for independent checks;
 * scripts/lib/activity-chain.js restates it. A new format gets a new name next to this one.
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

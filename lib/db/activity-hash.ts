import 'server-only';
import { createHash } from 'node:crypto';
import type { ActivityRow } from './schema';

/** The previous hash of the first entry. */
export const GENESIS = '0'.repeat(64);

/** Columns that entries of format 1 do not have. */
type Source = Pick<ActivityRow, 'account' | 'session_id'>;

/** An entry without its own hash. */
export type UnhashedActivity = Omit<ActivityRow, 'hash' | keyof Source> & Partial<Source>;

/**
 * The hash of an audit log entry: SHA-256, in lowercase hex, over the UTF-8 bytes of one JSON array without whitespace,
 * as `JSON.stringify` writes it: the name of this format, the previous entry's hash, and the columns in the order below
 * (texts as in the database, integers, null). docs/activity.md documents it for independent checks;
 * scripts/lib/activity-chain.js restates it. An entry that names its account or session has format 2, which adds both; a
 * further format gets a further name.
 */
export function hashOfActivity({ account = null, session_id = null, ...entry }: UnhashedActivity): string {
  const source = account === null && session_id === null ? [] : [account, session_id];
  const content = JSON.stringify([
    source.length === 0 ? 'sluice-activity/1' : 'sluice-activity/2',
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
    ...source,
  ]);
  return createHash('sha256').update(content, 'utf8').digest('hex');
}

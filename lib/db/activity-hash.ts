import 'server-only';
import { createHash } from 'node:crypto';
import type { ActivityRow } from './schema';

/** The previous hash of the first entry. */
export const GENESIS = '0'.repeat(64);

/** The columns of format 1, in the order in which they are hashed. */
const firstColumns = [
  'previous_hash',
  'id',
  'at',
  'actor',
  'operation',
  'region_id',
  'load_balancer_id',
  'listener_port',
  'before_json',
  'after_json',
  'outcome',
  'code',
  'message',
  'request_id',
  'duration_millis',
  'from_address',
  'begun_id',
  'run_id',
  'process_id',
] as const;

/** What each further format adds at the end. Formats are only ever added. */
const addedColumns = [['account', 'session_id'], ['sluice_request_id'], ['listener_protocol']] as const;

type AddedColumn = (typeof addedColumns)[number][number];

/** An entry without its own hash; what later formats added may be missing. */
export type UnhashedActivity = Omit<ActivityRow, 'hash' | AddedColumn> &
  Partial<Pick<ActivityRow, AddedColumn>>;

/**
 * The hash of an audit log entry: SHA-256, in lowercase hex, over the UTF-8 bytes of one JSON array without whitespace,
 * as `JSON.stringify` writes it: the name of its format and the columns of that format (texts as in the database,
 * integers, null). An entry has the first format that holds all it says, so entries of earlier versions keep theirs.
 * docs/activity.md documents it for independent checks; scripts/lib/activity-chain.js restates it.
 */
export function hashOfActivity(entry: UnhashedActivity): string {
  const additions =
    addedColumns.findLastIndex((columns) => columns.some((column) => (entry[column] ?? null) !== null)) + 1;
  const columns = [...firstColumns, ...addedColumns.slice(0, additions).flat()];
  const content = [`sluice-activity/${additions + 1}`, ...columns.map((column) => entry[column] ?? null)];
  return createHash('sha256').update(JSON.stringify(content), 'utf8').digest('hex');
}

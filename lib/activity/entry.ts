import 'server-only';
import { database } from '@/lib/db/database';
import type { ActivityRow } from '@/lib/db/schema';
import { recordedOf, selectLines, type RecordedActivity } from './lines';

/** A chain entry as stored: which one it is, and its hashes. */
export type ChainedEntry = Pick<ActivityRow, 'id' | 'at' | 'outcome' | 'hash'> & { previousHash: string };

/** A write with the entries it consists of: one, or its intent and its outcome. */
export type ActivityDetail = { line: RecordedActivity; entries: ChainedEntry[] };

/**
 * The write an entry belongs to, also if the entry is the intent of one that has ended since. Null: there is no such
 * entry.
 */
export async function readActivity(id: number): Promise<ActivityDetail | null> {
  const open = await database();
  const entry = await open
    .selectFrom('activity')
    .select(['id', 'begun_id'])
    .where((where) => where.or([where('id', '=', id), where('begun_id', '=', id)]))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (entry === undefined) return null;
  const row = await selectLines(open).where('line.id', '=', entry.id).executeTakeFirst();
  if (row === undefined) return null;
  const entries = await open
    .selectFrom('activity')
    .select(['id', 'at', 'outcome', 'hash', 'previous_hash as previousHash'])
    .where('id', 'in', entry.begun_id === null ? [entry.id] : [entry.begun_id, entry.id])
    .orderBy('id')
    .execute();
  return { line: recordedOf(row), entries };
}

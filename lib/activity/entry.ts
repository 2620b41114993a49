import 'server-only';
import { database } from '@/lib/db/database';
import type { ActivityRow } from '@/lib/db/schema';
import { recordedOf, selectLines, type RecordedActivity } from './lines';

/** An entry of the chain as it stands there: which it is, and what holds it. */
export type ChainedEntry = Pick<ActivityRow, 'id' | 'at' | 'outcome' | 'hash'> & { previousHash: string };

/** A deed with the entries it is made of: one, or its intent and its outcome. */
export type ActivityDetail = { line: RecordedActivity; entries: ChainedEntry[] };

/** The deed that an entry belongs to, also where it is the intent of one that has ended since. Null: there is no such entry. */
export async function readActivity(id: number): Promise<ActivityDetail | null> {
  const open = await database();
  const requested = await open
    .selectFrom('activity')
    .select(['id', 'begun_id'])
    .where((where) => where.or([where('id', '=', id), where('begun_id', '=', id)]))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (requested === undefined) return null;
  const row = await selectLines(open).where('line.id', '=', requested.id).executeTakeFirst();
  if (row === undefined) return null;
  const entries = await open
    .selectFrom('activity')
    .select(['id', 'at', 'outcome', 'hash', 'previous_hash as previousHash'])
    .where('id', 'in', requested.begun_id === null ? [requested.id] : [requested.begun_id, requested.id])
    .orderBy('id')
    .execute();
  return { line: recordedOf(row), entries };
}

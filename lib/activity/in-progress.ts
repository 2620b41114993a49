import 'server-only';
import { database } from '@/lib/db/database';
import { recordedOf, selectLines } from './lines';

/** Which of these entries still have no outcome, in ascending order: what a page that shows them polls. */
export async function inProgressAmong(ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const open = await database();
  const rows = await selectLines(open)
    .where('line.id', 'in', ids)
    .where('line.id', 'in', open.selectFrom('activity_open').select('id'))
    .orderBy('line.id')
    .execute();
  return rows.filter((row) => recordedOf(row).outcome === 'under-way').map(({ id }) => id);
}

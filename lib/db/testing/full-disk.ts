import { sql } from 'kysely';
import { database } from '../database';

/**
 * The open database gets no further page, as on a disk without room: what fits into the pages that are there is still written, and then nothing.
 * `makeRoom` ends that.
 */
export async function fillDisk(): Promise<{ makeRoom: () => Promise<void> }> {
  const open = await database();
  const { rows } = await sql<{ max_page_count: number }>`pragma max_page_count`.execute(open);
  const most = rows[0]?.max_page_count ?? 0;
  // SQLite takes the number of pages that there are for the least.
  await sql`pragma max_page_count = 1`.execute(open);
  return {
    makeRoom: async () => {
      await sql.raw(`pragma max_page_count = ${most}`).execute(open);
    },
  };
}

import { sql } from 'kysely';
import { database } from '../database';

/**
 * The open database cannot grow, as on a full disk: what fits into the existing pages is still written, and then
 * nothing. `makeRoom` ends that.
 */
export async function fillDisk(): Promise<{ makeRoom: () => Promise<void> }> {
  const open = await database();
  const { rows } = await sql<{ max_page_count: number }>`pragma max_page_count`.execute(open);
  const most = rows[0]?.max_page_count ?? 0;
  // SQLite does not go below the existing number of pages.
  await sql`pragma max_page_count = 1`.execute(open);
  return {
    makeRoom: async () => {
      await sql.raw(`pragma max_page_count = ${most}`).execute(open);
    },
  };
}

import { sql } from 'kysely';
import { database } from '../database';
import { isPostgres } from '../dialect';

/**
 * The open database cannot grow, as on a full disk: of SQLite, what fits into the existing pages is still written, and
 * then nothing; PostgreSQL writes nothing. `makeRoom` ends that.
 */
export async function fillDisk(): Promise<{ makeRoom: () => Promise<void> }> {
  const open = await database();
  if (isPostgres(open)) return rejectAllWrites();
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

/** A server has no limit that a test could set, but a trigger may fail with its code. */
async function rejectAllWrites(): Promise<{ makeRoom: () => Promise<void> }> {
  const open = await database();
  const tables = await open.introspection.getTables();
  await sql`create function disk_is_full() returns trigger language plpgsql as $$ begin
    raise exception 'could not extend file: No space left on device' using errcode = 'disk_full';
  end $$`.execute(open);
  for (const { name } of tables)
    await sql`create trigger a_full_disk before insert or update or delete on ${sql.table(name)}
      for each statement execute function disk_is_full()`.execute(open);
  return {
    makeRoom: async () => {
      await sql`drop function disk_is_full cascade`.execute(open);
    },
  };
}

import { sql } from 'kysely';
import { database } from '../database';
import { isPostgres } from '../dialect';

/** Runs statements like somebody with access to the database, who has removed what protects the log. */
export async function tamper(...statements: readonly string[]): Promise<void> {
  const open = await database();
  if (isPostgres(open)) await sql`alter table activity disable trigger user`.execute(open);
  else
    for (const trigger of ['update', 'delete', 'replace'])
      await sql.raw(`drop trigger if exists activity_refuses_${trigger}`).execute(open);
  for (const statement of statements) await sql.raw(statement).execute(open);
  // Others still write.
  if (isPostgres(open)) await sql`alter table activity enable trigger user`.execute(open);
}

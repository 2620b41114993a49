import 'server-only';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { activityTerms } from './activity-search';
import { createWordIndex, insertTerms, isPostgres } from './dialect';
import type { ActivityRow, DatabaseSchema } from './schema';
import { underWriteLock } from './write-lock';

const AT_ONCE = 1000;

/**
 * Lengths of the prefixes that the audit log's word index stores as words of their own: one to ten letters, after the
 * two that say what kind of word it is. Without them a prefix search is the union of all words with that prefix,
 * computed for each page. Longer prefixes still are, but few words share them.
 */
const LENGTHS = '3 4 5 6 7 8 9 10 11 12';

/**
 * Rebuilds the audit log's word index, with prefixes. It contains nothing the log does not, so it is filled from there.
 * Like `chainActivity` it is all or nothing, and finds its work done if only Kysely's record of it is missing.
 * PostgreSQL's index finds prefixes as it is.
 */
export async function indexActivityBeginnings(database: Kysely<unknown>): Promise<void> {
  if (isPostgres(database)) return;
  await underWriteLock(database, async () => {
    const { rows } = await sql<{
      sql: string;
    }>`select sql from sqlite_master where name = 'activity_words'`.execute(database);
    if (!rows.some((table) => table.sql.includes('prefix=')))
      await refill(database.withTables<DatabaseSchema>());
  });
}

async function refill(database: Kysely<DatabaseSchema>): Promise<void> {
  await sql`drop table activity_words`.execute(database);
  await createWordIndex(database, LENGTHS);
  let lastId = 0;
  for (;;) {
    const { rows } = await sql<ActivityRow>`
      select line.*, coalesce(begun.before_json, line.before_json) as before_json,
        coalesce(begun.after_json, line.after_json) as after_json
      from activity line left join activity begun on begun.id = line.begun_id
      where line.id > ${lastId} and line.outcome <> 'begun' order by line.id limit ${AT_ONCE}`.execute(
      database,
    );
    if (rows.length === 0) return;
    // Statements are released between turns of the event loop; without one they pile up in memory.
    await nextTurn();
    for (const row of rows) await insertTerms(database, row.id, activityTerms(row));
    lastId = rows.at(-1)?.id ?? lastId;
  }
}

import 'server-only';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { activityTerms } from './activity-search';
import type { ActivityRow, DatabaseSchema } from './schema';
import { underWriteLock } from './write-lock';

const AT_ONCE = 1000;

/**
 * Lengths of beginnings that the index of the trail's words keeps as words of their own: of one letter to ten, behind the two that say
 * what it is a word of. Without them a beginning is the union of all words that begin so, made anew for each page. Longer ones still
 * are, and few words begin so.
 */
const LENGTHS = '3 4 5 6 7 8 9 10 11 12';

/**
 * Makes the index of the trail's words again, with their beginnings. It holds nothing that the trail does not, so it is filled from
 * there. Like `chainActivity` it is all done or not at all, and finds its work done where only Kysely's note of it is missing.
 */
export async function indexActivityBeginnings(database: Kysely<unknown>): Promise<void> {
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
  await sql
    .raw(
      `create virtual table activity_words using fts5(
        words, content='', columnsize=0, detail=none, prefix='${LENGTHS}',
        tokenize="unicode61 remove_diacritics 0 tokenchars '='")`,
    )
    .execute(database);
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
    // Statements are let go of between turns of the event loop; without one they pile up in memory.
    await nextTurn();
    for (const row of rows) {
      await sql`insert into activity_words (rowid, words) values (${row.id}, ${activityTerms(row).join(' ')})`.execute(
        database,
      );
    }
    lastId = rows.at(-1)?.id ?? lastId;
  }
}

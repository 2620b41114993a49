import 'server-only';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { GENESIS } from './activity-hash';

/**
 * Everything in which the two databases differ, for statements that Kysely cannot write for both. All other statements
 * are written so that both run them: a JSON column is text, a time is an ISO 8601 text, a boolean is 0 or 1.
 */

/**
 * Whether it is PostgreSQL; otherwise it is the embedded SQLite. Not by the class of its adapter: a Next server may load
 * Kysely twice.
 */
export function isPostgres<Schema>(database: Kysely<Schema>): boolean {
  return database.getExecutor().adapter.supportsTransactionalDdl;
}

/** Held by whoever writes: SQLite has one writer, and transactions here rely on it (`write-lock.ts`). */
const WRITE_LOCK = 5_702_001;

/** Begins a transaction that nobody else writes beside. */
export async function beginWrite<Schema>(connection: Kysely<Schema>): Promise<void> {
  if (!isPostgres(connection)) {
    await sql`begin immediate`.execute(connection);
    return;
  }
  await sql`begin`.execute(connection);
  await sql`select pg_advisory_xact_lock(${WRITE_LOCK})`.execute(connection);
}

/**
 * The rows of a statement as one parameter: a table with one column `value`, of whose items `->> 0`, `->> 1`… are
 * texts. A statement with thousands of parameters takes longer to build than to run.
 */
export function jsonRows<Schema>(
  database: Kysely<Schema>,
  rows: readonly (readonly (string | number | null)[])[],
): RawBuilder<unknown> {
  const json = JSON.stringify(rows);
  return isPostgres(database)
    ? sql`json_array_elements(cast(${json} as json)) as rows_of_json(value)`
    : sql`json_each(${json})`;
}

/** The columns of a table; none if there is no such table. */
export async function columnsOf<Schema>(database: Kysely<Schema>, table: string): Promise<string[]> {
  const columns = isPostgres(database)
    ? sql<{ name: string }>`select column_name as name from information_schema.columns
        where table_schema = current_schema() and table_name = ${table}`
    : sql<{ name: string }>`select name from pragma_table_info(${table})`;
  return (await columns.execute(database)).rows.map(({ name }) => name);
}

/** What ends `create table` if its primary key is how its rows are found. */
export function clusteredByKey<Schema>(database: Kysely<Schema>): string {
  return isPostgres(database) ? '' : 'without rowid';
}

/** Reads all of the database for damage and says what was found; null: nothing, or that the server looks itself. */
export async function damageOf<Schema>(database: Kysely<Schema>): Promise<string | null> {
  if (isPostgres(database)) return null;
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(1)`.execute(database);
  const found = rows[0]?.quick_check ?? 'it cannot be read';
  return found === 'ok' ? null : found;
}

/** Where PostgreSQL keeps the calls per second that processes share; on the embedded database memory does. */
export async function createCallSlots<Schema>(database: Kysely<Schema>): Promise<void> {
  if (!isPostgres(database)) return;
  for (const statement of CALL_SLOTS) await sql.raw(statement).execute(database);
}

const CALL_SLOTS = [
  // Unlogged: a reservation is worth nothing after a second, and must not wait for the disk.
  'create unlogged table call_slots (account text primary key, taken timestamptz[] not null)',
  // Each slot is at least `span` after the one that is `per_second` before it, so no second has more than that, even if
  // one call takes 150 ms longer to arrive than another. At most a quarter of them are at once: if a call is
  // later than that, a few calls too many arrive. Those that are due soon are given together, so that a busy process asks ten
  // times a second, and no process reserves far ahead of the others. A slot in the far future was taken before the clock
  // was set back.
  `create function take_call_slots(of_account text, per_second integer, wanted integer)
  returns double precision[] language plpgsql as $$
  declare
    span constant interval := interval '1.15 seconds';
    soon constant interval := interval '0.1 seconds';
    moment timestamptz;
    slot timestamptz;
    known timestamptz[];
    at_once constant integer := greatest(1, per_second / 4);
    delays double precision[] := '{}';
  begin
    insert into call_slots (account, taken) values (of_account, '{}') on conflict do nothing;
    select taken into known from call_slots where account = of_account for update;
    moment := clock_timestamp();
    known := array(select at from unnest(known) as at
      where at > moment - span and at < moment + interval '1 minute' order by at);
    loop
      slot := greatest(moment, known[cardinality(known) - per_second + 1] + span,
        known[cardinality(known) - at_once + 1] + span * at_once / per_second);
      exit when cardinality(delays) >= wanted or (cardinality(delays) > 0 and slot > moment + soon);
      known := known || slot;
      delays := delays || cast(extract(epoch from slot - moment) * 1000 as double precision);
    end loop;
    update call_slots set taken = known where account = of_account;
    return delays;
  end $$`,
];

// The activity log: its chain, and its words.

/** Makes the database reject any change of the log but the next entry of its chain, and note writes in progress. */
export async function protectActivity<Schema>(database: Kysely<Schema>): Promise<void> {
  for (const statement of isPostgres(database) ? POSTGRES_CHAIN : SQLITE_CHAIN)
    await sql.raw(statement).execute(database);
}

const REJECTION = 'the activity trail is one append-only chain';
const NEWEST_HASH = `coalesce((select hash from activity order by id desc limit 1), '${GENESIS}')`;
const NEWEST_ID = '(select coalesce(max(id), 0) from activity)';

const SQLITE_CHAIN = [
  `create trigger activity_refuses_update before update on activity begin select raise(abort, '${REJECTION}'); end`,
  `create trigger activity_refuses_delete before delete on activity begin select raise(abort, '${REJECTION}'); end`,
  // INSERT OR REPLACE removes the old row without the delete trigger: only what follows the newest entry may be inserted.
  `create trigger activity_refuses_replace before insert on activity
    when new.id <= ${NEWEST_ID} or new.previous_hash is not ${NEWEST_HASH}
    begin select raise(abort, '${REJECTION}'); end`,
  `create trigger activity_is_begun after insert on activity when new.outcome = 'begun'
    begin insert into activity_open (id) values (new.id); end`,
  `create trigger activity_is_ended after insert on activity when new.begun_id is not null
    begin delete from activity_open where id = new.begun_id; end`,
];

const POSTGRES_CHAIN = [
  // What sqlite_sequence is to SQLite: the highest id there ever was.
  'create table activity_highest (id bigint not null)',
  'insert into activity_highest (id) values (0)',
  `create function activity_refuses() returns trigger language plpgsql as $$ begin
    raise exception '${REJECTION}';
  end $$`,
  `create trigger activity_refuses_change before update or delete on activity
    for each row execute function activity_refuses()`,
  `create trigger activity_refuses_truncate before truncate on activity
    for each statement execute function activity_refuses()`,
  `create function activity_follows() returns trigger language plpgsql as $$ begin
    if new.id <= ${NEWEST_ID} or new.previous_hash is distinct from ${NEWEST_HASH} then
      raise exception '${REJECTION}';
    end if;
    update activity_highest set id = new.id;
    if new.outcome = 'begun' then insert into activity_open (id) values (new.id); end if;
    if new.begun_id is not null then delete from activity_open where id = new.begun_id; end if;
    return new;
  end $$`,
  `create trigger activity_follows before insert on activity for each row execute function activity_follows()`,
];

/**
 * The newest entry of the activity log, null if there is none, and the highest id that one ever had. One statement: it is
 * read for each entry.
 */
export async function readHead<Schema>(
  connection: Kysely<Schema>,
): Promise<{ highestId: number; at: string | null; hash: string | null }> {
  const highest = isPostgres(connection)
    ? sql`select id from activity_highest`
    : sql`select seq from sqlite_sequence where name = 'activity'`;
  const { rows } = await sql<{ highest: number | null; at: string | null; hash: string | null }>`
    select (${highest}) as highest, head.at, head.hash
    from (select 1 as one) as line left join (select at, hash from activity order by id desc limit 1) as head on true`.execute(
    connection,
  );
  const { highest: highestId, at, hash } = rows[0] ?? { highest: null, at: null, hash: null };
  return { highestId: highestId ?? 0, at, hash };
}

/** Lengths of the prefixes that SQLite's index stores as words of their own (`activity-beginnings.ts`). */
export async function createWordIndex<Schema>(database: Kysely<Schema>, prefixes = ''): Promise<void> {
  if (isPostgres(database)) {
    await sql`create table activity_words (id bigint primary key, words tsvector not null)`.execute(database);
    await sql`create index activity_words_by_word on activity_words using gin (words)`.execute(database);
    return;
  }
  // Contentless, and without positions: the text of a line is in the log.
  const options = prefixes === '' ? '' : ` prefix='${prefixes}',`;
  await sql
    .raw(
      `create virtual table activity_words using fts5(
        words, content='', columnsize=0, detail=none,${options}
        tokenize="unicode61 remove_diacritics 0 tokenchars '='")`,
    )
    .execute(database);
}

/** Makes a line of the activity log searchable by these words (`activityTerms`). */
export async function insertTerms<Schema>(
  connection: Kysely<Schema>,
  id: number,
  words: readonly string[],
): Promise<void> {
  const insert = isPostgres(connection)
    ? sql`insert into activity_words (id, words) values (${id}, array_to_tsvector(cast(${words} as text[])))`
    : sql`insert into activity_words (rowid, words) values (${id}, ${words.join(' ')})`;
  await insert.execute(connection);
}

/** How a query for the words is written. */
export type WordSyntax = {
  whole: (word: string) => string;
  begins: (word: string) => string;
  and: string;
  or: string;
};

export function wordSyntax<Schema>(database: Kysely<Schema>): WordSyntax {
  return isPostgres(database)
    ? { whole: (word) => `'${word}'`, begins: (word) => `'${word}':*`, and: ' & ', or: ' | ' }
    : { whole: (word) => `"${word}"`, begins: (word) => `"${word}"*`, and: ' AND ', or: ' OR ' };
}

/** The ids, as `id`, of the lines from `from` on and less than `before` whose words match. */
export function linesWith<Schema>(
  database: Kysely<Schema>,
  query: string,
  { from, before }: { from: number; before: number },
): RawBuilder<{ id: number }> {
  return isPostgres(database)
    ? sql`select id from activity_words where words @@ cast(${query} as tsquery) and id >= ${from} and id < ${before}`
    : // Numbers are bound as floats, and the index seeks to a bound only if it is an integer: otherwise it would scan
      // every line from the end.
      sql`select rowid as id from activity_words where activity_words match ${query}
        and rowid >= cast(${from} as integer) and rowid < cast(${before} as integer)`;
}

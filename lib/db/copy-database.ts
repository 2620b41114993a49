import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import { sql, type Kysely } from 'kysely';
import { activityTerms } from './activity-search';
import { insertTerms } from './dialect';
import type { ActivityRow, DatabaseSchema } from './schema';
import { storeSignInKey } from './sign-in-key';
import { inTransaction } from './write-lock';

type Table = keyof DatabaseSchema;
type Row = Record<string, string | number | null>;
type Open = Kysely<DatabaseSchema>;

/** PostgreSQL binds 65,535 values per statement, and a row has at most some thirty. */
const AT_ONCE = 1000;

/** Filled by the log's triggers, and by its words. */
const DERIVED: readonly string[] = ['activity_open', 'activity_words', 'activity_highest'];

/** How many rows of each table were copied and found equal. */
export type Copied = { table: string; rows: number }[];

/** What is in the way of a copy, as a sentence. */
export class CopyProblem extends Error {}

/**
 * Copies everything from an embedded database to a PostgreSQL one, both migrated and neither in use, in one transaction,
 * and compares each row; and `key`, which the embedded one has in a file beside it (`sign-in-key.ts`). What an earlier
 * copy left is replaced. A database that has anything of its own, in the activity
 * log or among users, plans and views, is not, and `CopyProblem` is thrown.
 */
export async function copyDatabase(
  from: Open,
  to: Open,
  key: string | null,
  onProgress: (table: string, rows: number) => void = () => {},
): Promise<Copied> {
  const tables = await inOrder(from);
  return inTransaction(to, async (target) => {
    await expectBeginning(from, target);
    await sql`alter table activity disable trigger user`.execute(target);
    for (const table of [...DERIVED, ...tables.toReversed()])
      await sql`delete from ${sql.table(table)}`.execute(target);
    const copied: Copied = [];
    for (const table of tables) {
      const rows = await copyTable(from, target, table);
      copied.push({ table, rows });
      onProgress(table, rows);
    }
    await fillDerived(from, target);
    if (key !== null) await storeSignInKey(target, key);
    await sql`alter table activity enable trigger user`.execute(target);
    return copied;
  });
}

/** The tables, each after those that it refers to. */
async function inOrder(from: Open): Promise<Table[]> {
  const { rows } = await sql<{ name: string; refers: string | null }>`
    select tables.name, keys."table" as refers from sqlite_master as tables
    left join pragma_foreign_key_list(tables.name) as keys
    where tables.type = 'table' and tables.name not like 'sqlite_%' and tables.name not like 'kysely_%'
      and tables.name not like 'activity_words%' and tables.name <> 'activity_open'`.execute(from);
  const left = new Map<string, Set<string>>();
  for (const { name, refers } of rows) {
    const others = left.get(name) ?? new Set();
    if (refers !== null && refers !== name) others.add(refers);
    left.set(name, others);
  }
  const ordered: string[] = [];
  while (left.size > 0) {
    const free = [...left].filter(([, others]) => [...others].every((other) => !left.has(other)));
    if (free.length === 0) throw new Error('tables refer to each other in a circle');
    for (const [name] of free) {
      ordered.push(name);
      left.delete(name);
    }
  }
  return ordered as Table[];
}

/** Nothing is replaced but what an earlier copy left: the log and what people keep say whose database it is. */
async function expectBeginning(from: Open, to: Open): Promise<void> {
  const newest = await to
    .selectFrom('activity')
    .select(['id', 'hash'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const same =
    newest &&
    (await from.selectFrom('activity').select('hash').where('id', '=', newest.id).executeTakeFirst());
  if (same?.hash !== newest?.hash)
    throw new CopyProblem('The target has an activity log of its own, which a copy would replace.');
  for (const [table, changedAt] of KEPT_BY_PEOPLE) {
    const there = new Map((await idsOf(from, table, changedAt)).map(({ id, at }) => [id, at]));
    const own = (await idsOf(to, table, changedAt)).find(({ id, at }) => !isCopy(there.get(id), at));
    if (own !== undefined)
      throw new CopyProblem(`The target has ${table} of its own, which a copy would replace: ${own.id}.`);
  }
}

const isCopy = (at: string | undefined, copiedAt: string): boolean => at !== undefined && copiedAt <= at;

/** With the column that says when a row was last changed. */
const KEPT_BY_PEOPLE = [
  ['people', 'updated_at'],
  ['plans', 'changed_at'],
  ['saved_views', 'created_at'],
] as const;

async function idsOf(open: Open, table: string, changedAt: string): Promise<{ id: string; at: string }[]> {
  const { rows } = await sql<{ id: string; at: string }>`
    select cast(id as text) as id, ${sql.ref(changedAt)} as at from ${sql.table(table)}`.execute(open);
  return rows;
}

async function copyTable(from: Open, to: Open, table: Table): Promise<number> {
  const [columns, key] = [await columnsOf(from, table), await keyOf(from, table)];
  let copied = 0;
  for await (const rows of rowsOf(from, table, key)) {
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((name) => sql.ref(name)))})
      values ${sql.join(rows.map((row) => sql`(${sql.join(columns.map((name) => row[name] ?? null))})`))}`.execute(
      to,
    );
    copied += rows.length;
  }
  await compare(from, to, table, key);
  const { rows: counters } = await sql<{ name: string | null }>`
    select pg_get_serial_sequence(${table}, ${columns[0] ?? ''}) as name`.execute(to);
  const counter = counters[0]?.name ?? null;
  // The next row's number follows the highest that was ever assigned, not only of the rows that are left.
  if (counter !== null)
    await sql`select setval(${counter}, ${(await highestId(from, table)) + 1}, false)`.execute(to);
  return copied;
}

async function highestId(from: Open, table: string): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select seq from sqlite_sequence where name = ${table}`.execute(
    from,
  );
  return rows[0]?.seq ?? 0;
}

async function compare(from: Open, to: Open, table: Table, key: readonly string[]): Promise<void> {
  const copies = rowsOf(to, table, key)[Symbol.asyncIterator]();
  for await (const rows of rowsOf(from, table, key)) {
    const { value } = await copies.next();
    for (const [at, row] of rows.entries())
      if (!isDeepStrictEqual(row, value?.[at]))
        throw new CopyProblem(
          `A row of ${table} is not what was copied: ${key.map((name) => row[name]).join(' ')}.`,
        );
  }
  if (!(await copies.next()).done) throw new CopyProblem(`The target has more rows of ${table}.`);
}

/** All rows by their key, some at a time. */
async function* rowsOf(open: Open, table: Table, key: readonly string[]): AsyncGenerator<Row[]> {
  let rows = await rowsAfter(open, table, key, null);
  while (rows.length > 0) {
    yield rows;
    rows = rows.length < AT_ONCE ? [] : await rowsAfter(open, table, key, rows.at(-1) ?? null);
  }
}

async function rowsAfter(open: Open, table: Table, key: readonly string[], last: Row | null): Promise<Row[]> {
  const order = sql.join(key.map((name) => sql.ref(name)));
  const beyond =
    last === null ? sql`` : sql`where (${order}) > (${sql.join(key.map((name) => last[name] ?? null))})`;
  const { rows } = await sql<Row>`
    select * from ${sql.table(table)} ${beyond} order by ${order} limit ${AT_ONCE}`.execute(open);
  return rows.map(storable);
}

/** PostgreSQL stores no NUL (`postgres.ts`). */
function storable(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replaceAll('\0', '\u{fffd}') : value,
    ]),
  );
}

async function columnsOf(from: Open, table: string): Promise<string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select name from pragma_table_info(${table}) order by cid`.execute(from);
  return rows.map(({ name }) => name);
}

async function keyOf(from: Open, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from pragma_table_info(${table}) where pk > 0 order by pk`.execute(from);
  return rows.map(({ name }) => name);
}

async function fillDerived(from: Open, to: Open): Promise<void> {
  await sql`insert into activity_highest (id) values (${await highestId(from, 'activity')})`.execute(to);
  await sql`insert into activity_open (id) select id from activity where outcome = 'begun'
    and not exists (select 1 from activity as later where later.begun_id = activity.id)`.execute(to);
  let lastId = 0;
  for (;;) {
    const { rows } = await sql<ActivityRow>`
      select line.*, coalesce(begun.before_json, line.before_json) as before_json,
        coalesce(begun.after_json, line.after_json) as after_json
      from activity line left join activity begun on begun.id = line.begun_id
      where line.id > ${lastId} and line.outcome <> 'begun' order by line.id limit ${AT_ONCE}`.execute(from);
    for (const row of rows) await insertTerms(to, row.id, activityTerms(row));
    if (rows.length < AT_ONCE) return;
    lastId = rows.at(-1)?.id ?? lastId;
  }
}

import 'server-only';
import { sql, type Kysely } from 'kysely';
import { columnsOf } from './dialect';

/**
 * Column helpers for migrations. A migration interrupted before it was recorded as done runs again: what it has done is
 * left as it is (sqlite.org/lang_altertable.html has no "if not exists").
 */

/** Adds a column, unless the table has it. */
export async function addColumn<Schema>(
  database: Kysely<Schema>,
  table: string,
  column: string,
  definition: string,
): Promise<void> {
  if (await hasColumn(database, table, column)) return;
  await sql.raw(`alter table ${table} add column ${column} ${definition}`).execute(database);
}

/** Removes a column, if the table has it. */
export async function dropColumn<Schema>(
  database: Kysely<Schema>,
  table: string,
  column: string,
): Promise<void> {
  if (!(await hasColumn(database, table, column))) return;
  await sql.raw(`alter table ${table} drop column ${column}`).execute(database);
}

/** Whether a table has a column; false if there is no such table. */
export async function hasColumn<Schema>(
  database: Kysely<Schema>,
  table: string,
  column: string,
): Promise<boolean> {
  return (await columnsOf(database, table)).includes(column);
}

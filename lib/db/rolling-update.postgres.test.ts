import { Kysely, Migrator, sql } from 'kysely';
import { expect, it } from 'vitest';
import { config } from '../config';
import { database } from './database';
import { migrations } from './migrations';
import { postgresDialect } from './postgres';
import { dataFolder } from './testing/data-folder';

dataFolder();

/** The last migration before several processes could share a database. */
const BEFORE_SHARING = '0029-plan-of-runs';
/**
 * Migrations with the columns that they take away or require: a release with one of them says in the changelog that all
 * processes must be stopped first.
 */
const NOT_ADDITIVE: Readonly<Record<string, readonly string[]>> = {};

it('every migration leaves an older process that still runs its tables and columns, and what it inserts valid', async () => {
  const open = await database();
  await sql`drop schema public cascade`.execute(open);
  await sql`create schema public`.execute(open);
  const empty = new Kysely<unknown>({ dialect: postgresDialect(config().databaseUrl ?? '', 0) });
  const migrator = new Migrator({
    db: empty,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const migrate = async (name: string) => {
    const { error } = await migrator.migrateTo(name);
    if (error !== undefined) throw error;
    const tables = await empty.introspection.getTables();
    return new Map(
      tables.flatMap((table) => table.columns.map((each) => [`${table.name}.${each.name}`, each] as const)),
    );
  };
  let before = await migrate(BEFORE_SHARING);
  const later = Object.keys(migrations).filter((name) => name > BEFORE_SHARING);
  expect(later).not.toEqual([]);
  const broken: [name: string, columns: string[]][] = [];
  for (const name of later) {
    const after = await migrate(name);
    const tables = new Set([...before.keys()].map((column) => column.split('.')[0]));
    const lost = [...before].filter(([column, { dataType }]) => after.get(column)?.dataType !== dataType);
    const required = [...after].filter(
      ([column, { isNullable, hasDefaultValue, isAutoIncrementing }]) =>
        tables.has(column.split('.')[0]) &&
        !before.has(column) &&
        !(isNullable || hasDefaultValue || isAutoIncrementing),
    );
    const breaks = [...lost, ...required].map(([column]) => column);
    if (breaks.length > 0) broken.push([name, breaks]);
    before = after;
  }
  await empty.destroy();
  expect(Object.fromEntries(broken)).toEqual(NOT_ADDITIVE);
});

it('an older process that runs goes on after a newer one has migrated', async () => {
  const older = await database();
  // What a newer version does: its migration, noted under a name that this one does not know.
  await sql`alter table runs add column of_the_future text`.execute(older);
  await sql`insert into kysely_migration (name, timestamp) values ('9999-of-the-future', '2030')`.execute(
    older,
  );
  await sql`insert into runs (kind, settings_json, actor, created_at) values ('stop', '{}', 'local', '')`.execute(
    older,
  );
  const [run] = await older.selectFrom('runs').selectAll().execute();
  expect(run).toMatchObject({ kind: 'stop', ended_at: null, of_the_future: null });
});

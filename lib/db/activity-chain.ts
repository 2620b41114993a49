import 'server-only';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { GENESIS, hashOfActivity } from './activity-hash';
import { activityTerms } from './activity-search';
import { hasColumn } from './columns';
import { createWordIndex, insertTerms, isPostgres, protectActivity } from './dialect';
import type { DatabaseSchema } from './schema';
import { underWriteLock } from './write-lock';

const AT_ONCE = 1000;

/**
 * Chains the audit log: every entry contains the hash of the one before. Existing entries are chained as they are. Also
 * adds the pairs of intent and outcome, and the search index.
 *
 * Kysely does not run SQLite migrations in a transaction. One that was interrupted between its commit and Kysely's
 * record of it runs again, and finds its work done.
 */
export async function chainActivity(database: Kysely<unknown>): Promise<void> {
  await underWriteLock(database, async () => {
    if (!(await hasColumn(database, 'activity', 'hash')))
      await rebuild(database.withTables<DatabaseSchema>());
  });
}

async function rebuild(database: Kysely<DatabaseSchema>): Promise<void> {
  await sql`drop index activity_by_region`.execute(database);
  await sql`alter table activity rename to activity_unchained`.execute(database);
  // PostgreSQL's key keeps its name, which the new table's gets.
  if (isPostgres(database))
    await sql`alter index activity_pkey rename to activity_unchained_pkey`.execute(database);
  else
    for (const trigger of ['update', 'delete', 'replace'])
      await sql.raw(`drop trigger activity_refuses_${trigger}`).execute(database);

  await database.schema
    .createTable('activity')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('region_id', 'text', (column) => column.notNull())
    .addColumn('load_balancer_id', 'text', (column) => column.notNull())
    .addColumn('listener_port', 'integer', (column) => column.notNull())
    .addColumn('before_json', 'text', (column) => column.notNull())
    .addColumn('after_json', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('code', 'text')
    .addColumn('message', 'text')
    .addColumn('request_id', 'text')
    .addColumn('duration_millis', 'integer')
    .addColumn('from_address', 'text')
    .addColumn('begun_id', 'integer')
    .addColumn('run_id', 'integer')
    .addColumn('process_id', 'text')
    .addColumn('previous_hash', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute();
  await createWordIndex(database);
  // The few writes without an outcome. Maintained by triggers, so it cannot disagree with the log.
  await sql`create table activity_open (id integer primary key)`.execute(database);

  await chainWhatIsThere(database);
  await sql`drop table activity_unchained`.execute(database);

  // The region's last entry, the lines of a time range, the outcome of an intent (at most one).
  await sql`create index activity_by_region on activity (region_id, id)`.execute(database);
  await sql`create index activity_by_time on activity (at)`.execute(database);
  await sql`create unique index activity_by_begun on activity (begun_id) where begun_id is not null`.execute(
    database,
  );
  await protectActivity(database);
}

async function chainWhatIsThere(database: Kysely<DatabaseSchema>): Promise<void> {
  let previousHash = GENESIS;
  let lastId = 0;
  for (;;) {
    const { rows } = await sql<
      Omit<Parameters<typeof hashOfActivity>[0], 'begun_id' | 'run_id' | 'process_id' | 'previous_hash'>
    >`select * from activity_unchained where id > ${lastId} order by id limit ${AT_ONCE}`.execute(database);
    if (rows.length === 0) break;
    // Statements are released between turns of the event loop; without one they pile up in memory.
    await nextTurn();
    for (const row of rows) {
      const entry = { ...row, begun_id: null, run_id: null, process_id: null, previous_hash: previousHash };
      previousHash = hashOfActivity(entry);
      lastId = row.id;
      await database
        .insertInto('activity')
        .values({ ...entry, hash: previousHash })
        .execute();
      await insertTerms(database, row.id, activityTerms(entry));
    }
  }
}

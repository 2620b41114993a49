import { sql, type Kysely, type Migration } from 'kysely';

async function createActivity(database: Kysely<unknown>): Promise<void> {
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
    .addColumn('duration_millis', 'integer', (column) => column.notNull())
    .addColumn('from_address', 'text')
    .execute();
  await sql`create trigger activity_refuses_update before update on activity
    begin select raise(abort, 'the activity trail is append-only'); end`.execute(database);
  await sql`create trigger activity_refuses_delete before delete on activity
    begin select raise(abort, 'the activity trail is append-only'); end`.execute(database);
  // INSERT OR REPLACE removes the old row without the delete trigger, so a row that exists is refused here.
  await sql`create trigger activity_refuses_replace before insert on activity
    when exists (select 1 from activity where id = new.id)
    begin select raise(abort, 'the activity trail is append-only'); end`.execute(database);
}

/** The list asks for the last write in a region, which may be long ago. */
async function indexActivityByRegion(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createIndex('activity_by_region')
    .on('activity')
    .columns(['region_id', 'id'])
    .execute();
}

/** What Sluice saw of the health of the servers behind a listener: SLB tells no history. */
async function createHealthSightings(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('health_sightings')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('region_id', 'text', (column) => column.notNull())
    .addColumn('load_balancer_id', 'text', (column) => column.notNull())
    .addColumn('listener_port', 'integer', (column) => column.notNull())
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('server_ip', 'text')
    .addColumn('server_port', 'integer')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('first_seen_at', 'text', (column) => column.notNull())
    .addColumn('last_seen_at', 'text', (column) => column.notNull())
    .execute();
  await database.schema
    .createIndex('health_sightings_by_listener')
    .on('health_sightings')
    .columns(['load_balancer_id', 'listener_port', 'region_id', 'id'])
    .execute();
}

/** Every change of the database, in the order of its names. One that was released is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-activity': { up: createActivity },
  '0002-activity-by-region': { up: indexActivityByRegion },
  '0007-health-sightings': { up: createHealthSightings },
};

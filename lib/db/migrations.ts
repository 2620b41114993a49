import { sql, type Kysely, type Migration } from 'kysely';
import { indexActivityBeginnings } from './activity-beginnings';
import { chainActivity } from './activity-chain';
import { addColumn, dropColumn, hasColumn } from './columns';
import { clusteredByKey, createCallSlots, isPostgres } from './dialect';
import { noteOpenIntents } from './open-intents';
import { createPeople, createPreferences, createSignInEvents, createSignInKeyTable } from './people-tables';
import { underWriteLock } from './write-lock';

async function createActivity(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('activity')
    .ifNotExists()
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
  // It has the next migration but one at once.
  if (isPostgres(database)) return;
  await sql`create trigger if not exists activity_refuses_update before update on activity
    begin select raise(abort, 'the activity trail is append-only'); end`.execute(database);
  await sql`create trigger if not exists activity_refuses_delete before delete on activity
    begin select raise(abort, 'the activity trail is append-only'); end`.execute(database);
  // INSERT OR REPLACE removes the old row without the delete trigger, so a row that exists is rejected here.
  await sql`create trigger if not exists activity_refuses_replace before insert on activity
    when exists (select 1 from activity where id = new.id)
    begin select raise(abort, 'the activity trail is append-only'); end`.execute(database);
}

/** The list asks for the last write in a region, which may be long ago. */
async function indexActivityByRegion(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createIndex('activity_by_region')
    .ifNotExists()
    .on('activity')
    .columns(['region_id', 'id'])
    .execute();
}

/** What Sluice saw of the health of the servers behind a listener: SLB tells no history. */
async function createHealthObservations(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('health_sightings')
    .ifNotExists()
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
    .ifNotExists()
    .on('health_sightings')
    .columns(['load_balancer_id', 'listener_port', 'region_id', 'id'])
    .execute();
}

/** What is done to many listeners: the run, and the state of each of its rows. */
async function createRuns(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('runs')
    .ifNotExists()
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('settings_json', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('from_address', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('cancelled_at', 'text')
    .addColumn('ended_at', 'text')
    .execute();
  await database.schema
    .createTable('run_rows')
    .ifNotExists()
    .addColumn('run_id', 'integer', (column) => column.notNull().references('runs.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('region_id', 'text', (column) => column.notNull())
    .addColumn('load_balancer_id', 'text', (column) => column.notNull())
    .addColumn('listener_port', 'integer', (column) => column.notNull())
    .addColumn('protocol', 'text', (column) => column.notNull())
    .addColumn('load_balancer_name', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text')
    .addColumn('obstacle', 'text')
    .addColumn('status', 'text')
    .addColumn('code', 'text')
    .addColumn('message', 'text')
    .addColumn('request_id', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('started_at', 'text')
    .addColumn('ended_at', 'text')
    .addPrimaryKeyConstraint('run_rows_key', ['run_id', 'position'])
    .execute();
  // Progress counts the rows of a run by state; a start looks for the few runs that are not over.
  await database.schema
    .createIndex('run_rows_by_state')
    .ifNotExists()
    .on('run_rows')
    .columns(['run_id', 'state', 'outcome'])
    .execute();
  await sql`create index if not exists runs_under_way on runs (id) where ended_at is null`.execute(database);
}

/** What a deletion was confirmed of: a listener that was stopped is not deleted where it runs by then. */
async function keepWhatWasConfirmed(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'run_rows', 'only_if_stopped', 'integer not null default 0');
}

/** Whose listeners a run is about. Of those that were begun before nobody knows. */
async function keepWhoseRunsAre(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'runs', 'connection', 'text');
}

/** Since when a row is followed whose change SLB accepted, until its listener has settled. */
async function keepWhenAccepted(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'run_rows', 'accepted_at', 'text');
}

/** Writes that were sent and whose outcome is unknown, beside their intents in the activity log. */
async function createUnsettledWrites(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('unsettled_writes')
    .ifNotExists()
    .addColumn('begun_id', 'integer', (column) => column.primaryKey())
    .addColumn('connection', 'text', (column) => column.notNull())
    .addColumn('sent_at', 'text', (column) => column.notNull())
    .addColumn('until_at', 'text', (column) => column.notNull())
    .addColumn('settled_at', 'text')
    .addColumn('settled_as', 'text')
    .execute();
  await sql`create index if not exists unsettled_writes_left on unsettled_writes (connection) where settled_at is null`.execute(
    database,
  );
}

/** What rows of runs were confirmed on, so that another process does not act on what was made in their place. */
async function keepWhatRunsMean(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'run_rows', 'confirmed_json', 'text');
  await addColumn(database, 'run_rows', 'despite_unsettled', 'integer not null default 0');
  await addColumn(database, 'runs', 'process_id', 'text');
  await noteOpenIntents(database);
}

/** What lists hold instead of how much, and when each of the facts beside the listeners was read. */
async function keepEntries(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'inventory_access_control_lists', 'entries_json', 'text');
  await dropColumn(database, 'inventory_access_control_lists', 'entry_count');
  await addColumn(database, 'inventory_regions', 'facts_read_json', 'text');
}

/** The views of the list that people keep, each under a name of its owner. */
async function createSavedViews(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('saved_views')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('query', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('saved_views_by_name', ['actor', 'name'])
    .execute();
}

/** A copy of what the cloud holds, by connection and region, so that the list stands before any call is made. */
async function createInventory(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('inventory_connections')
    .ifNotExists()
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('identity', 'text', (column) => column.notNull().unique())
    .addColumn('shape', 'integer', (column) => column.notNull())
    .addColumn('used_at', 'text', (column) => column.notNull())
    .execute();
  const ofRegion = (name: string, key: readonly string[], columns: readonly string[]) => {
    const names = key.map((column) => column.split(' ', 1)[0]);
    return sql
      .raw(
        `create table if not exists ${name} (
          connection_id integer not null references inventory_connections (id) on delete cascade,
          region_id text not null,
          ${[...key.map((column) => `${column} not null`), ...columns].join(', ')},
          primary key (${['connection_id', 'region_id', ...names].join(', ')})
        ) ${clusteredByKey(database)}`,
      )
      .execute(database);
  };
  await ofRegion(
    'inventory_regions',
    [],
    [
      'endpoint text not null',
      'names_json text not null',
      'read_at text',
      'read_millis integer',
      'failed_since text',
      'failed_at text',
      'failure_json text',
    ],
  );
  await ofRegion('inventory_instances', ['load_balancer_id text'], ['data_json text not null']);
  await ofRegion(
    'inventory_listeners',
    ['load_balancer_id text', 'listener_port integer', 'protocol text'],
    ['data_json text not null', 'changing_since text', 'first_seen_at text', 'changed_at text'],
  );
  await ofRegion(
    'inventory_groups',
    ['group_id text'],
    ['load_balancer_id text not null', 'kind text not null', 'name text not null', 'server_count integer'],
  );
  await ofRegion('inventory_access_control_lists', ['acl_id text'], ['name text', 'entry_count integer']);
}

/** What the lists of a region lacked when they were last read (decision 093). */
async function keepGaps(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'inventory_regions', 'gaps_json', 'text');
}

/** How long a run was in progress, without the pauses before its rows were retried. */
async function keepHowLongRunsWork(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'runs', 'resumed_at', 'text');
  await addColumn(database, 'runs', 'worked_millis', 'integer not null default 0');
}

/** Which run a run follows, and what it sets on each listener if not the same on all (decision 112). */
async function keepWhatRunsFollow(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'runs', 'source_run', 'integer');
  await addColumn(database, 'runs', 'source_how', 'text');
  await addColumn(database, 'run_rows', 'set_json', 'text');
}

/** Which account an entry of the activity log is about, and which session requested it (decision 137). */
async function keepSourceOfActivity(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'activity', 'account', 'text');
  await addColumn(database, 'activity', 'session_id', 'text');
}

/** Which request to Sluice an entry of the activity log comes from (decision 141). */
async function keepRequestOfActivity(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'activity', 'sluice_request_id', 'text');
}

/** Of which protocol a written listener is: one port may have two (decision 164). */
async function keepProtocolOfActivity(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'activity', 'listener_protocol', 'text');
}

/** Which person started a run, and by which session: whether they still may is asked before each of its calls. */
async function keepWhoStartedRuns(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'runs', 'person_id', 'text');
  await addColumn(database, 'runs', 'session_id', 'text');
}

/** Listeners to create or change, as a table that people keep, edit and share. `place` orders the rows. */
async function createPlans(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('plans')
    .ifNotExists()
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('connection', 'text', (column) => column.notNull())
    .addColumn('owner_id', 'text', (column) => column.notNull())
    .addColumn('owner_name', 'text', (column) => column.notNull())
    .addColumn('is_shared', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('changed_at', 'text', (column) => column.notNull())
    .addColumn('changed_by', 'text', (column) => column.notNull())
    .addColumn('run_id', 'integer')
    .execute();
  await database.schema
    .createTable('plan_rows')
    .ifNotExists()
    .addColumn('plan_id', 'integer', (column) => column.notNull().references('plans.id').onDelete('cascade'))
    .addColumn('row_id', 'integer', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('cells_json', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('plan_rows_key', ['plan_id', 'row_id'])
    .execute();
}

/** SLB binds a list only to listeners of its own IP version. */
async function keepListVersions(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'inventory_access_control_lists', 'ip_version', 'text');
}

/**
 * Whose listener was observed (decision 139). What was stored before belongs to the connection that has the instance in
 * its inventory; if that is not exactly one, it is deleted: a week of observations is all there ever is.
 */
async function keepWhoseHealthIs(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'health_sightings', 'connection', "text not null default ''");
  await sql`update health_sightings set connection = (
      select case when count(*) = 1 then min(inventory_connections.identity) else '' end
      from inventory_connections
      join inventory_instances on inventory_instances.connection_id = inventory_connections.id
      where inventory_instances.region_id = health_sightings.region_id
        and inventory_instances.load_balancer_id = health_sightings.load_balancer_id
    ) where connection = ''`.execute(database);
  await sql`delete from health_sightings where connection = ''`.execute(database);
}

/** Runs of plans: what each row does, and since when a run is paused. The executor reads rows by instance. */
async function keepPlannedRuns(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'run_rows', 'action', 'text');
  await addColumn(database, 'run_rows', 'spec_json', 'text');
  await addColumn(database, 'runs', 'paused_at', 'text');
  await sql`create index if not exists run_rows_by_instance
    on run_rows (run_id, region_id, load_balancer_id, position)`.execute(database);
}

/**
 * Whose views are whose, by person instead of by e-mail address, and in which account (decision 140). The table is made
 * again because its unique constraint changes. What belongs to no person stays under the name it had.
 */
async function keepWhoseViewsAre(database: Kysely<unknown>): Promise<void> {
  if (await hasColumn(database, 'saved_views', 'owner_id')) return;
  await database.schema
    .createTable('views_of_people')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('owner_id', 'text', (column) => column.notNull())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('query', 'text', (column) => column.notNull())
    .addColumn('is_shared', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('views_of_people_by_name', ['owner_id', 'account', 'name'])
    .execute();
  await sql`insert into views_of_people (id, owner_id, account, name, query, is_shared, created_at)
    select saved_views.id, coalesce(people.id, saved_views.actor), '', saved_views.name, query, 0, saved_views.created_at
    from saved_views left join people on people.email = saved_views.actor`.execute(database);
  await database.schema.dropTable('saved_views').execute();
  await database.schema.alterTable('views_of_people').renameTo('saved_views').execute();
}

/** Which plan a run is of: a plan knew only the newest of its runs. */
async function keepPlanOfRuns(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'runs', 'plan_id', 'integer');
  await sql`create index if not exists runs_by_plan on runs (plan_id)`.execute(database);
  if (!(await hasColumn(database, 'plans', 'run_id'))) return;
  await sql`update runs set plan_id = (select plans.id from plans where plans.run_id = runs.id)
    where plan_id is null`.execute(database);
  await dropColumn(database, 'plans', 'run_id');
}

/** How another process learns what has changed of a region since it last looked (decision 167). */
async function keepInventoryChanges(database: Kysely<unknown>): Promise<void> {
  await addColumn(database, 'inventory_regions', 'version', 'integer not null default 0');
  await database.schema
    .createTable('inventory_changes')
    .ifNotExists()
    .addColumn('connection_id', 'integer', (column) =>
      column.notNull().references('inventory_connections.id').onDelete('cascade'),
    )
    .addColumn('region_id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('change_json', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('inventory_changes_by_version', ['connection_id', 'region_id', 'version'])
    .execute();
}

/**
 * Done as a whole or not at all: Kysely does not put a migration of SQLite into a transaction, and a process may be killed within one. Killed before Kysely has noted
 * it, the next start does it again, so each finds what is there already.
 */
function whole(up: Migration['up']): Migration {
  return { up: (database) => underWriteLock(database, () => up(database)) };
}

/** Every change of the database, in the order of its names. One that was released is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-activity': whole(createActivity),
  '0002-activity-by-region': whole(indexActivityByRegion),
  '0003-activity-chain': { up: chainActivity },
  '0004-inventory': whole(createInventory),
  '0005-runs': whole(createRuns),
  '0006-saved-views': whole(createSavedViews),
  '0007-health-sightings': whole(createHealthObservations),
  '0008-activity-beginnings': { up: indexActivityBeginnings },
  '0009-run-rows-confirmed': whole(keepWhatWasConfirmed),
  '0010-run-connection': whole(keepWhoseRunsAre),
  '0011-run-rows-accepted': whole(keepWhenAccepted),
  '0012-unsettled-writes': whole(createUnsettledWrites),
  '0013-inventory-entries': whole(keepEntries),
  '0014-inventory-gaps': whole(keepGaps),
  '0015-runs-confirmed': whole(keepWhatRunsMean),
  '0016-runs-worked': whole(keepHowLongRunsWork),
  '0017-runs-follow': whole(keepWhatRunsFollow),
  '0018-activity-source': whole(keepSourceOfActivity),
  '0019-people': whole(createPeople),
  '0020-sign-in-events': whole(createSignInEvents),
  '0021-runs-person': whole(keepWhoStartedRuns),
  '0022-plans': whole(createPlans),
  '0023-health-connection': whole(keepWhoseHealthIs),
  '0024-runs-of-plans': whole(keepPlannedRuns),
  '0025-list-versions': whole(keepListVersions),
  '0026-activity-request': whole(keepRequestOfActivity),
  '0027-views-of-people': whole(keepWhoseViewsAre),
  '0028-person-preferences': whole(createPreferences),
  '0029-plan-of-runs': whole(keepPlanOfRuns),
  '0030-sign-in-key': whole(createSignInKeyTable),
  '0031-inventory-changes': whole(keepInventoryChanges),
  '0032-activity-protocol': whole(keepProtocolOfActivity),
  '0033-call-slots': whole(createCallSlots),
};

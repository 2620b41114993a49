import 'server-only';
import type { Kysely } from 'kysely';

/**
 * The people who may sign in, how they prove who they are, and their sessions (docs/decisions/130). Texts, integers and
 * nulls only, so that the same tables stand in PostgreSQL. What opens something is stored hashed or encrypted.
 */
export async function createPeople(database: Kysely<unknown>): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('people')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('email', 'text', (column) => column.notNull().unique())
    .addColumn('email_verified', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('image', 'text')
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('limits_json', 'text')
    .addColumn('two_factor_enabled', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('disabled_at', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute();
  const ofPerson = (name: string) =>
    schema
      .createTable(name)
      .ifNotExists()
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('person_id', 'text', (column) =>
        column.notNull().references('people.id').onDelete('cascade'),
      );
  await ofPerson('accounts')
    .addColumn('provider_id', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('password', 'text')
    .addColumn('access_token', 'text')
    .addColumn('refresh_token', 'text')
    .addColumn('id_token', 'text')
    .addColumn('access_token_expires_at', 'text')
    .addColumn('refresh_token_expires_at', 'text')
    .addColumn('scope', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('accounts_by_provider', ['provider_id', 'account_id'])
    .execute();
  await ofPerson('sessions')
    .addColumn('token', 'text', (column) => column.notNull().unique())
    .addColumn('ip_address', 'text')
    .addColumn('user_agent', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .execute();
  await ofPerson('two_factors')
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('backup_codes', 'text', (column) => column.notNull())
    .addColumn('verified', 'integer')
    .addColumn('failed_count', 'integer')
    .addColumn('locked_until', 'text')
    .execute();
  for (const table of ['accounts', 'sessions', 'two_factors'])
    await schema.createIndex(`${table}_by_person`).ifNotExists().on(table).column('person_id').execute();
  await schema
    .createTable('used_codes')
    .ifNotExists()
    .addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('used_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('used_codes_key', ['person_id', 'code'])
    .execute();
  await schema
    .createTable('verifications')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('identifier', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createIndex('verifications_by_identifier')
    .ifNotExists()
    .on('verifications')
    .column('identifier')
    .execute();
  await schema
    .createTable('one_time_links')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.references('people.id').onDelete('cascade'))
    .addColumn('email', 'text')
    .addColumn('role', 'text')
    .addColumn('limits_json', 'text')
    .addColumn('created_by', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('used_at', 'text')
    .execute();
  await schema
    .createTable('sign_in_throttle')
    .ifNotExists()
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('failed_at', 'text', (column) => column.notNull())
    .addColumn('blocked_until', 'text', (column) => column.notNull())
    .execute();
}

/** What happens around signing in: who, from where, in which session. */
export async function createSignInEvents(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('sign_in_events')
    .ifNotExists()
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('from_address', 'text')
    .addColumn('session_id', 'text')
    .addColumn('by_email', 'text')
    .execute();
  for (const column of ['email', 'at'])
    await database.schema
      .createIndex(`sign_in_events_by_${column}`)
      .ifNotExists()
      .on('sign_in_events')
      .column(column)
      .execute();
}

/** What people have chosen, so that it follows them to another browser. */
export async function createPreferences(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('person_preferences')
    .ifNotExists()
    .addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('person_preferences_key', ['person_id', 'name'])
    .execute();
}

/** The key of sign-in, for all processes that share the database (decision 169). */
export async function createSignInKeyTable(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('sign_in_key')
    .ifNotExists()
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('key', 'text', (column) => column.notNull())
    .execute();
}

import 'server-only';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  DEFAULT_MIGRATION_TABLE,
  HandleEmptyInListsPlugin,
  Kysely,
  Migrator,
  replaceWithNoncontingentExpression,
  sql,
  SqliteDialect,
  type Dialect,
} from 'kysely';
import Libsql from 'libsql';
import { config } from '@/lib/config';
import { databasePath } from '@/lib/paths';
import { openLogFile } from './log-file';
import { migrations } from './migrations';
import { postgresDialect } from './postgres';
import type { DatabaseSchema } from './schema';
import { closeSharedLocks } from './shared-locks';
import { closeWake } from './wake';
import { watchedFile } from './watched-file';

/** A later Sluice has changed the tables: this one would misread them. */
export class NewerDatabaseError extends Error {}

/**
 * Opens the database at `place`, a `postgres://` URL or the path of a file, which is created, and migrates it. A commit
 * is durable before it is acknowledged. Throws if it cannot be opened or a migration fails, and `NewerDatabaseError` if a
 * later Sluice created it. `statementMillis`: how long a server may take for a query; 0: as long as it takes.
 */
export function openDatabase(
  place: string,
  statementMillis = STATEMENT_MILLIS,
): Promise<Kysely<DatabaseSchema>> {
  return POSTGRES_URL.test(place) ? openServer(place, statementMillis) : openFile(place);
}

/** No page waits longer, and no search of the activity log takes as long. */
const STATEMENT_MILLIS = 30_000;

/** A migration takes as long as it takes, and so does waiting for that of another process. */
async function openServer(url: string, statementMillis: number): Promise<Kysely<DatabaseSchema>> {
  await (await migrated(postgresDialect(url, 0))).destroy();
  return kyselyOf(postgresDialect(url, statementMillis));
}

const POSTGRES_URL = /^postgres(?:ql)?:\/\//;

async function openFile(path: string): Promise<Kysely<DatabaseSchema>> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = new Libsql(path);
  file.exec('pragma busy_timeout = 5000');
  file.exec('pragma journal_mode = wal');
  file.exec('pragma synchronous = full');
  // Moving the log to the database holds up this thread. The same pages are in it many times over.
  file.exec('pragma wal_autocheckpoint = 4000');
  file.exec('pragma foreign_keys = on');
  // The dialect reads rows with all(): libsql's get() would add a key of its own to them.
  let closeLog = (): void => {};
  const watched = watchedFile(file);
  const close = (): void => {
    closeLog();
    watched.close();
  };
  const database = await migrated(new SqliteDialect({ database: { ...watched, close } }));
  closeLog = openLogFile(database, file, path);
  return database;
}

function kyselyOf(dialect: Dialect): Kysely<DatabaseSchema> {
  return new Kysely<DatabaseSchema>({
    dialect,
    // PostgreSQL has no empty list.
    plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  });
}

async function migrated(dialect: Dialect): Promise<Kysely<DatabaseSchema>> {
  const database = kyselyOf(dialect);
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  try {
    if (await isNewer(database)) throw new NewerDatabaseError('It was made by a later version.');
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return database;
}

async function isNewer(database: Kysely<DatabaseSchema>): Promise<boolean> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return false;
  const done = await sql<{ name: string }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(
    database,
  );
  return done.rows.some(({ name }) => !Object.hasOwn(migrations, name));
}

/** Where this Sluice's database is: the server of `DATABASE_URL`, or a file of its own in the data folder. */
export function databasePlace(): string {
  return config().databaseUrl ?? databasePath();
}

/** Whether other processes of Sluice may use the database: an embedded one has one owner. */
export function isShared(): boolean {
  return config().databaseUrl !== null;
}

// On globalThis because a Next server may load one module twice, and the file has one owner.
const held: typeof globalThis & { sluiceDatabase?: Promise<Kysely<DatabaseSchema>> } = globalThis;

/** The application's database, opened on first use. Throws as `openDatabase` does, and tries again on the next use. */
export function database(): Promise<Kysely<DatabaseSchema>> {
  held.sluiceDatabase ??= openDatabase(databasePlace()).catch((error: unknown) => {
    delete held.sluiceDatabase;
    throw error;
  });
  return held.sluiceDatabase;
}

/** Closes the application's database, if it is open: for tests, which use a folder of their own. */
export async function closeDatabase(): Promise<void> {
  const open = held.sluiceDatabase;
  delete held.sluiceDatabase;
  await Promise.all([closeWake(), closeSharedLocks()]);
  if (open !== undefined) await (await open).destroy();
}

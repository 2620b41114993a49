import { chmodSync, closeSync, fdatasync, fdatasyncSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import type { Change, Kind } from './changes';
import { SCHEMA, SCHEMA_VERSION, UPGRADES } from './schema';

/** Pages of the log before they are moved to the database, which holds up the commit that does it. */
const CHECKPOINT_PAGES = 8000;

/** How long a start waits for a predecessor that is just ending, as when a watcher starts the process again. */
const PREDECESSOR_MILLIS = 2000;

export type StoredRow = { readonly id: number; readonly kind: Kind; readonly value: unknown };

export type OpenedDatabase = {
  /** What was there when it was opened. */
  readonly rows: readonly StoredRow[];
  /** Nothing has filled it yet. */
  readonly isNew: boolean;
  /**
   * One transaction: all of it or, when it throws, nothing. It outlives this process, and the power only after a sync.
   * `isFilling` marks a new database as filled: one whose filling was cut off counts as new again.
   */
  commit(changes: Iterable<Change>, isFilling?: boolean): void;
  /** Forces to the disk, on another thread, what was committed. */
  sync(onSynced: (error: Error | null) => void): void;
  syncNow(): void;
  close(): void;
};

/**
 * Takes the data folder for this process and makes it private, by a lock that the system drops when the process ends, however it ends.
 * Returns null when another process still holds it after two seconds.
 */
export function lockDataFolder(dataDir: string): { release(): void } | null {
  makePrivate(dataDir);
  const lock = new Database(path.join(dataDir, 'lock.db'), { timeout: PREDECESSOR_MILLIS });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return null;
    throw error;
  }
  return { release: () => lock.close() };
}

const OURS = /^(?:(?:lock|sandbox)\.db(?:-(?:wal|shm|journal))?|nonces(?:\.old)?\.log)$/;

/** Makes the folder, or the one that is there, private to its owner, with what the sandbox has in it. */
function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  for (const name of readdirSync(folder)) if (OURS.test(name)) chmodSync(path.join(folder, name), 0o600);
}

/**
 * Opens `sandbox.db` in the folder, lays its tables when it is new and brings older ones up to date. Throws when a later
 * version made it. `maximumPages` stands in for a full disk in tests.
 */
export function openDatabase(dataDir: string, maximumPages?: number): OpenedDatabase {
  const file = path.join(dataDir, 'sandbox.db');
  const database = new Database(file);
  database.exec('PRAGMA journal_mode = wal');
  // A commit writes the log, and SQLite itself forces it to the disk only where it begins again or is moved to the
  // database: what is answered for is forced there by `sync`, which does not hold up the other requests.
  database.exec('PRAGMA synchronous = normal');
  database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  if (maximumPages !== undefined) database.exec(`PRAGMA max_page_count = ${maximumPages}`);
  const version = layTables(database, file);

  const begin = database.prepare('BEGIN IMMEDIATE');
  const end = database.prepare('COMMIT');
  const put = database.prepare('INSERT OR REPLACE INTO resources (id, kind, document) VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM resources WHERE id = ?');
  const rows = read<{ id: number; kind: Kind; document: string }>(
    database,
    'SELECT id, kind, document FROM resources ORDER BY id',
  ).map(({ id, kind, document }) => ({ id, kind, value: JSON.parse(document) as unknown }));
  // The log is one file as long as the database is open, and syncing it syncs what others have written to it.
  const log = openSync(`${file}-wal`, 'r+');

  return {
    rows,
    isNew: version === 0,
    commit: (changes, isFilling = false) => {
      begin.run();
      try {
        for (const { id, kind, value } of changes) {
          if (value === undefined) remove.run(id);
          else put.run(id, kind, JSON.stringify(value));
        }
        if (isFilling) markFilled(database);
        end.run();
      } catch (error) {
        // A full disk may have ended the transaction by itself.
        if (database.inTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    sync: (onSynced) => fdatasync(log, onSynced),
    syncNow: () => fdatasyncSync(log),
    close: () => {
      closeSync(log);
      database.close();
    },
  };
}

/** The version that was found: 0 of a database that is new. */
function layTables(database: Database.Database, file: string): number {
  const version = read<{ user_version: number }>(database, 'PRAGMA user_version')[0]?.user_version ?? 0;
  if (version > SCHEMA_VERSION) {
    database.close();
    throw new Error(
      `${file} was made by a later version of the sandbox: move it away or choose another folder.`,
    );
  }
  if (version === SCHEMA_VERSION) return version;
  database.exec('BEGIN IMMEDIATE');
  for (let from = version; from > 0 && from < SCHEMA_VERSION; from += 1) {
    database.exec(UPGRADES.get(from) ?? '');
  }
  database.exec(SCHEMA);
  if (version > 0) markFilled(database);
  database.exec('COMMIT');
  return version;
}

function markFilled(database: Database.Database): void {
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

/** Rows of a statement. libsql's `.get()` adds a key of its own to the row, so only `.all()` is used. */
function read<Row>(database: Database.Database, sql: string): Row[] {
  // The tables are this folder's own: the shape of their rows is what the statement's text says.
  return database.prepare(sql).all() as Row[];
}

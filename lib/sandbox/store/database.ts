import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';

export type Connection = Database.Database;

const SCHEMA_VERSION = 1;

/** How long a start waits for a predecessor that is just ending, as when a watcher starts the process anew. */
const PREDECESSOR_MILLIS = 2000;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS load_balancers (
    sequence INTEGER PRIMARY KEY,
    load_balancer_id TEXT NOT NULL UNIQUE,
    region_id TEXT NOT NULL,
    document TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS load_balancers_by_region ON load_balancers (region_id);
  CREATE TABLE IF NOT EXISTS server_groups (
    sequence INTEGER PRIMARY KEY,
    group_id TEXT NOT NULL UNIQUE,
    load_balancer_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    document TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS server_groups_by_load_balancer ON server_groups (load_balancer_id, kind);
  CREATE TABLE IF NOT EXISTS access_control_lists (
    sequence INTEGER PRIMARY KEY,
    region_id TEXT NOT NULL,
    acl_id TEXT NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (region_id, acl_id)
  );
  CREATE TABLE IF NOT EXISTS listeners (
    load_balancer_id TEXT NOT NULL,
    listener_port INTEGER NOT NULL,
    protocol TEXT NOT NULL,
    region_id TEXT NOT NULL,
    bandwidth_mbps INTEGER NOT NULL,
    acl_id TEXT,
    group_id TEXT,
    description TEXT,
    stable_state TEXT NOT NULL,
    changing_state TEXT,
    settles_at_millis INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (load_balancer_id, listener_port, protocol)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS listeners_by_region ON listeners (region_id, load_balancer_id, listener_port, protocol);
  CREATE INDEX IF NOT EXISTS listeners_by_acl ON listeners (region_id, acl_id) WHERE acl_id IS NOT NULL;
  CREATE INDEX IF NOT EXISTS listeners_by_group ON listeners (group_id) WHERE group_id IS NOT NULL;
  CREATE TABLE IF NOT EXISTS nonces (
    access_key_id TEXT NOT NULL,
    nonce TEXT NOT NULL,
    expires_at_millis INTEGER NOT NULL,
    PRIMARY KEY (access_key_id, nonce)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS nonces_by_expiry ON nonces (expires_at_millis);
`;

export type OpenedDatabase = {
  /** The main connection: a commit is on the disk before it returns. */
  readonly main: Connection;
  /** For the nonces: a commit survives the end of the process, not of the machine, at a tenth of the cost. */
  readonly relaxed: Connection;
  readonly isNew: boolean;
  /** To be called in the transaction that fills a new database: one that was cut off before counts as new again. */
  markFilled(): void;
  close(): void;
};

/**
 * Takes the data folder for this process alone, by a lock that the system drops when the process ends, however it ends.
 * Returns null when another process still holds it after two seconds.
 */
export function lockDataFolder(dataDir: string): { release(): void } | null {
  mkdirSync(dataDir, { recursive: true });
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

/** Opens `sandbox.db` in the folder and lays its tables when it is new. Throws when another version made it. */
export function openDatabase(dataDir: string): OpenedDatabase {
  const file = path.join(dataDir, 'sandbox.db');
  const main = connect(file, 'full');
  const version = readNumber(main, 'PRAGMA user_version', 'user_version');
  if (version !== 0 && version !== SCHEMA_VERSION) {
    main.close();
    throw new Error(
      `${file} was made by another version of the sandbox: move it away or choose another folder.`,
    );
  }
  if (version === 0) main.exec(SCHEMA);
  const relaxed = connect(file, 'normal');
  return {
    main,
    relaxed,
    isNew: version === 0,
    markFilled: () => {
      main.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    },
    close: () => {
      relaxed.close();
      main.close();
    },
  };
}

function connect(file: string, synchronous: 'full' | 'normal'): Connection {
  const connection = new Database(file);
  connection.exec('PRAGMA journal_mode = wal');
  connection.exec(`PRAGMA synchronous = ${synchronous}`);
  connection.exec('PRAGMA busy_timeout = 5000');
  return connection;
}

/** Runs `work` as one transaction that is committed when it returns true and undone when it returns false or throws. */
export function inTransaction(connection: Connection, work: () => boolean): void {
  connection.exec('BEGIN IMMEDIATE');
  let done = false;
  try {
    done = work();
    if (done) connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
  if (!done) connection.exec('ROLLBACK');
}

/** Rows of a statement. libsql's `.get()` adds a key of its own to the row, so only `.all()` is used. */
export function rowsOf<Row>(statement: Database.Statement, ...values: unknown[]): Row[] {
  // The tables are this folder's own: the shape of their rows is what the statement's text says.
  return statement.all(...values) as Row[];
}

export function readNumber(
  connection: Connection,
  sql: string,
  column: string,
  ...values: unknown[]
): number {
  const [row] = rowsOf<Record<string, number>>(connection.prepare(sql), ...values);
  return row?.[column] ?? 0;
}

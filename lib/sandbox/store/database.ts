import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';

/** What statements give and take here. Rows are what the statement's text says they are. */
export type Statement = {
  all(...values: unknown[]): unknown[];
  run(...values: unknown[]): void;
};

/** A connection that remembers what it read until something is written through it. */
export type Connection = {
  prepare(sql: string): Statement;
  exec(sql: string): void;
  readonly inTransaction: boolean;
  close(): void;
};

const SCHEMA_VERSION = 2;

/** Some tens of megabytes at most: more than the listeners of the largest seed. */
const MAXIMUM_REMEMBERED_ROWS = 50_000;

/** Pages of the log before they are moved to the database, which holds up the commit that does it. */
const CHECKPOINT_PAGES = 8000;

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
    sequence INTEGER PRIMARY KEY,
    access_key_id TEXT NOT NULL,
    nonce TEXT NOT NULL,
    expires_at_millis INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS server_health (
    sequence INTEGER PRIMARY KEY,
    server TEXT NOT NULL,
    port INTEGER,
    at_millis INTEGER NOT NULL,
    response_millis INTEGER
  );
  CREATE INDEX IF NOT EXISTS server_health_by_server ON server_health (server);
  CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
`;

/** From an older version to the next one, before the tables above are laid. */
const UPGRADES: ReadonlyMap<number, string> = new Map([[1, 'DROP TABLE nonces']]);

export type OpenedDatabase = {
  /** A commit is on the disk before it returns. */
  readonly connection: Connection;
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

/**
 * Opens `sandbox.db` in the folder, lays its tables when it is new and brings older ones up to date. Throws when a later
 * version made it. `maximumPages` stands in for a full disk in tests.
 */
export function openDatabase(dataDir: string, maximumPages?: number): OpenedDatabase {
  const file = path.join(dataDir, 'sandbox.db');
  const database = new Database(file);
  database.exec('PRAGMA journal_mode = wal');
  database.exec('PRAGMA synchronous = full');
  database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  if (maximumPages !== undefined) database.exec(`PRAGMA max_page_count = ${maximumPages}`);
  const connection = remembering(database);
  const version = readNumber(connection, 'PRAGMA user_version', 'user_version');
  if (version > SCHEMA_VERSION) {
    connection.close();
    throw new Error(
      `${file} was made by a later version of the sandbox: move it away or choose another folder.`,
    );
  }
  const markFilled = () => connection.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  if (version < SCHEMA_VERSION) {
    inTransaction(connection, () => {
      if (version > 0) upgrade(connection, version);
      connection.exec(SCHEMA);
      if (version > 0) markFilled();
      return true;
    });
  }
  return { connection, isNew: version === 0, markFilled, close: () => connection.close() };
}

function upgrade(connection: Connection, version: number): void {
  for (let from = version; from < SCHEMA_VERSION; from += 1) connection.exec(UPGRADES.get(from) ?? '');
}

/**
 * This process owns the folder, so what it has read of a table is so until it writes to it: the same question asked again
 * is answered from memory.
 */
function remembering(database: Database.Database): Connection {
  /** By the tables that were read, then by statement and values. */
  const known = new Map<string, Map<string, unknown[]>>();
  let statements = 0;
  let rememberedRows = 0;
  const forget = (tables: readonly string[]) => {
    for (const [read, answers] of known) {
      if (tables.some((table) => read.split(' ').includes(table))) answers.clear();
    }
  };
  const forgetAll = () => {
    known.clear();
    rememberedRows = 0;
  };
  return {
    prepare: (sql) => {
      const statement = database.prepare(sql);
      const tables = tablesOf(sql);
      const read = tables.join(' ');
      const prefix = `${(statements += 1)} `;
      return {
        all: (...values) => {
          const answers = known.get(read) ?? new Map<string, unknown[]>();
          known.set(read, answers);
          const key = prefix + JSON.stringify(values);
          const remembered = answers.get(key);
          if (remembered !== undefined) return remembered;
          const rows: unknown[] = statement.all(...values);
          rememberedRows += 1 + rows.length;
          if (rememberedRows > MAXIMUM_REMEMBERED_ROWS) forgetAll();
          else answers.set(key, rows);
          return rows;
        },
        run: (...values) => {
          forget(tables);
          statement.run(...values);
        },
      };
    },
    exec: (sql) => {
      forgetAll();
      database.exec(sql);
    },
    get inTransaction() {
      return database.inTransaction;
    },
    close: () => database.close(),
  };
}

/** The tables a statement names; none in one that only begins or ends a transaction. */
function tablesOf(sql: string): string[] {
  return [...sql.matchAll(/\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)/g)].map(([, table = '']) => table);
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
export function rowsOf<Row>(statement: Statement, ...values: unknown[]): Row[] {
  // The tables are this folder's own: the shape of their rows is what the statement's text says.
  return statement.all(...values) as Row[];
}

const MAXIMUM_DOCUMENTS = 20_000;
const documents = new Map<string, unknown>();

/**
 * A document as the value it was written from. The same text is parsed once: resources are read far more often than they
 * change, and nothing here changes a value it was given.
 */
export function documentOf<Resource>(text: string): Resource {
  let document = documents.get(text);
  if (document === undefined) {
    document = JSON.parse(text);
    if (documents.size >= MAXIMUM_DOCUMENTS) documents.clear();
    documents.set(text, document);
  }
  return document as Resource;
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

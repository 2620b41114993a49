import 'server-only';
import { closeSync, fdatasync, openSync } from 'node:fs';
import type { Kysely } from 'kysely';
import type Libsql from 'libsql';
import { inTransaction, underWriteLock } from './write-lock';

/**
 * The write-ahead log of a database. SQLite forces it to the disk with each commit, and this thread waits. Here several
 * commits are forced together, on another thread (decision 153).
 */
type LogFile = { file: InstanceType<typeof Libsql>; descriptor: number; syncing: number; isClosed: boolean };

// On globalThis because a Next server may load one module twice, and a database has one log.
const held: typeof globalThis & { sluiceLogFiles?: WeakMap<object, LogFile> } = globalThis;

/**
 * Opens the log of a database, which is one file as long as the database is open. Returns how to close it. Does nothing if
 * it cannot be opened for writing: then SQLite does all of it, or says why not.
 */
export function openLogFile(database: object, file: LogFile['file'], path: string): () => void {
  const descriptor = openForWriting(`${path}-wal`);
  if (descriptor === null) return () => {};
  const log: LogFile = { file, descriptor, syncing: 0, isClosed: false };
  (held.sluiceLogFiles ??= new WeakMap()).set(database, log);
  return () => {
    log.isClosed = true;
    held.sluiceLogFiles?.delete(database);
    closeUnlessSyncing(log);
  };
}

function openForWriting(path: string): number | null {
  try {
    return openSync(path, 'r+');
  } catch {
    return null;
  }
}

function closeUnlessSyncing({ descriptor, syncing, isClosed }: LogFile): void {
  if (isClosed && syncing === 0) closeSync(descriptor);
}

/** As `inTransaction`, but what it commits is durable only after `forceToDisk`. */
export async function inUnforcedTransaction<Schema, Result>(
  database: Kysely<Schema>,
  work: (connection: Kysely<Schema>) => Promise<Result>,
): Promise<Result> {
  const log = held.sluiceLogFiles?.get(database);
  if (log === undefined) return inTransaction(database, work);
  return database.connection().execute(async (connection) => {
    // SQLite then still forces what it needs for its own consistency (sqlite.org/pragma.html#pragma_synchronous). Not a
    // prepared statement: it takes effect when it is prepared.
    log.file.exec('pragma synchronous = normal');
    try {
      return await underWriteLock(connection, () => work(connection));
    } finally {
      log.file.exec('pragma synchronous = full');
    }
  });
}

/** Forces to the disk what was committed so far, on another thread. */
export function forceToDisk(database: object): Promise<void> {
  const log = held.sluiceLogFiles?.get(database);
  if (log === undefined) return Promise.resolve();
  log.syncing += 1;
  return new Promise((resolve) => {
    fdatasync(log.descriptor, (error) => {
      if (error !== null) {
        // Nobody knows what of it is on the disk, so nothing may follow. The next start reads what is there.
        process.stderr.write(`The database cannot be written to the disk: ${error.message}\n`);
        process.exit(1);
      }
      log.syncing -= 1;
      closeUnlessSyncing(log);
      resolve();
    });
  });
}

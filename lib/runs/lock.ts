import 'server-only';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Libsql from 'libsql';
import { config } from '@/lib/config';
import { sessionLock } from '@/lib/db/session-lock';

/** `isHeld` is false once PostgreSQL has ended the connection that holds it. */
export type RunsLock = { release: () => void; isHeld: () => boolean };

/**
 * A statement that waits for longer would keep PostgreSQL from removing what is outdated (the snapshot it holds:
 * postgresql.org/docs/current/routine-vacuuming.html).
 */
const WAIT_MILLIS = 60_000;
/** Of the embedded database's folder, another process has the runs only while it ends. */
const EMBEDDED_WAIT_MILLIS = 1_000;

/**
 * Waits for the runs of the current account, for a while; null while another process has them. The lock is the operating
 * system's on a file of the data folder, held by an open transaction, or PostgreSQL's, held by a connection. Either is
 * free the moment its process ends, however it ends, without any timeout: on PostgreSQL, one of those that wait has it at
 * once. `onLost` is called if PostgreSQL ends the connection.
 */
export async function awaitRuns(onLost: () => void): Promise<RunsLock | null> {
  if (config().databaseUrl !== null) return lockRuns(onLost, WAIT_MILLIS);
  const lock = await lockRuns(onLost);
  if (lock === null) await sleep(EMBEDDED_WAIT_MILLIS);
  return lock;
}

/** The same without waiting, or on PostgreSQL for `waitMillis`. */
export async function lockRuns(onLost: () => void = () => {}, waitMillis = 0): Promise<RunsLock | null> {
  const { account, dataDir, databaseUrl } = config();
  const name = account === null ? 'runs' : `runs-${account}`;
  if (databaseUrl !== null) return sessionLock(databaseUrl, name, onLost, waitMillis);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = new Libsql(join(dataDir, `${name}.lock`));
  try {
    file.exec('begin exclusive');
  } catch (error) {
    file.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return null;
    throw error;
  }
  return { release: () => file.close(), isHeld: () => true };
}

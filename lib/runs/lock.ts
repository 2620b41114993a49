import 'server-only';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { config } from '@/lib/config';
import { sessionLock } from '@/lib/db/session-lock';

/** `isHeld` is false once PostgreSQL has ended the connection that holds it. */
export type RunsLock = { release: () => void; isHeld: () => boolean };

/**
 * Claims the runs of the current account for this process; null while another process has them. The lock is the operating
 * system's on a file of the data folder, held by an open transaction, or PostgreSQL's, held by a connection. Either is
 * free the moment its process ends, however it ends, without any timeout. `onLost` is called if PostgreSQL ends the
 * connection.
 */
export async function lockRuns(onLost: () => void = () => {}): Promise<RunsLock | null> {
  const { account, dataDir, databaseUrl } = config();
  const name = account === null ? 'runs' : `runs-${account}`;
  if (databaseUrl !== null) return sessionLock(databaseUrl, name, onLost);
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

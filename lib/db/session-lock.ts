import 'server-only';
import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { SESSION_SETTINGS } from './server-link';

/** A lock of PostgreSQL that belongs to a connection of its own, and is free the moment that ends, however it ends. */
export type SessionLock = { release: () => void; isHeld: () => boolean };

/**
 * Claims the lock of this name for this process; null if another one has it for longer than `waitMillis`. The connection
 * is not one of the pool's: there, whoever waits for a lock would keep its holder from working. If the server ends the
 * connection, `onLost` is called: from then on another process may have the lock.
 */
export async function sessionLock(
  url: string,
  name: string,
  onLost: () => void,
  waitMillis = 0,
): Promise<SessionLock | null> {
  const client = new Client({ connectionString: url, application_name: 'sluice lock', keepAlive: true });
  let isHeld = false;
  client.on('error', () => {});
  // Also emitted if it could not connect: then there was nothing to lose.
  client.once('end', () => {
    const wasHeld = isHeld;
    isHeld = false;
    if (wasHeld) onLost();
  });
  await client.connect();
  const release = (): void => {
    isHeld = false;
    void client.end().catch(() => {});
  };
  try {
    await client.query(SESSION_SETTINGS);
    isHeld = await isLocked(client, lockNumber(name), waitMillis);
  } catch (error) {
    release();
    throw error;
  }
  if (!isHeld) {
    release();
    return null;
  }
  return { release, isHeld: () => isHeld };
}

async function isLocked(client: Client, lock: string, waitMillis: number): Promise<boolean> {
  if (waitMillis === 0) {
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
      lock,
    ]);
    return rows[0]?.locked === true;
  }
  try {
    // A limit of the server's own must not end what only waits.
    await client.query(`set statement_timeout = 0; set lock_timeout = ${waitMillis}`);
    await client.query('select pg_advisory_lock($1)', [lock]);
    return true;
  } catch (error) {
    if (isLockTimeout(error)) return false;
    throw error;
  }
}

/** Whether PostgreSQL gave up waiting for a lock (`lock_not_available`). */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03';
}

/** PostgreSQL's locks are numbered: 64 bits of the name's hash. */
export function lockNumber(name: string): string {
  return createHash('sha256').update(`sluice ${name}`).digest().readBigInt64BE(0).toString();
}

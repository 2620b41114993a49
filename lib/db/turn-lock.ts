import 'server-only';
import { Pool, type PoolClient } from 'pg';
import { SESSION_SETTINGS } from './server-link';
import { isLockTimeout, lockNumber } from './session-lock';

/** A lock that processes hold one after another. */
export type TurnLock = {
  /** Whether it is still held, as its holder's connection says now. */
  isHeld: () => Promise<boolean>;
  /** Never rejects: if the connection is lost, so is the lock. */
  release: () => Promise<void>;
};

/** `late`: others held it for too long. `unreachable`: there is no connection, or it was lost. */
export type NoTurn = 'late' | 'unreachable';

/** The most instances that one process works on, or waits for, at a time. */
const MOST_CONNECTIONS = 16;
/** A server that does not respond must not keep a connection's place. */
const CONNECT_MILLIS = 60_000;
const RESPONSE_MILLIS = 5_000;

// On globalThis because a Next server may load one module twice.
const held: typeof globalThis & { sluiceTurnPools?: Map<string, Pool> } = globalThis;

/**
 * Waits in PostgreSQL for the lock of this name, in the order of arrival among processes. It belongs to a connection of
 * a pool of its own: whoever waits must not keep its holder from working. It is free the moment that connection ends,
 * however it ends.
 */
export async function takeTurnLock(
  url: string,
  name: string,
  withinMillis: number,
): Promise<TurnLock | NoTurn> {
  const until = performance.now() + withinMillis;
  const connecting = poolOf(url).connect();
  const client = await inTime(connecting, withinMillis);
  if (client === 'late') void connecting.then((unused) => unused.release()).catch(() => {});
  if (typeof client === 'string') return client;
  const leftMillis = Math.ceil(until - performance.now());
  if (leftMillis <= 0) {
    client.release();
    return 'late';
  }
  // A limit of the server's own must not end what only waits, or holds.
  const waiting = client.query(
    `${SESSION_SETTINGS}; set statement_timeout = 0; set idle_session_timeout = 0; set lock_timeout = ${leftMillis};
      select pg_advisory_lock(${lockNumber(name)})`,
  );
  const outcome = await inTime(
    waiting.catch((error: unknown) => {
      if (isLockTimeout(error)) return 'lock-timeout' as const;
      throw error;
    }),
    leftMillis + RESPONSE_MILLIS,
  );
  if (outcome === 'lock-timeout') {
    client.release();
    return 'late';
  }
  if (typeof outcome === 'string') {
    client.release(true);
    return 'unreachable';
  }
  return heldOn(client);
}

function heldOn(client: PoolClient): TurnLock {
  const responds = async (statement: string): Promise<boolean> =>
    typeof (await inTime(client.query(statement), RESPONSE_MILLIS)) !== 'string';
  return {
    // The session that holds the lock answers: a connection that was lost is not made again.
    isHeld: () => responds('select 1'),
    release: async () => client.release(!(await responds('select pg_advisory_unlock_all()'))),
  };
}

function poolOf(url: string): Pool {
  const pools = (held.sluiceTurnPools ??= new Map());
  const found = pools.get(url);
  if (found !== undefined) return found;
  const pool = new Pool({
    connectionString: url,
    application_name: 'sluice turn',
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MILLIS,
    keepAlive: true,
    allowExitOnIdle: true,
  });
  // Without a listener a lost connection would end the process; the next query on it is rejected.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  pools.set(url, pool);
  return pool;
}

/** The value, or why there is none in time. */
async function inTime<Value>(coming: Promise<Value>, millis: number): Promise<Value | NoTurn> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<NoTurn>((resolve) => {
    timer = setTimeout(() => resolve('late'), millis);
  });
  try {
    return await Promise.race([coming, late]);
  } catch {
    return 'unreachable';
  } finally {
    clearTimeout(timer);
  }
}

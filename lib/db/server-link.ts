import 'server-only';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { isStorageFailure, noteReachable, noteWrite, UnreachableError } from './storage';

/** Connections of one process: pages read beside each other, and writes follow each other anyway (`dialect.ts`). */
const MOST_CONNECTIONS = 10;
const CONNECT_MILLIS = 5_000;
/** While the server cannot be reached, whether it can again is asked this often. */
const PROBE_MILLIS = 500;
/** A query that is not over then never will be: the network has dropped the connection. The server gives up earlier. */
const GRACE_MILLIS = 5_000;

/**
 * Settings sent on each new connection. If the machine of a process is lost, the server notices within half a minute and
 * frees what it held, above all its locks.
 */
export const SESSION_SETTINGS =
  'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4';

/** A pool of connections to the server at `url`, as Kysely uses it. `statementMillis`: how long a query may take; 0: as long as it takes. */
export function serverLink(url: string, statementMillis: number, types: NonNullable<PoolConfig['types']>) {
  const pool = new Pool({
    connectionString: url,
    application_name: 'sluice',
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MILLIS,
    keepAlive: true,
    types,
    ...(statementMillis > 0 && { query_timeout: statementMillis + GRACE_MILLIS }),
  });
  let isDown = false;
  let isEnded = false;
  let timer: NodeJS.Timeout | undefined;
  // A lost connection is replaced by the next query, and rejects the one that it was used for; without a listener its
  // event would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  /** Connections whose settings were sent: as a query, because poolers reject unknown connection parameters. */
  const told = new WeakSet<PoolClient>();
  const connect = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    if (told.has(client)) return client;
    try {
      await client.query(`${SESSION_SETTINGS}; set statement_timeout = ${statementMillis}`);
    } catch (error) {
      client.release(true);
      throw error;
    }
    told.add(client);
    return client;
  };

  /** Others need not find out one by one, each after a timeout. */
  const probe = async (): Promise<void> => {
    clearTimeout(timer);
    try {
      await pool.query('select 1');
      isDown = false;
      noteReachable();
    } catch {
      isDown = true;
      if (isEnded) return;
      noteWrite(new UnreachableError());
      timer = setTimeout(() => void probe(), PROBE_MILLIS);
      timer.unref();
    }
  };
  const failed = (error: unknown): never => {
    if (!isLost(error)) {
      if (isStorageFailure(error)) noteWrite(error);
      throw error;
    }
    const unreachable = new UnreachableError(error);
    if (!isDown && !isEnded) {
      noteWrite(unreachable);
      void probe();
    }
    throw unreachable;
  };

  const watched = (client: PoolClient): PoolClient => {
    let isBroken = false;
    const query = async (text: string, parameters: readonly unknown[]) => {
      try {
        const result = await client.query(text, parameters.map(storable));
        if (WRITES.test(text) && (result.rowCount ?? 0) > 0) noteWrite(null);
        return result;
      } catch (error) {
        isBroken ||= isLost(error);
        return failed(error);
      }
    };
    const own = { query, release: () => client.release(isBroken) };
    return new Proxy(client, {
      get: (target, name) =>
        name === 'query' || name === 'release' ? own[name] : Reflect.get(target, name, target),
    });
  };

  return {
    connect: async (): Promise<PoolClient> => {
      if (isDown) throw new UnreachableError();
      return watched(await connect().catch(failed));
    },
    end: (): Promise<void> => {
      isEnded = true;
      clearTimeout(timer);
      noteReachable();
      return pool.end();
    },
  };
}

const WRITES = /^\s*(?:insert|update|delete)\b/i;

/** PostgreSQL rejects a NUL in a text, which SQLite stores. */
function storable(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\u{fffd}') : value;
}

/**
 * Whether a connection is lost, or could not be made: the operating system's codes, PostgreSQL's of connections (class
 * 08), of a server that is stopping, starting or has crashed (57P01 to 57P03) or has no connection left (53300), and what
 * `pg` says without a code.
 */
function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08...|57P0[123]|53300)$/.test(
      code,
    ) ||
    /^(?:timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error)/.test(
      error.message,
    )
  );
}

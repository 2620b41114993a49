import 'server-only';
import { Client } from 'pg';
import { lockNumber } from './session-lock';

/** A lock among processes that a process tries for and never waits for: `release` frees it for others. */
export type SharedLock = { isHeld: () => boolean; release: () => void };

/** All locks of a process belong to one connection, and are free the moment that ends, however it ends. */
type Session = { client: Client; names: Set<string>; isOpen: boolean; last: Promise<unknown> };

const CONNECT_MILLIS = 5_000;

// On globalThis because a Next server may load one module twice, and a process has each lock once.
const held: typeof globalThis & { sluiceSharedLocks?: Map<string, Promise<Session>> } = globalThis;
const sessions = (): Map<string, Promise<Session>> => (held.sluiceSharedLocks ??= new Map());

/**
 * Claims the lock of this name for this caller; null while another one has it, in this process or another. For work that
 * may be done twice if the connection is lost meanwhile: a write takes its turn (turn-lock.ts).
 */
export async function trySharedLock(url: string, name: string): Promise<SharedLock | null> {
  const session = await sessionOf(url);
  const { names } = session;
  if (names.has(name)) return null;
  names.add(name);
  const number = lockNumber(name);
  try {
    if (!(await isTrue(session, 'select pg_try_advisory_lock($1) as answer', number))) {
      names.delete(name);
      return null;
    }
  } catch (error) {
    names.delete(name);
    throw error;
  }
  let isMine = true;
  return {
    isHeld: () => isMine && session.isOpen,
    release: () => {
      if (!isMine) return;
      isMine = false;
      names.delete(name);
      // A lost connection has freed it.
      isTrue(session, 'select pg_advisory_unlock($1) as answer', number).catch(() => {});
    },
  };
}

/** One after another: pg warns of a query that is requested while the connection is busy with one. */
async function isTrue(session: Session, question: string, lock: string): Promise<boolean> {
  const result = session.last.then(() => session.client.query<{ answer: boolean }>(question, [lock]));
  session.last = result.catch(() => {});
  return (await result).rows[0]?.answer === true;
}

function sessionOf(url: string): Promise<Session> {
  const found = sessions().get(url);
  if (found !== undefined) return found;
  const connecting = connect(url);
  sessions().set(url, connecting);
  const forget = (): void => {
    if (sessions().get(url) === connecting) sessions().delete(url);
  };
  connecting.then(({ client }) => client.once('end', forget), forget);
  return connecting;
}

async function connect(url: string): Promise<Session> {
  const client = new Client({
    connectionString: url,
    application_name: 'sluice locks',
    connectionTimeoutMillis: CONNECT_MILLIS,
    keepAlive: true,
  });
  const session: Session = { client, names: new Set(), isOpen: true, last: Promise.resolve() };
  // Without a listener it would end the process.
  client.on('error', () => {});
  client.once('end', () => {
    session.isOpen = false;
  });
  await client.connect();
  return session;
}

/** Frees all locks, with their connection. */
export async function closeSharedLocks(): Promise<void> {
  const open = [...sessions().values()];
  sessions().clear();
  for (const connecting of open) await connecting.then(({ client }) => client.end()).catch(() => {});
}

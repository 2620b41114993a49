import 'server-only';
import { sql, type Kysely } from 'kysely';
import { config } from '@/lib/config';
import { isPostgres } from './dialect';
import { subscribe, type Subscription } from './wake-postgres';

/**
 * Tells every process of Sluice on this database that something in it has changed: by a function call where the database
 * is embedded and the process the only one, by LISTEN and NOTIFY on PostgreSQL. It says where to look, and what is true is
 * in the database: a message may be lost with a connection, so nothing may depend on one alone (docs/decisions/167).
 */

/** `message` is null if some may have been missed: read everything again. Does not wait, and does not throw. */
type Listener = (message: string | null) => void;
type Message = { channel: string; message: string };

type Held = {
  listeners: Map<string, Set<Listener>>;
  subscription: Subscription | null;
  /** By the connection of a transaction: what it tells once it has committed. */
  uncommitted: WeakMap<object, Message[]>;
};

// On globalThis because a Next server may load one module twice, and a process hears each message once.
const shared: typeof globalThis & { sluiceWake?: Held } = globalThis;
const held = (): Held =>
  (shared.sluiceWake ??= { listeners: new Map(), subscription: null, uncommitted: new WeakMap() });

/** PostgreSQL sends at most 7,999 bytes, channel included. */
const MOST_BYTES = 2_000;

/**
 * Calls `listener` with each message on a channel, those of this process included, until the returned function is called
 * or the database is closed. The same listener is added once. Listen before you read what the messages are about.
 */
export function listen(channel: string, listener: Listener): () => void {
  const { listeners } = held();
  const ofChannel = listeners.get(channel) ?? new Set();
  listeners.set(channel, ofChannel.add(listener));
  const { databaseUrl } = config();
  if (databaseUrl !== null) held().subscription ??= subscribe(databaseUrl, hear);
  return () => void ofChannel.delete(listener);
}

/**
 * Sends a message on a channel, whose name has no space. Within a transaction it is delivered once that has committed,
 * and not at all if it is rolled back. One that repeats another of its transaction may be delivered once.
 */
export async function notify<Schema>(
  connection: Kysely<Schema>,
  channel: string,
  message: string,
): Promise<void> {
  if (Buffer.byteLength(message) > MOST_BYTES)
    throw new Error(`A message on ${channel} is longer than ${MOST_BYTES} bytes.`);
  if (isPostgres(connection))
    await sql`select pg_notify('sluice', ${`${channel} ${message}`})`.execute(connection);
  else {
    const uncommitted = held().uncommitted.get(connection);
    if (uncommitted === undefined) deliver({ channel, message });
    else uncommitted.push({ channel, message });
  }
}

/**
 * Delivers what is sent on an embedded database's connection within `work`, a transaction or a savepoint, once it has
 * succeeded; a savepoint's belong to the transaction around it.
 */
export async function notifyingAtCommit<Result>(
  connection: object,
  work: () => Promise<Result>,
): Promise<Result> {
  const { uncommitted } = held();
  const outer = uncommitted.get(connection);
  const own: Message[] = [];
  uncommitted.set(connection, own);
  const restore = (): void => {
    if (outer === undefined) uncommitted.delete(connection);
    else uncommitted.set(connection, outer);
  };
  try {
    const result = await work();
    if (outer === undefined) own.forEach(deliver);
    else outer.push(...own);
    return result;
  } finally {
    restore();
  }
}

/** Ends all listening, with its connection. */
export async function closeWake(): Promise<void> {
  const { subscription } = held();
  held().listeners.clear();
  held().subscription = null;
  await subscription?.close();
}

function hear(text: string | null): void {
  if (text === null) for (const channel of held().listeners.keys()) tell(channel, null);
  else {
    const [channel = ''] = text.split(' ', 1);
    tell(channel, text.slice(channel.length + 1));
  }
}

function deliver({ channel, message }: Message): void {
  tell(channel, message);
}

function tell(channel: string, message: string | null): void {
  for (const listener of held().listeners.get(channel) ?? []) {
    try {
      listener(message);
    } catch (error) {
      // An error in one listener must not reach the others or the writer.
      const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`Hearing of a change (${channel}): ${words}\n`);
    }
  }
}

import 'server-only';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { forceToDisk, inUnforcedTransaction } from './log-file';
import type { DatabaseSchema } from './schema';
import { isStorageFailure } from './storage';
import { notifyingAtCommit } from './wake';

type Waiting = {
  work: (connection: Kysely<DatabaseSchema>) => Promise<void>;
  fail: (error: unknown) => void;
  done: () => void;
};

type Queue = { waiting: Waiting[]; isWriting: boolean };

// On globalThis because a Next server may load one module twice, and a database has one writer in a process.
const held: typeof globalThis & { sluiceSharedWrites?: WeakMap<Kysely<DatabaseSchema>, Queue> } = globalThis;

/**
 * Runs `work` in a transaction shared with what else is written at the same moment, and resolves once it is durable: most
 * of the time of a small write is the disk's, which takes as long for many of them. What is requested while the disk is busy
 * shares the next transaction, and this thread does not wait for the disk. Work that throws is undone alone; if the disk is
 * full, nothing of the transaction is written.
 */
export function inSharedTransaction<Result>(
  database: Kysely<DatabaseSchema>,
  work: (connection: Kysely<DatabaseSchema>) => Promise<Result>,
): Promise<Result> {
  const queues = (held.sluiceSharedWrites ??= new WeakMap());
  const queue = queues.get(database) ?? { waiting: [], isWriting: false };
  queues.set(database, queue);
  return new Promise<Result>((resolve, reject) => {
    let result: Result;
    queue.waiting.push({
      work: async (connection) => void (result = await work(connection)),
      fail: reject,
      done: () => resolve(result),
    });
    if (!queue.isWriting) void writeAll(database, queue);
  });
}

async function writeAll(database: Kysely<DatabaseSchema>, queue: Queue): Promise<void> {
  queue.isWriting = true;
  while (queue.waiting.length > 0) {
    // Whoever was just told that its write is done may have another one.
    await nextTurn();
    await write(database, queue.waiting.splice(0));
  }
  queue.isWriting = false;
}

async function write(database: Kysely<DatabaseSchema>, group: readonly Waiting[]): Promise<void> {
  const written: Waiting[] = [];
  try {
    await inUnforcedTransaction(database, async (connection) => {
      for (const each of group) if (await isWritten(connection, each, group.length > 1)) written.push(each);
    });
    await forceToDisk(database);
    for (const { done } of written) done();
  } catch (error) {
    // Those that failed by themselves have said so already.
    for (const { fail } of group) fail(error);
  }
}

async function isWritten(
  connection: Kysely<DatabaseSchema>,
  { work, fail }: Waiting,
  isShared: boolean,
): Promise<boolean> {
  // Alone, it is undone with the transaction.
  if (!isShared) return work(connection).then(() => true);
  await sql`savepoint one`.execute(connection);
  try {
    await notifyingAtCommit(connection, () => work(connection));
  } catch (error) {
    // A full disk has rolled back everything.
    if (isStorageFailure(error)) throw error;
    await sql`rollback to one`.execute(connection);
    await sql`release one`.execute(connection);
    fail(error);
    return false;
  }
  await sql`release one`.execute(connection);
  return true;
}

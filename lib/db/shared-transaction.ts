import 'server-only';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import type { DatabaseSchema } from './schema';
import { isStorageFailure } from './storage';
import { inTransaction } from './write-lock';

type Waiting = {
  work: (connection: Kysely<DatabaseSchema>) => Promise<void>;
  fail: (error: unknown) => void;
  done: () => void;
};

// On globalThis because a Next server may load one module twice, and a database has one writer in a process.
const held: typeof globalThis & { sluiceSharedWrites?: WeakMap<Kysely<DatabaseSchema>, Waiting[]> } =
  globalThis;

/**
 * Runs `work` in a transaction shared with what else is written at the same moment, and resolves once it is durable: most
 * of the time of a small write is the disk's, which takes as long for many of them. Work that throws is undone alone; if
 * the disk is full, nothing of the transaction is written.
 */
export function inSharedTransaction<Result>(
  database: Kysely<DatabaseSchema>,
  work: (connection: Kysely<DatabaseSchema>) => Promise<Result>,
): Promise<Result> {
  const queues = (held.sluiceSharedWrites ??= new WeakMap());
  const queue = queues.get(database) ?? [];
  return new Promise<Result>((resolve, reject) => {
    let result: Result;
    queue.push({
      work: async (connection) => void (result = await work(connection)),
      fail: reject,
      done: () => resolve(result),
    });
    if (queue.length > 1) return;
    queues.set(database, queue);
    void nextTurn().then(() => {
      queues.delete(database);
      return write(database, queue);
    });
  });
}

async function write(database: Kysely<DatabaseSchema>, queue: readonly Waiting[]): Promise<void> {
  const written: Waiting[] = [];
  try {
    await inTransaction(database, async (connection) => {
      for (const each of queue) if (await isWritten(connection, each, queue.length > 1)) written.push(each);
    });
    for (const { done } of written) done();
  } catch (error) {
    // Those that failed by themselves have said so already.
    for (const { fail } of queue) fail(error);
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
    await work(connection);
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

import 'server-only';
import { sql, type Kysely } from 'kysely';
import { beginWrite } from './dialect';
import { notifyingAtCommit } from './wake';

/**
 * Runs `work` in one transaction on the given connection, holding the write lock from the start. Kysely's own
 * transaction would take it after the first read, when another process may have written. If it throws, it is rolled
 * back and rethrown. Within a transaction, such as that of PostgreSQL's migrations, `work` is part of it.
 */
export async function underWriteLock<Schema, Result>(
  connection: Kysely<Schema>,
  work: () => Promise<Result>,
): Promise<Result> {
  if (connection.isTransaction) return work();
  return notifyingAtCommit(connection, async () => {
    try {
      // It may wait for another process's write for too long: by then, its transaction has begun.
      await beginWrite(connection);
      const result = await work();
      await sql`commit`.execute(connection);
      return result;
    } catch (error) {
      // A full disk has rolled it back already, and the error of a second rollback would hide why
      // (sqlite.org/lang_transaction.html).
      await sql`rollback`.execute(connection).catch(() => {});
      throw error;
    }
  });
}

/** The same on a connection of its own. */
export function inTransaction<Schema, Result>(
  database: Kysely<Schema>,
  work: (connection: Kysely<Schema>) => Promise<Result>,
): Promise<Result> {
  return database.connection().execute((connection) => underWriteLock(connection, () => work(connection)));
}

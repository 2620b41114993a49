import 'server-only';
import { sql, type Kysely } from 'kysely';

/**
 * Runs `work` in one transaction on the given connection, under the write lock from its beginning: Kysely's own begins without
 * and would take it after the first reading, when another process may have written. What throws is rolled back, and thrown on.
 */
export async function underWriteLock<Schema, Result>(
  connection: Kysely<Schema>,
  work: () => Promise<Result>,
): Promise<Result> {
  await sql`begin immediate`.execute(connection);
  try {
    const result = await work();
    await sql`commit`.execute(connection);
    return result;
  } catch (error) {
    await sql`rollback`.execute(connection);
    throw error;
  }
}

import 'server-only';
import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { GENESIS, hashOfActivity, type UnhashedActivity } from '@/lib/db/activity-hash';
import { activityTerms } from '@/lib/db/activity-search';
import { database } from '@/lib/db/database';
import type { DatabaseSchema } from '@/lib/db/schema';
import { underWriteLock } from '@/lib/db/write-lock';

// On globalThis because a Next server may load one module twice.
const held: typeof globalThis & { sluiceProcessId?: string } = globalThis;

/** Names this run of Sluice in what it writes: a deed that another run began and did not end has no outcome to come. */
export function processId(): string {
  return (held.sluiceProcessId ??= randomUUID());
}

/** What an entry says; its place in the chain is found when it is appended. */
export type NewActivity = Omit<UnhashedActivity, 'id' | 'at' | 'previous_hash' | 'process_id'>;

type Line = { states: { before_json: string; after_json: string } };

/**
 * Appends one entry to the chain and resolves to its id once it is on the disk. The head is read and followed under the
 * lock of one write transaction, so that several writers, also of other processes, cannot both follow the same entry.
 * `line`: the entry stands for a deed in the list, found by its own words and by those of these states. `also` is done in the same transaction.
 * `at`: when it happened, where that is not now.
 */
export async function append(
  entry: NewActivity,
  line: Line | null,
  also: (connection: Kysely<DatabaseSchema>, id: number) => Promise<unknown> = async () => {},
  at = new Date().toISOString(),
): Promise<number> {
  const open = await database();
  return open.connection().execute((connection) =>
    underWriteLock(connection, async () => {
      const id = await follow(connection, entry, line, at);
      await also(connection, id);
      return id;
    }),
  );
}

async function follow(
  connection: Kysely<DatabaseSchema>,
  entry: NewActivity,
  line: Line | null,
  happenedAt: string,
): Promise<number> {
  const head = await connection
    .selectFrom('activity')
    .select(['at', 'hash'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  // Not the newest entry's: where newest entries were removed, the gap tells of it.
  const { rows } = await sql<{
    seq: number;
  }>`select seq from sqlite_sequence where name = 'activity'`.execute(connection);
  const unhashed: UnhashedActivity = {
    ...wellFormed(entry),
    id: (rows[0]?.seq ?? 0) + 1,
    // A clock that was set back does not put an entry before the one it follows.
    at: head !== undefined && head.at > happenedAt ? head.at : happenedAt,
    process_id: processId(),
    previous_hash: head?.hash ?? GENESIS,
  };
  await connection
    .insertInto('activity')
    .values({ ...unhashed, hash: hashOfActivity(unhashed) })
    .execute();
  if (line !== null) {
    const words = activityTerms({ ...unhashed, ...line.states }).join(' ');
    await sql`insert into activity_words (rowid, words) values (${unhashed.id}, ${words})`.execute(
      connection,
    );
  }
  return unhashed.id;
}

/** What the database would give back otherwise than it took it (half a character, a zero) would not match its hash. */
function wellFormed(entry: NewActivity): NewActivity {
  return {
    ...entry,
    actor: asStored(entry.actor),
    operation: asStored(entry.operation),
    region_id: asStored(entry.region_id),
    load_balancer_id: asStored(entry.load_balancer_id),
    code: entry.code === null ? null : asStored(entry.code),
    message: entry.message === null ? null : asStored(entry.message),
    request_id: entry.request_id === null ? null : asStored(entry.request_id),
    from_address: entry.from_address === null ? null : asStored(entry.from_address),
  };
}

function asStored(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8').replaceAll('\0', '\u{fffd}');
}

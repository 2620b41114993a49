import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { GENESIS, hashOfActivity, type UnhashedActivity } from '@/lib/db/activity-hash';
import { activityTerms } from '@/lib/db/activity-search';
import { database } from '@/lib/db/database';
import { insertTerms, readHead } from '@/lib/db/dialect';
import type { DatabaseSchema } from '@/lib/db/schema';
import { inSharedTransaction } from '@/lib/db/shared-transaction';
import { log } from '@/lib/telemetry/log';

// On globalThis because a Next server may load one module twice.
const held: typeof globalThis & { sluiceProcessId?: string } = globalThis;

/**
 * Identifies this run of Sluice in what it writes: a write that another run began and did not end will get no outcome.
 */
export function processId(): string {
  return (held.sluiceProcessId ??= randomUUID());
}

/** An entry's content; its place in the chain is determined when it is appended. */
export type NewActivity = Omit<UnhashedActivity, 'id' | 'at' | 'previous_hash' | 'process_id'>;

type Also = (connection: Kysely<DatabaseSchema>, appended: Appended) => Promise<unknown>;

/** An entry that is durable only once its transaction has been committed. */
export type Appended = { id: number; hash: string };

type Line = { states: { before_json: string; after_json: string } };

/**
 * Appends one entry to the chain and resolves to its id once it is durable. The head is read and extended under one
 * write transaction's lock, so that concurrent writers, including other processes, cannot both extend the same entry.
 * `line`: the entry represents a write in the list, searchable by its own words and by those of these states. `also`
 * runs in the same transaction. `at`: when it happened, if that is not now.
 */
export async function append(
  entry: NewActivity,
  line: Line | null,
  also: Also = async () => {},
  at = new Date().toISOString(),
): Promise<number> {
  const id = await inSharedTransaction(await database(), (connection) =>
    follow(connection, entry, line, also, at),
  );
  tell(entry, id);
  return id;
}

/**
 * Appends the outcome of the intent `begunId`, unless it has one: another process may have recorded it by what it read, or
 * this one before it lost the connection to the database.
 */
export async function appendOutcome(
  begunId: number,
  entry: Omit<NewActivity, 'begun_id'>,
  line: Line,
  also: Also,
  at = new Date().toISOString(),
): Promise<void> {
  const id = await inSharedTransaction(await database(), async (connection) => {
    const open = connection.selectFrom('activity_open').select('id').where('id', '=', begunId);
    if ((await open.executeTakeFirst()) === undefined) return null;
    return follow(connection, { ...entry, begun_id: begunId }, line, also, at);
  });
  if (id !== null) tell(entry, id);
}

function tell({ operation, outcome }: Pick<NewActivity, 'operation' | 'outcome'>, id: number): void {
  log().info({ entry: id, operation, outcome }, 'activity');
}

async function follow(
  connection: Kysely<DatabaseSchema>,
  entry: NewActivity,
  line: Line | null,
  also: Also,
  happenedAt: string,
): Promise<number> {
  const { highestId, at, hash } = await readHead(connection);
  const unhashed: UnhashedActivity = {
    ...wellFormed(entry),
    // Not the newest entry's id: if newest entries were removed, the gap shows it.
    id: highestId + 1,
    // If the clock was set back, an entry still does not precede the one it follows.
    at: at !== null && at > happenedAt ? at : happenedAt,
    process_id: processId(),
    previous_hash: hash ?? GENESIS,
  };
  const appended = { id: unhashed.id, hash: hashOfActivity(unhashed) };
  await connection
    .insertInto('activity')
    .values({ ...unhashed, hash: appended.hash })
    .execute();
  if (line !== null)
    await insertTerms(connection, unhashed.id, activityTerms({ ...unhashed, ...line.states }));
  await also(connection, appended);
  return unhashed.id;
}

/** Values the database would return differently (a lone surrogate, a NUL) would not match their hash. */
function wellFormed(entry: NewActivity): NewActivity {
  const stored = Object.entries(entry).map(([name, value]) => [
    name,
    typeof value === 'string' ? asStored(value) : value,
  ]);
  return { ...entry, ...Object.fromEntries(stored) };
}

function asStored(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8').replaceAll('\0', '\u{fffd}');
}

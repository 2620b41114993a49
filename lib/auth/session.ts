import 'server-only';
import { database } from '@/lib/db/database';
import { storageProblem, whereReachable, whereThereIsRoom } from '@/lib/db/storage';
import { actorOf, type Actor } from '@/lib/model/actor';
import { unsignedCookie } from './cookie-header';
import { endSessionsOf, personIn } from './people';
import { hashOf } from './token';

/** `__Host-`: no other host of the domain can set it, and it is never sent without TLS. */
export const SESSION_COOKIE = '__Host-sluice-session';

/** A session ends this long after it began, however much it is used … */
export const ABSOLUTE_SECONDS = 7 * 24 * 60 * 60;
/** … and this long after it was last used. */
const IDLE_MILLIS = 12 * 60 * 60 * 1000;
/** Its last use is written down no more often. */
const NOTE_MILLIS = 60_000;

type Head = Pick<Headers, 'get'>;

/**
 * Who sends a request with these headers, as they are now: a person who was disabled or limited a moment ago is so in
 * the next request. Null without a session, and for one that has ended. The caller has checked where the request is from.
 */
export async function sessionOf(headers: Head, now = new Date()): Promise<Actor | null> {
  // better-auth signs the token, which adds nothing to a random one: what the database does not know is no session.
  const token = unsignedCookie(headers.get('cookie'), SESSION_COOKIE);
  if (token === null) return null;
  const hash = hashOf(token);
  const row = await whereReachable(
    async () => remember(hash, await rowOf(hash, now), now),
    () => recalled(hash),
  );
  if (row === undefined) return null;
  const { session_id: sessionId, seen_at: lastUsedAt, ...person } = row;
  if (now.getTime() - Date.parse(lastUsedAt) > NOTE_MILLIS)
    // Not on a full disk, where nobody is signed out and pages are still read.
    await whereThereIsRoom(async () =>
      (await database())
        .updateTable('sessions')
        .set({ seen_at: now.toISOString() })
        .where('id', '=', sessionId)
        .execute(),
    );
  return actorOf(personIn(person), { from: headers.get('x-forwarded-for'), sessionId });
}

async function rowOf(hash: string, now: Date) {
  const [row] = await (
    await database()
  )
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.person_id')
    .selectAll('people')
    .select(['sessions.id as session_id', 'sessions.seen_at'])
    .where('sessions.token', '=', hash)
    .where('sessions.expires_at', '>', now.toISOString())
    .where('sessions.seen_at', '>', new Date(now.getTime() - IDLE_MILLIS).toISOString())
    .where('people.disabled_at', 'is', null)
    .execute();
  return row;
}

type SessionRow = NonNullable<Awaited<ReturnType<typeof rowOf>>>;

/** How long before the database could not be reached a session must have been looked up … */
const RECENT_MILLIS = 5 * 60_000;
/** … and how long after it is still good for what is read from memory. */
const OUTAGE_MILLIS = 60 * 60_000;
const MOST_REMEMBERED = 1_000;

// On globalThis because a Next server may load one module twice.
const held: typeof globalThis & { sluiceSessions?: Map<string, { row: SessionRow; atMillis: number }> } =
  globalThis;
const remembered = () => (held.sluiceSessions ??= new Map());

/** The session as it was last looked up; not used while the database responds. */
function remember(hash: string, row: SessionRow | undefined, now: Date): SessionRow | undefined {
  const sessions = remembered();
  sessions.delete(hash);
  if (row !== undefined) sessions.set(hash, { row, atMillis: now.getTime() });
  if (sessions.size > MOST_REMEMBERED) for (const [oldest] of sessions) if (sessions.delete(oldest)) break;
  return row;
}

/**
 * Who had a session right before the database could not be reached: pages that memory can answer are shown to them. No
 * change is made without the database, which is asked again who somebody is.
 */
function recalled(hash: string): SessionRow | undefined {
  const session = remembered().get(hash);
  const { sinceMillis = Date.now() } = storageProblem() ?? {};
  const isRecent = session !== undefined && session.atMillis > sinceMillis - RECENT_MILLIS;
  return isRecent && Date.now() - sinceMillis < OUTAGE_MILLIS ? session.row : undefined;
}

export type SessionSummary = {
  id: string;
  personId: string;
  from: string | null;
  userAgent: string | null;
  createdAt: string;
  lastUsedAt: string;
};

/** The sessions that are open now, the newest first: of one person, or of everybody. */
export async function listSessions(personId?: string): Promise<SessionSummary[]> {
  const now = Date.now();
  let query = (await database())
    .selectFrom('sessions')
    .select(['id', 'person_id', 'ip_address', 'user_agent', 'created_at', 'seen_at'])
    .where('expires_at', '>', new Date(now).toISOString())
    .where('seen_at', '>', new Date(now - IDLE_MILLIS).toISOString())
    .orderBy('created_at', 'desc');
  if (personId !== undefined) query = query.where('person_id', '=', personId);
  return (await query.execute()).map((row) => ({
    id: row.id,
    personId: row.person_id,
    from: row.ip_address,
    userAgent: row.user_agent,
    createdAt: row.created_at,
    lastUsedAt: row.seen_at,
  }));
}

type Which = { id: string } | { personId: string } | 'all';

/**
 * Ends sessions at once: one, all of a person, or everybody's, and with them sign-ins that only lack the second factor.
 * Returns how many sessions there were.
 */
export async function endSessions(which: Which): Promise<number> {
  const open = await database();
  if (which !== 'all' && 'personId' in which) return endSessionsOf(open, which.personId);
  if (which === 'all') await open.deleteFrom('verifications').execute();
  let query = open.deleteFrom('sessions');
  if (which !== 'all') query = query.where('id', '=', which.id);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

/** Removes what has ended by itself. */
export async function pruneSessions(): Promise<void> {
  const now = Date.now();
  await (
    await database()
  )
    .deleteFrom('sessions')
    .where((either) =>
      either.or([
        either('expires_at', '<', new Date(now).toISOString()),
        either('seen_at', '<', new Date(now - IDLE_MILLIS).toISOString()),
      ]),
    )
    .execute();
}

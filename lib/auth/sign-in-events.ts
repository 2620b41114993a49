import 'server-only';
import type { Kysely } from 'kysely';
import { database } from '@/lib/db/database';
import type { DatabaseSchema } from '@/lib/db/schema';
import { cookiesIn } from './cookie-header';
import { isEmail } from './email';
import { exchangePreferences } from './preferences';
import { pruneSessions, sessionOf } from './session';

/** What happens around signing in, by the names under which it is stored. */
export const signInEvents = [
  'signed-in',
  'sign-in-failed',
  'signed-out',
  'set-up',
  'invitation-accepted',
  'password-reset',
  'password-changed',
  'second-factor-on',
  'second-factor-off',
  'session-ended',
  'invited',
  'person-changed',
  'disabled',
  'enabled',
  'reset-link',
] as const;

export type SignInEventKind = (typeof signInEvents)[number];

type NewEvent = {
  kind: SignInEventKind;
  /** Whose sign-in it is; of one that failed, the address that was typed. */
  email: string;
  from: string | null;
  sessionId?: string | null;
  /** Who did it, if somebody else. */
  by?: string | null;
};

export type SignInEvent = Required<NewEvent> & { id: number; at: string };

/** Long enough to look back over; what was typed by strangers need not stay for ever. */
const KEPT_MILLIS = 400 * 24 * 60 * 60 * 1000;
/** So many failed sign-ins at most: anybody can make them. */
const KEPT_FAILURES = 10_000;

/** Records something around signing in, beside the activity log, whose entries are about listeners. */
export async function recordSignInEvent({ kind, email, from, sessionId, by }: NewEvent): Promise<void> {
  const open = await database();
  const now = Date.now();
  await open
    .deleteFrom('sign_in_events')
    .where('at', '<', new Date(now - KEPT_MILLIS).toISOString())
    .execute();
  await open
    .insertInto('sign_in_events')
    .values({
      at: new Date(now).toISOString(),
      kind,
      // A password that was typed into the wrong field must not be kept.
      email: kind === 'sign-in-failed' && !isEmail(email) ? '' : email.toLowerCase(),
      from_address: from,
      session_id: sessionId ?? null,
      by_email: by ?? null,
    })
    .execute();
  if (kind === 'sign-in-failed') await pruneFailures(open);
}

async function pruneFailures(open: Kysely<DatabaseSchema>): Promise<void> {
  const failures = open.selectFrom('sign_in_events').select('id').where('kind', '=', 'sign-in-failed');
  await open
    .deleteFrom('sign_in_events')
    .where('kind', '=', 'sign-in-failed')
    .where('id', '<=', failures.orderBy('id', 'desc').offset(KEPT_FAILURES).limit(1))
    .execute();
}

/**
 * The same for who is signed in with these new cookies, after a request with these headers. Returns the cookies by which
 * this browser takes over what that person has chosen in others.
 */
export async function recordSignedIn(setCookies: readonly string[], headers: Headers): Promise<string[]> {
  const actor = await sessionOf(new Headers({ cookie: cookiesIn(setCookies) }));
  await pruneSessions();
  if (actor === null || actor.personId === null) return [];
  const from = headers.get('x-forwarded-for');
  await recordSignInEvent({ kind: 'signed-in', email: actor.name, from, sessionId: actor.sessionId });
  return exchangePreferences(actor.personId, headers);
}

/** The newest first: of one person, or of everybody (`email` null). `beforeId`: those older than this one. */
export async function listSignInEvents(
  email: string | null,
  limit: number,
  beforeId: number | null,
): Promise<SignInEvent[]> {
  let query = (await database()).selectFrom('sign_in_events').selectAll().orderBy('id', 'desc').limit(limit);
  if (email !== null) query = query.where('email', '=', email);
  if (beforeId !== null) query = query.where('id', '<', beforeId);
  return (await query.execute()).map((row) => ({
    id: row.id,
    at: row.at,
    kind: kindIn(row.kind),
    email: row.email,
    from: row.from_address,
    sessionId: row.session_id,
    by: row.by_email,
  }));
}

/** Throws for what this version does not know. */
function kindIn(text: string): SignInEventKind {
  const kind = signInEvents.find((each) => each === text);
  if (kind === undefined) throw new Error('A sign-in event has a kind that this version does not know.');
  return kind;
}

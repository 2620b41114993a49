import 'server-only';
import type { Kysely } from 'kysely';
import { database } from '@/lib/db/database';
import type { DatabaseSchema } from '@/lib/db/schema';
import { inTransaction } from '@/lib/db/write-lock';
import { noLimits, type Person } from '@/lib/model/actor';
import { consumeLink, findLink, type OneTimeLink, type Purpose } from './one-time-links';
import { hashPassword, weaknessOf, type WeakPassword } from './password';
import { hasPeople, insertPerson, personById, setPassword } from './people';
import { recordSignInEvent } from './sign-in-events';

/** The result of submitting the form of a one-time link. */
export type LinkOutcome =
  | { kind: 'done'; person: Person }
  /** It was used, has expired, was withdrawn, or is for somebody who is not there any more. */
  | { kind: 'gone' }
  | { kind: 'weak'; weakness: WeakPassword }
  /** Somebody has this e-mail address already. */
  | { kind: 'taken' };

const EVENTS = {
  'set-up': 'set-up',
  invitation: 'invitation-accepted',
  reset: 'password-reset',
} as const;

/** `email` and `name` are read where the link does not say them. */
export type Typed = { email: string; name: string; password: string };

/** For whom a link is that still opens; the address of a set-up is what is typed there. Null: it opens nothing. */
async function recipientOf(link: OneTimeLink): Promise<{ email: string | null } | null> {
  switch (link.purpose) {
    case 'set-up':
      return (await hasPeople()) ? null : { email: null };
    case 'invitation':
      return { email: link.email };
    case 'reset':
      return personById(link.personId);
  }
}

/** The same for a token in a URL, at the page of links of this purpose. */
export async function recipientOfToken(
  token: string,
  purpose: Purpose,
): Promise<{ email: string | null } | null> {
  const link = await findLink(token);
  return link?.purpose === purpose ? recipientOf(link) : null;
}

/**
 * Does what a one-time link is for: makes the first admin, makes the person who was invited, or sets another password and
 * ends all sessions with the old one. Of two at once one succeeds; a link that was not accepted opens again.
 */
export async function acceptLink(
  token: string,
  typed: Typed,
  from: string | null = null,
): Promise<LinkOutcome> {
  const link = await findLink(token);
  const recipient = link && (await recipientOf(link));
  if (link === null || recipient === null) return { kind: 'gone' };
  const email = recipient.email ?? typed.email;
  const weakness = weaknessOf(typed.password, email);
  if (weakness !== null) return { kind: 'weak', weakness };
  const passwordHash = await hashPassword(typed.password);
  const outcome = await inTransaction(await database(), (connection) =>
    accept(connection, token, { email, name: typed.name, passwordHash }),
  );
  if (outcome.kind === 'done') await recordSignInEvent({ kind: EVENTS[link.purpose], email, from });
  return outcome;
}

async function accept(
  connection: Kysely<DatabaseSchema>,
  token: string,
  { email, name, passwordHash }: { email: string; name: string; passwordHash: string },
): Promise<LinkOutcome> {
  const link = await consumeLink(connection, token);
  if (link === null || (link.purpose === 'set-up' && (await hasPeople(connection)))) return { kind: 'gone' };
  if (link.purpose === 'reset') {
    await setPassword(connection, link.personId, passwordHash);
    const person = await personById(link.personId, connection);
    return person === null ? { kind: 'gone' } : { kind: 'done', person };
  }
  const { role, limits } = link.purpose === 'set-up' ? { role: 'admin' as const, limits: noLimits } : link;
  const person = await insertPerson(connection, { email, name, role, limits, passwordHash });
  return person === null ? { kind: 'taken' } : { kind: 'done', person };
}

import 'server-only';
import { redirect } from 'next/navigation';
import { HOME } from '@/lib/auth/safe-next';
import { sessionOf } from '@/lib/auth/session';
import { config } from '@/lib/config';
import type { Actor } from '@/lib/model/actor';
import { assertOwnRequest } from './trusted-request';

/** Without sign-in its pages lead to the console. */
export function assertSignInIsOn(): void {
  if (config().url === null) redirect(HOME);
}

/**
 * The boundary of the actions that come before a session, as `assertTrustedRequest` is that of all others: sign-in is on,
 * and the request comes from this console. Returns its headers.
 */
export async function assertSignInRequest(): Promise<Headers> {
  const head = await assertOwnRequest();
  if (config().url === null) throw new Error('There is no sign-in without SLUICE_URL.');
  return head;
}

/**
 * The boundary of the actions on one's own account: who is signed in, with the headers that say so. Throws for everybody
 * else.
 */
export async function assertOwnAccount(): Promise<{ actor: SignedIn; head: Headers }> {
  const head = await assertSignInRequest();
  const actor = await sessionOf(head);
  if (!isSignedIn(actor)) throw new Error('Nobody is signed in.');
  return { actor, head };
}

/** An actor who is a person. */
type SignedIn = Actor & { personId: string; sessionId: string };

export function isSignedIn(actor: Actor | null): actor is SignedIn {
  return actor !== null && actor.personId !== null && actor.sessionId !== null;
}

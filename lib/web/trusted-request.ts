import 'server-only';
import { headers } from 'next/headers';
import type { Actor } from '@/lib/model/actor';
import { actorOfRequest } from './actor-of-request';
import { checkRequest } from './request-guard';
import { trustedOrigins } from './trusted-origins';

/**
 * The boundary of every server action: its Host and Origin must be this console's own. The web server checks the same,
 * but what runs before Next is no boundary for what Next runs, and Next itself runs an action that has no Origin or
 * whose Host and Origin were both rebound to a foreign name. Throws for a stranger and without a session, without details;
 * returns the actor otherwise.
 */
export async function assertTrustedRequest(): Promise<Actor> {
  const actor = await actorOfRequest(await assertOwnRequest());
  if (actor === null) throw new Error('Nobody is signed in.');
  return actor;
}

/** The part of each boundary of actions that is about where the request is from. Returns its headers. */
export async function assertOwnRequest(): Promise<Headers> {
  const head = await headers();
  if (checkRequest({ method: 'POST', headers: head }, trustedOrigins(), 'action') !== 'trusted')
    throw new Error('The request did not come from this console.');
  return new Headers(head);
}

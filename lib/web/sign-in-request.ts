import 'server-only';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { config } from '@/lib/config';
import { checkRequest } from './request-guard';
import { trustedOrigins } from './trusted-origins';

/** The pages of sign-in are not there without it. */
export function assertSignInIsOn(): void {
  if (config().url === null) notFound();
}

/**
 * The boundary of the actions that come before a session, as `assertTrustedRequest` is that of all others: sign-in is on,
 * and the request comes from this console. Returns its headers.
 */
export async function assertSignInRequest(): Promise<Headers> {
  const head = await headers();
  const isTrusted = checkRequest({ method: 'POST', headers: head }, trustedOrigins(), 'action') === 'trusted';
  if (config().url === null || !isTrusted) throw new Error('The request did not come from this console.');
  return new Headers(head);
}

import 'server-only';
import { createLinkAddress } from '@/lib/auth/one-time-links';
import { hasPeople } from '@/lib/auth/people';
import { config } from '../config';

/**
 * What the operator is told at the start while there is nobody: the link with which the first admin is made. A new one at
 * each start, so that whoever can start Sluice can set it up, and nobody else: there is no default password.
 */
export async function setUpNotice(): Promise<string | null> {
  if (config().url === null || (await hasPeople())) return null;
  const address = await createLinkAddress({ purpose: 'set-up' });
  return `Set up Sluice with this one-time link, valid for an hour:\n  ${address}`;
}

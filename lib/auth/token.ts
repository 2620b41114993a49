import 'server-only';
import { createHash, randomBytes } from 'node:crypto';

/** A secret for a link: 256 bits, as text that a URL may hold. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What the database holds of a secret that Sluice made, so that a stolen database opens nothing. Such a secret cannot be
 * guessed, so a fast hash is enough; passwords get a slow one (`password.ts`).
 */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('base64url');
}

import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { config } from '@/lib/config';
import { database } from '@/lib/db/database';
import type { OneTimeLinksTable } from '@/lib/db/people-schema';
import type { DatabaseSchema } from '@/lib/db/schema';
import { inTransaction } from '@/lib/db/write-lock';
import type { Limits, Role } from '@/lib/model/actor';
import { limitsIn, limitsJson, roleIn } from './people';
import { hashOf, newToken } from './token';

const MINUTE_MILLIS = 60_000;

/** How long a link of each kind opens, in minutes. */
const LIFE_MINUTES = { 'set-up': 60, invitation: 3 * 24 * 60, reset: 60 } as const;

export type Purpose = keyof typeof LIFE_MINUTES;

/** What a link is for. */
export type OneTimeLink = { id: string; expiresAt: string; createdBy: string | null } & (
  | { purpose: 'set-up' }
  | { purpose: 'invitation'; email: string; role: Role; limits: Limits }
  | { purpose: 'reset'; personId: string }
);

type NewLink =
  | { purpose: 'set-up' }
  | { purpose: 'invitation'; email: string; role: Role; limits: Limits; createdBy: string | null }
  | { purpose: 'reset'; personId: string; createdBy: string | null };

/**
 * Makes a link that opens once, and returns its token, which is nowhere else: the database holds its hash. An earlier
 * invitation or reset of the same person opens no more.
 */
export async function createLink(link: NewLink): Promise<string> {
  const token = newToken();
  const now = Date.now();
  const row = {
    id: randomUUID(),
    token_hash: hashOf(token),
    purpose: link.purpose,
    person_id: link.purpose === 'reset' ? link.personId : null,
    email: link.purpose === 'invitation' ? link.email.toLowerCase() : null,
    role: link.purpose === 'invitation' ? link.role : null,
    limits_json: link.purpose === 'invitation' ? limitsJson(link.limits) : null,
    created_by: link.purpose === 'set-up' ? null : link.createdBy,
    created_at: new Date(now).toISOString(),
    expires_at: new Date(now + LIFE_MINUTES[link.purpose] * MINUTE_MILLIS).toISOString(),
    used_at: null,
  };
  // Of two at once, one replaces the other. Each process prints a link to set up Sluice, and all of them open until one is
  // used.
  await inTransaction(await database(), async (connection) => {
    let earlier = connection
      .deleteFrom('one_time_links')
      .where('purpose', '=', row.purpose)
      .where('used_at', 'is', null)
      .where('person_id', 'is not distinct from', row.person_id)
      .where('email', 'is not distinct from', row.email);
    if (row.purpose === 'set-up') earlier = earlier.where('expires_at', '<=', row.created_at);
    await earlier.execute();
    await connection.insertInto('one_time_links').values(row).execute();
  });
  return token;
}

/** The same, as the address that a person opens. Throws without `SLUICE_URL`: then nobody signs in. */
export async function createLinkAddress(link: NewLink): Promise<string> {
  const { url } = config();
  if (url === null) throw new Error('There is no sign-in without SLUICE_URL.');
  return `${url}/${link.purpose}/${await createLink(link)}`;
}

/** What a link is for, if it opens: it was not used and has not expired. */
export async function findLink(token: string): Promise<OneTimeLink | null> {
  const [row] = await (
    await database()
  )
    .selectFrom('one_time_links')
    .selectAll()
    .where('token_hash', '=', hashOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date().toISOString())
    .execute();
  return row === undefined ? null : linkIn(row);
}

/**
 * Uses a link up, and returns what it is for; null if it does not open. In the transaction of what it is used for, so
 * that of two at once one fails, and a link whose purpose fails still opens.
 */
export async function consumeLink(
  connection: Kysely<DatabaseSchema>,
  token: string,
): Promise<OneTimeLink | null> {
  const now = new Date().toISOString();
  const [row] = await connection
    .updateTable('one_time_links')
    .set({ used_at: now })
    .where('token_hash', '=', hashOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .execute();
  return row === undefined ? null : linkIn(row);
}

/** The invitations that still open, the newest first. */
export async function listInvitations(): Promise<OneTimeLink[]> {
  const rows = await (
    await database()
  )
    .selectFrom('one_time_links')
    .selectAll()
    .where('purpose', '=', 'invitation')
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date().toISOString())
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(linkIn);
}

/** Takes a link back; one that was used stays, as a record. */
export async function withdrawLink(id: string): Promise<void> {
  await (
    await database()
  )
    .deleteFrom('one_time_links')
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .execute();
}

/** Throws for what Sluice did not write. */
function linkIn(row: Selectable<OneTimeLinksTable>): OneTimeLink {
  const common = { id: row.id, expiresAt: row.expires_at, createdBy: row.created_by };
  switch (row.purpose) {
    case 'set-up':
      return { ...common, purpose: 'set-up' };
    case 'invitation':
      return {
        ...common,
        purpose: 'invitation',
        email: row.email ?? '',
        role: roleIn(row.role),
        limits: limitsIn(row.limits_json),
      };
    case 'reset':
      return { ...common, purpose: 'reset', personId: row.person_id ?? '' };
    default:
      throw new Error('A one-time link has a purpose that this version does not know.');
  }
}

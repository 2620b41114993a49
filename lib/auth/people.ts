import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { database } from '@/lib/db/database';
import type { PeopleTable } from '@/lib/db/people-schema';
import type { DatabaseSchema } from '@/lib/db/schema';
import { noLimits, roles, type Limits, type Person, type Role } from '@/lib/model/actor';

const patterns = z.array(z.string());
const limitsSchema = z.object({ accounts: patterns, regions: patterns, instances: patterns });
const roleSchema = z.enum(roles);

/** A person in a row of the database. Throws for a role or limits that Sluice did not write: nobody may guess them. */
export function personIn({ id, name, email, role, limits_json }: Selectable<PeopleTable>): Person {
  return { id, name, email, role: roleIn(role), limits: limitsIn(limits_json) };
}

export function roleIn(text: string | null): Role {
  return roleSchema.parse(text);
}

export function limitsIn(json: string | null): Limits {
  return json === null ? noLimits : limitsSchema.parse(JSON.parse(json));
}

export function limitsJson(limits: Limits): string | null {
  return Object.values(limits).every((list) => list.length === 0) ? null : JSON.stringify(limits);
}

/** A person as they are now; null if there is none, or they are disabled. */
export async function personById(id: string, connection?: Kysely<DatabaseSchema>): Promise<Person | null> {
  const [row] = await (connection ?? (await database()))
    .selectFrom('people')
    .selectAll()
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .execute();
  return row === undefined ? null : personIn(row);
}

/** Whether a password alone does not sign somebody in. */
export async function hasSecondFactor(personId: string): Promise<boolean> {
  const rows = await (
    await database()
  )
    .selectFrom('people')
    .select('id')
    .where('id', '=', personId)
    .where('two_factor_enabled', '=', 1)
    .execute();
  return rows.length > 0;
}

/** The hash of the password that somebody signs in with; null if they have none. */
export async function passwordHashOf(email: string): Promise<string | null> {
  const row = await (
    await database()
  )
    .selectFrom('accounts')
    .innerJoin('people', 'people.id', 'accounts.person_id')
    .select('accounts.password')
    .where('people.email', '=', email.toLowerCase())
    .where('accounts.provider_id', '=', 'credential')
    .executeTakeFirst();
  return row?.password ?? null;
}

/** Whether anybody has been set up. */
export async function hasPeople(connection?: Kysely<DatabaseSchema>): Promise<boolean> {
  const rows = await (connection ?? (await database())).selectFrom('people').select('id').limit(1).execute();
  return rows.length > 0;
}

type NewPerson = { email: string; name: string; role: Role; limits: Limits; passwordHash: string };

/** Creates a person who signs in with a password. Null: somebody has this address already. */
export async function insertPerson(
  connection: Kysely<DatabaseSchema>,
  requested: NewPerson,
): Promise<Person | null> {
  const id = randomUUID();
  const now = new Date().toISOString();
  const [row] = await connection
    .insertInto('people')
    .values({
      id,
      email: requested.email.toLowerCase(),
      email_verified: 1,
      name: requested.name,
      image: null,
      role: requested.role,
      limits_json: limitsJson(requested.limits),
      two_factor_enabled: 0,
      disabled_at: null,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returningAll()
    .execute();
  if (row === undefined) return null;
  await connection
    .insertInto('accounts')
    .values(credentialOf(id, requested.passwordHash, now))
    .execute();
  return personIn(row);
}

/** Gives a person another password and ends all their sessions. */
export async function setPassword(
  connection: Kysely<DatabaseSchema>,
  personId: string,
  passwordHash: string,
): Promise<void> {
  const now = new Date().toISOString();
  await connection
    .insertInto('accounts')
    .values(credentialOf(personId, passwordHash, now))
    .onConflict((conflict) =>
      conflict
        .columns(['provider_id', 'account_id'])
        .doUpdateSet({ password: passwordHash, updated_at: now }),
    )
    .execute();
  await endSessionsOf(connection, personId);
}

/**
 * Ends all sessions of a person but one, if `keptId` is not null, and sign-ins that only lack the second factor. Returns
 * how many sessions there were.
 */
export async function endSessionsOf(
  connection: Kysely<DatabaseSchema>,
  personId: string,
  keptId: string | null = null,
): Promise<number> {
  await endWaiting(connection, personId);
  let ending = connection.deleteFrom('sessions').where('person_id', '=', personId);
  if (keptId !== null) ending = ending.where('id', '!=', keptId);
  const ended = await ending.executeTakeFirst();
  return Number(ended.numDeletedRows);
}

/** Ends the sign-ins of a person that only lack the second factor: better-auth keeps whose it is as the value. */
export async function endWaiting(connection: Kysely<DatabaseSchema>, personId: string): Promise<void> {
  await connection.deleteFrom('verifications').where('value', '=', personId).execute();
}

function credentialOf(personId: string, password: string, now: string) {
  return {
    id: randomUUID(),
    person_id: personId,
    provider_id: 'credential',
    account_id: personId,
    password,
    access_token: null,
    refresh_token: null,
    id_token: null,
    access_token_expires_at: null,
    refresh_token_expires_at: null,
    scope: null,
    created_at: now,
    updated_at: now,
  };
}

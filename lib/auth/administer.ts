import 'server-only';
import { database } from '@/lib/db/database';
import { inTransaction } from '@/lib/db/write-lock';
import type { Limits, Person, Role } from '@/lib/model/actor';
import { endSessionsOf, limitsJson, personIn } from './people';

/** What an admin sees and changes about the people. */

export type PersonSummary = Person & {
  disabledAt: string | null;
  secondFactor: boolean;
  /** `credential` for a password, `oidc` for the provider. */
  means: readonly string[];
  createdAt: string;
};

/** Everybody, by e-mail address. */
export async function listPeople(): Promise<PersonSummary[]> {
  const open = await database();
  const [people, accounts] = await Promise.all([
    open.selectFrom('people').selectAll().orderBy('email').execute(),
    open.selectFrom('accounts').select(['person_id', 'provider_id']).execute(),
  ]);
  return people.map((row) => ({
    ...personIn(row),
    disabledAt: row.disabled_at,
    secondFactor: row.two_factor_enabled === 1,
    means: accounts.filter(({ person_id }) => person_id === row.id).map(({ provider_id }) => provider_id),
    createdAt: row.created_at,
  }));
}

/**
 * Changes what somebody may do, or whether they may sign in. Somebody who is disabled loses their sessions; the links of
 * a user who is no longer an admin stop working. The last admin who can sign in is neither disabled nor demoted: nobody
 * could undo it.
 */
export async function changePerson(
  id: string,
  change: { role?: Role; limits?: Limits; isDisabled?: boolean },
): Promise<'done' | 'gone' | 'last-admin'> {
  const now = new Date().toISOString();
  return inTransaction(await database(), async (connection) => {
    const [row] = await connection.selectFrom('people').selectAll().where('id', '=', id).execute();
    if (row === undefined) return 'gone';
    const others = await connection
      .selectFrom('people')
      .select('id')
      .where('role', '=', 'admin')
      .where('disabled_at', 'is', null)
      .where('id', '!=', id)
      .limit(1)
      .execute();
    const isDisabled = change.isDisabled ?? row.disabled_at !== null;
    const role = change.role ?? row.role;
    const wasAdmin = row.role === 'admin' && row.disabled_at === null;
    if (wasAdmin && (isDisabled || role !== 'admin') && others.length === 0) return 'last-admin';
    await connection
      .updateTable('people')
      .set({
        role,
        limits_json: change.limits === undefined ? row.limits_json : limitsJson(change.limits),
        disabled_at: isDisabled ? (row.disabled_at ?? now) : null,
        updated_at: now,
      })
      .where('id', '=', id)
      .execute();
    if (isDisabled) await endSessionsOf(connection, id);
    if (isDisabled || role !== 'admin')
      await connection
        .deleteFrom('one_time_links')
        .where('created_by', '=', id)
        .where('used_at', 'is', null)
        .execute();
    return 'done';
  });
}

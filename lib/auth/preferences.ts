import 'server-only';
import { z } from 'zod';
import { database } from '@/lib/db/database';
import { whereThereIsRoom } from '@/lib/db/storage';
import { preferenceNames } from '@/lib/model/preferences';

/** What a person has chosen, in whatever browser. The cookies hold the same, and are all there is without sign-in. */

const YEAR_SECONDS = 31_536_000;

const preferenceSchema = z.object({
  name: z.enum(preferenceNames),
  // As cookies hold it: names and ids, separated by commas. Who reads it takes what is unknown for nothing.
  value: z
    .string()
    .max(1000)
    .regex(/^[\w.,:-]*$/),
});

/**
 * Keeps a choice of a person. `input` is `{ name, value }`; returns whether it is one. On a full disk only the browser
 * remembers it.
 */
export async function savePreference(personId: string, input: unknown): Promise<boolean> {
  const parsed = preferenceSchema.safeParse(input);
  if (!parsed.success) return false;
  const { name, value } = parsed.data;
  const open = await database();
  await whereThereIsRoom(() =>
    open
      .insertInto('person_preferences')
      .values({ person_id: personId, name, value })
      .onConflict((conflict) => conflict.columns(['person_id', 'name']).doUpdateSet({ value }))
      .execute(),
  );
  return true;
}

/** The `Set-Cookie` headers by which a browser takes over what a person has chosen; the rest stays as it has it. */
export async function preferenceCookiesOf(personId: string): Promise<string[]> {
  const rows = await (
    await database()
  )
    .selectFrom('person_preferences')
    .select(['name', 'value'])
    .where('person_id', '=', personId)
    .where('name', 'in', preferenceNames)
    .orderBy('name')
    .execute();
  return rows.map(
    ({ name, value }) =>
      `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`,
  );
}

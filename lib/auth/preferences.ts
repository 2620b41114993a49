import 'server-only';
import { unescape } from 'node:querystring';
import { z } from 'zod';
import { database } from '@/lib/db/database';
import { whereThereIsRoom } from '@/lib/db/storage';
import { preferenceNames, UNKEPT_COOKIE } from '@/lib/model/preferences';
import { cookieIn } from './cookie-header';

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

/**
 * What a browser chose before this person signed in there becomes their choice. Returns the `Set-Cookie` headers by which
 * it takes over what they have chosen elsewhere; the rest stays as it has it.
 */
export async function exchangePreferences(personId: string, headers: Headers): Promise<string[]> {
  const sent = headers.get('cookie');
  const unkept = cookieIn(sent, UNKEPT_COOKIE);
  if (unkept === null) return preferenceCookiesOf(personId);
  const names = unkept.split('.');
  for (const name of preferenceNames.filter((each) => names.includes(each)))
    await savePreference(personId, { name, value: unescape(cookieIn(sent, name) ?? '') });
  return [...(await preferenceCookiesOf(personId)), `${UNKEPT_COOKIE}=; Path=/; Max-Age=0; SameSite=Lax`];
}

/** The `Set-Cookie` headers by which a browser takes over what a person has chosen; the rest stays as it has it. */
async function preferenceCookiesOf(personId: string): Promise<string[]> {
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

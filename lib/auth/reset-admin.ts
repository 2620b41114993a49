import 'server-only';
import { config } from '@/lib/config';
import { database } from '@/lib/db/database';
import { noLimits } from '@/lib/model/actor';
import { dropSecondFactor } from './account-of-others';
import { isEmail } from './email';
import { createLinkAddress } from './one-time-links';
import { hasPeople } from './people';

/** A sentence for the operator, and a link. */
export type AdminLink = { sentence: string; link: string };

/**
 * The way back in for whoever has the machine: a one-time link with which an admin sets a new password. Their second
 * factor and their sessions end, and they are enabled. `email` names who; somebody who is not there is invited as an
 * admin, somebody who is becomes one. Without it, the admin who has been there longest. Throws a sentence if there is
 * no sign-in, or no admin and no `email`.
 */
export async function resetAdmin(email: string | null): Promise<AdminLink> {
  if (config().url === null) throw new Error('SLUICE_URL is not set, so there is no sign-in.');
  if (!(await hasPeople())) {
    return {
      sentence: 'Sluice is not set up yet. Set it up with this one-time link:',
      link: await createLinkAddress({ purpose: 'set-up' }),
    };
  }
  let query = (await database()).selectFrom('people').select(['id', 'email']).orderBy('created_at').limit(1);
  query = email === null ? query.where('role', '=', 'admin') : query.where('email', '=', email.toLowerCase());
  const [person] = await query.execute();
  if (person !== undefined) return resetLink(person);
  if (email === null) throw new Error('There is no admin. Specify an email address: --email ADDRESS');
  if (!isEmail(email)) throw new Error(`${email} is not an email address.`);
  const invitation = {
    purpose: 'invitation',
    email,
    role: 'admin',
    limits: noLimits,
    createdBy: null,
  } as const;
  return {
    sentence: `One-time invitation for ${email} as an admin:`,
    link: await createLinkAddress(invitation),
  };
}

async function resetLink(person: { id: string; email: string }): Promise<AdminLink> {
  await (
    await database()
  )
    .updateTable('people')
    .set({ role: 'admin', limits_json: null, disabled_at: null, updated_at: new Date().toISOString() })
    .where('id', '=', person.id)
    .execute();
  await dropSecondFactor(person.id);
  return {
    sentence: `One-time link for ${person.email} to set a new password:`,
    link: await createLinkAddress({ purpose: 'reset', personId: person.id, createdBy: null }),
  };
}

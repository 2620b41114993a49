'use server';

import { revalidatePath } from 'next/cache';
import * as z from 'zod';
import { UNTOUCHED, type PeopleState } from '@/components/sign-in/people-state';
import { accessOf } from '@/lib/auth/access';
import { dropSecondFactor } from '@/lib/auth/account-of-others';
import { changePerson, listPeople, type PersonSummary } from '@/lib/auth/administer';
import { createLinkAddress, withdrawLink } from '@/lib/auth/one-time-links';
import { endSessions, listSessions } from '@/lib/auth/session';
import { recordSignInEvent, type SignInEventKind } from '@/lib/auth/sign-in-events';
import { roles, type Actor } from '@/lib/model/actor';
import { permissionOf } from '@/lib/model/permission';
import { assertTrustedRequest } from '@/lib/web/trusted-request';

const PATTERNS_MAX = 100;

/** Patterns as typed, with commas, spaces or lines between them. */
const patterns = z
  .string()
  .max(10_000)
  .transform((text) => text.split(/[\s,，、]+/).filter((each) => each !== ''))
  .pipe(
    z
      .array(
        z
          .string()
          .max(128)
          .regex(/^[\w.*-]+$/),
      )
      .max(PATTERNS_MAX),
  );
const grantSchema = z
  .object({ role: z.enum(roles), accounts: patterns, regions: patterns, instances: patterns })
  .transform(({ role, ...limits }) => ({ role, limits }));
const id = z.string().min(1).max(100);

/** The boundary of these actions: only an admin gets past it. */
async function assertAdmin(): Promise<Actor> {
  const actor = await assertTrustedRequest();
  if (!permissionOf(accessOf(actor), 'administer-people').allowed)
    throw new Error('Only admins can do this.');
  return actor;
}

/** Applies the change whose button was pressed, and records who made it. */
export async function administerPerson(_before: PeopleState, form: FormData): Promise<PeopleState> {
  const actor = await assertAdmin();
  const person = (await listPeople()).find((each) => each.id === form.get('id'));
  if (person === undefined) return { ...UNTOUCHED, problem: 'gone' };
  const { kind, outcome, link } = await changes[changeSchema.parse(form.get('change'))](person, form, actor);
  if (outcome === 'done')
    await recordSignInEvent({ kind, email: person.email, from: actor.from, by: actor.name });
  revalidatePath('/settings/people');
  return { problem: outcome === 'done' ? null : outcome, done: outcome === 'done', link: link ?? null };
}

const changeSchema = z.enum(['save', 'disable', 'enable', 'reset', 'drop-factor', 'end-sessions']);

type Changed = {
  kind: SignInEventKind;
  outcome: 'done' | NonNullable<PeopleState['problem']>;
  link?: string;
};
type Change = (person: PersonSummary, form: FormData, actor: Actor) => Promise<Changed>;

const changes: Readonly<Record<z.output<typeof changeSchema>, Change>> = {
  save: async ({ id }, form) => {
    const grant = grantSchema.safeParse(Object.fromEntries(form)).data;
    const outcome = grant === undefined ? 'invalid' : await changePerson(id, grant);
    return { kind: 'person-changed', outcome };
  },
  disable: async ({ id }) => ({ kind: 'disabled', outcome: await changePerson(id, { isDisabled: true }) }),
  enable: async ({ id }) => ({ kind: 'enabled', outcome: await changePerson(id, { isDisabled: false }) }),
  reset: async ({ id, means }, _form, { personId }) => {
    // Whoever signs in with the provider has no password that could be forgotten, and gets no way around it.
    if (!means.includes('credential')) return { kind: 'reset-link', outcome: 'invalid' };
    const link = await createLinkAddress({ purpose: 'reset', personId: id, createdBy: personId });
    return { kind: 'reset-link', outcome: 'done', link };
  },
  'drop-factor': async ({ id }) => {
    await dropSecondFactor(id);
    return { kind: 'second-factor-off', outcome: 'done' };
  },
  'end-sessions': async ({ id }) => {
    await endSessions({ personId: id });
    return { kind: 'session-ended', outcome: 'done' };
  },
};

/** Invites somebody; the link is shown once, and to nobody else. */
export async function invitePerson(_before: PeopleState, form: FormData): Promise<PeopleState> {
  const actor = await assertAdmin();
  const email = z.email().max(254).safeParse(form.get('email')).data?.toLowerCase();
  const grant = grantSchema.safeParse(Object.fromEntries(form)).data;
  if (email === undefined || grant === undefined) return { ...UNTOUCHED, problem: 'invalid' };
  if ((await listPeople()).some((person) => person.email === email))
    return { ...UNTOUCHED, problem: 'taken' };
  const link = await createLinkAddress({
    purpose: 'invitation',
    email,
    ...grant,
    createdBy: actor.personId,
  });
  await recordSignInEvent({ kind: 'invited', email, from: actor.from, by: actor.name });
  revalidatePath('/settings/people');
  return { ...UNTOUCHED, done: true, link };
}

/** Takes an invitation back. */
export async function withdrawInvitation(form: FormData): Promise<void> {
  await assertAdmin();
  const link = id.safeParse(form.get('id')).data;
  if (link !== undefined) await withdrawLink(link);
  revalidatePath('/settings/people');
}

/** Ends one session of anybody. */
export async function endSession(form: FormData): Promise<void> {
  const actor = await assertAdmin();
  const session = (await listSessions()).find((each) => each.id === form.get('session'));
  const person = (await listPeople()).find((each) => each.id === session?.personId);
  if (session !== undefined && person !== undefined) {
    await endSessions({ id: session.id });
    const { email } = person;
    await recordSignInEvent({
      kind: 'session-ended',
      email,
      from: actor.from,
      sessionId: session.id,
      by: actor.name,
    });
  }
  revalidatePath('/settings/people');
}

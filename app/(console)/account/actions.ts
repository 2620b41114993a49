'use server';

import { revalidatePath } from 'next/cache';
import { UNCHANGED, type AccountState, type FactorState } from '@/components/sign-in/account-state';
import {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  removeSecondFactor,
  type AccountProblem,
} from '@/lib/auth/account';
import { qrCodeOf } from '@/lib/auth/qr-code';
import { endSessions, listSessions } from '@/lib/auth/session';
import { setCookies } from '@/lib/web/set-cookies';
import { assertOwnAccount } from '@/lib/web/sign-in-request';

/** A password is not trimmed; a longer one than this is nobody's. */
function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.slice(0, 1000) : '';
}

function stateOf(problem: AccountProblem): AccountState {
  switch (problem.kind) {
    case 'wrong':
      return { ...UNCHANGED, problem: 'wrong' };
    case 'throttled':
      return { ...UNCHANGED, problem: 'throttled', seconds: problem.seconds };
    case 'weak':
      return { ...UNCHANGED, weakness: problem.weakness };
  }
}

/** Sets another password; all other sessions end. */
export async function changeOwnPassword(_before: AccountState, form: FormData): Promise<AccountState> {
  const { actor, head } = await assertOwnAccount();
  const typed = { current: textIn(form, 'current'), wanted: textIn(form, 'wanted') };
  const outcome = await changePassword({ id: actor.personId, email: actor.name }, typed, head);
  if (outcome.kind !== 'done') return stateOf(outcome);
  await setCookies(outcome.cookies);
  revalidatePath('/account');
  return { ...UNCHANGED, done: true };
}

/** Begins, confirms or removes the second factor, as the button of the form says. */
export async function changeSecondFactor(before: FactorState, form: FormData): Promise<FactorState> {
  const { actor, head } = await assertOwnAccount();
  const person = { id: actor.personId, email: actor.name };
  const password = textIn(form, 'factor-password');
  switch (form.get('step')) {
    case 'begin': {
      const outcome = await beginSecondFactor(person, password, head);
      return outcome.kind === 'begun'
        ? { ...UNCHANGED, pending: { ...outcome, qrCode: qrCodeOf(outcome.uri) } }
        : { ...stateOf(outcome), pending: null };
    }
    case 'confirm': {
      const outcome = await confirmSecondFactor(person, textIn(form, 'code'), head);
      if (outcome.kind !== 'done') return { ...UNCHANGED, problem: 'wrongCode', pending: before.pending };
      await setCookies(outcome.cookies);
      break;
    }
    default: {
      const outcome = await removeSecondFactor(person, password, head);
      if (outcome.kind !== 'done') return { ...stateOf(outcome), pending: null };
      await setCookies(outcome.cookies);
    }
  }
  revalidatePath('/account');
  return { ...UNCHANGED, done: true, pending: null };
}

/** Ends one of one's own sessions, or all others. */
export async function endOwnSession(form: FormData): Promise<void> {
  const { actor } = await assertOwnAccount();
  const ended = form.get('session');
  for (const { id } of await listSessions(actor.personId))
    if (id !== actor.sessionId && (ended === 'others' || ended === id)) await endSessions({ id });
  revalidatePath('/account');
}

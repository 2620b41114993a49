import 'server-only';
import { database } from '@/lib/db/database';
import { inTransaction } from '@/lib/db/write-lock';
import { cookiesIn } from './cookie-header';
import { engine } from './engine';
import { weaknessOf, type WeakPassword } from './password';
import { inPasswordRoom } from './password-room';
import { endSessionsOf, endWaiting, hasSecondFactor } from './people';
import { sessionOf } from './session';
import { isFirstUse, valueOrRejection } from './sign-in';
import { recordSignInEvent, type SignInEventKind } from './sign-in-events';
import { forgetAttempts, secondsUntilAllowed, subjectsOf } from './throttle';

/** What a person changes about their own sign-in. Each asks for the password again: a session left open is not enough. */

type Person = { id: string; email: string };
export type AccountProblem =
  | { kind: 'wrong' }
  | { kind: 'throttled'; seconds: number }
  | { kind: 'weak'; weakness: WeakPassword };
type Changed = { kind: 'done'; cookies: string[] };

/** Sets another password. All sessions of the person end; this browser gets a new one. */
export async function changePassword(
  { id, email }: Person,
  { current, wanted }: { current: string; wanted: string },
  headers: Headers,
): Promise<Changed | AccountProblem> {
  const weakness = weaknessOf(wanted, email);
  if (weakness !== null) return { kind: 'weak', weakness };
  const { api } = await engine();
  const answer = await throttled(email, headers, () =>
    api.changePassword({
      body: { currentPassword: current, newPassword: wanted, revokeOtherSessions: true },
      headers,
      returnHeaders: true,
    }),
  );
  // It has ended the sessions; this browser's new one is not among those that wait.
  if (!('kind' in answer)) await endWaiting(await database(), id);
  return changed('password-changed', email, headers, answer);
}

export type NewSecondFactor = { kind: 'begun'; uri: string; secret: string; backupCodes: string[] };

/** Makes the secret of a second factor. It counts once a code of it was confirmed. */
export async function beginSecondFactor(
  { email }: Person,
  password: string,
  headers: Headers,
): Promise<NewSecondFactor | AccountProblem> {
  const { api } = await engine();
  const answer = await throttled(email, headers, () =>
    api.enableTwoFactor({ body: { password, method: 'totp' }, headers }),
  );
  if ('kind' in answer) return answer;
  if (answer.method !== 'totp') throw new Error('The second factor is not the one that was requested.');
  const secret = new URL(answer.totpURI).searchParams.get('secret') ?? '';
  return { kind: 'begun', uri: answer.totpURI, secret, backupCodes: answer.backupCodes };
}

/** Confirms the first code: from now on a password alone does not sign in, and sessions that it had opened end. */
export async function confirmSecondFactor(
  { id, email }: Person,
  code: string,
  headers: Headers,
): Promise<Changed | AccountProblem> {
  const body = { code: code.trim() };
  if (!(await isFirstUse(id, body.code))) return { kind: 'wrong' };
  const { api } = await engine();
  const answer = await valueOrRejection(() => api.verifyTOTP({ body, headers, returnHeaders: true }));
  const outcome = await changed('second-factor-on', email, headers, answer ?? { kind: 'wrong' });
  if (outcome.kind === 'done') {
    // But not the one that the answer has opened. A sign-in that began before is ended where it ends (sign-in.ts).
    const kept = await sessionOf(new Headers({ cookie: cookiesIn(outcome.cookies) }));
    await inTransaction(await database(), (connection) =>
      endSessionsOf(connection, id, kept?.sessionId ?? null),
    );
  }
  return outcome;
}

/** Removes the second factor of a person who knows their password. */
export async function removeSecondFactor(
  { email }: Person,
  password: string,
  headers: Headers,
): Promise<Changed | AccountProblem> {
  const { api } = await engine();
  const answer = await throttled(email, headers, () =>
    api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
  );
  return changed('second-factor-off', email, headers, answer);
}

/** How a person signs in. */
export async function signInMeansOf(personId: string): Promise<{ password: boolean; secondFactor: boolean }> {
  const open = await database();
  const passwords = await open
    .selectFrom('accounts')
    .select('id')
    .where('person_id', '=', personId)
    .where('provider_id', '=', 'credential')
    .execute();
  return { password: passwords.length > 0, secondFactor: await hasSecondFactor(personId) };
}

/** Guesses of the password are counted as those of a sign-in are. */
async function throttled<Answer extends object>(
  email: string,
  headers: Headers,
  ask: () => Promise<Answer>,
): Promise<Answer | AccountProblem> {
  const outcome = await inPasswordRoom(async (): Promise<Answer | AccountProblem> => {
    const subjects = subjectsOf(email, headers.get('x-forwarded-for'));
    const seconds = await secondsUntilAllowed(subjects);
    if (seconds > 0) return { kind: 'throttled', seconds };
    const answer = await valueOrRejection(ask);
    if (answer === null) return { kind: 'wrong' };
    await forgetAttempts(subjects);
    return answer;
  });
  return outcome ?? { kind: 'throttled', seconds: 1 };
}

/** Records what was changed, and returns the new cookies. */
async function changed(
  kind: SignInEventKind,
  email: string,
  headers: Headers,
  answer: { headers: Headers } | AccountProblem,
): Promise<Changed | AccountProblem> {
  if ('kind' in answer) return answer;
  await recordSignInEvent({ kind, email, from: headers.get('x-forwarded-for') });
  return { kind: 'done', cookies: answer.headers.getSetCookie() };
}

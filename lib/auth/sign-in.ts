import 'server-only';
import { isAPIError } from 'better-auth/api';
import { database } from '@/lib/db/database';
import { cookiesIn, onlyCookie, unsignedCookie } from './cookie-header';
import { engine, WAITING_COOKIE } from './engine';
import { inPasswordRoom } from './password-room';
import { hasSecondFactor, passwordHashOf, personById } from './people';
import { endSessions, sessionOf, SESSION_COOKIE } from './session';
import { recordSignedIn, recordSignInEvent } from './sign-in-events';
import { factorSubjectsOf, forgetAttempts, secondsUntilAllowed, subjectsOf } from './throttle';
import { hashOf } from './token';

/**
 * The result of a sign-in. `wrong` is all that is said about a person who does not exist, has no password, typed a wrong
 * one, or is disabled. `cookies` are `Set-Cookie` headers.
 */
export type SignInOutcome =
  | { kind: 'signed-in' | 'second-factor'; cookies: string[] }
  | { kind: 'wrong' }
  | { kind: 'throttled'; seconds: number };

type Typed = { email: string; password: string };

/** Signs in with a password. The session that this browser had ends. */
export async function signIn(typed: Typed, headers: Headers): Promise<SignInOutcome> {
  return (await inPasswordRoom(() => tryPassword(typed, headers))) ?? { kind: 'throttled', seconds: 1 };
}

async function tryPassword({ email, password }: Typed, headers: Headers): Promise<SignInOutcome> {
  const from = headers.get('x-forwarded-for');
  const subjects = subjectsOf(email, from);
  const seconds = await secondsUntilAllowed(subjects);
  if (seconds > 0) return { kind: 'throttled', seconds };
  const { api } = await engine();
  const passwordHash = await passwordHashOf(email);
  const answer = await valueOrRejection(() =>
    api.signInEmail({ body: { email, password }, headers, returnHeaders: true }),
  );
  if (answer === null) {
    await recordSignInEvent({ kind: 'sign-in-failed', email, from });
    return { kind: 'wrong' };
  }
  await endSessionIn(headers);
  const cookies = answer.headers.getSetCookie();
  if ('twoFactorRedirect' in answer.response) return { kind: 'second-factor', cookies };
  if ((await hasSecondFactor(answer.response.user.id)) || (await passwordHashOf(email)) !== passwordHash) {
    // It was turned on, or the password was changed, since better-auth looked, and then opened a session.
    await endSessionIn(new Headers({ cookie: cookiesIn(cookies) }));
    return { kind: 'throttled', seconds: 1 };
  }
  await forgetAttempts(subjects);
  return { kind: 'signed-in', cookies: [...cookies, ...(await recordSignedIn(cookies, headers))] };
}

/**
 * The second step, with a code of the authenticator app or a backup code. Who is waiting for it is in a cookie of the
 * first step; the number of tries is limited for it and for the person. Another session of this browser says nothing.
 */
export async function signInWithCode(code: string, headers: Headers): Promise<SignInOutcome> {
  // better-auth gets nothing but the value that was looked up: it may read the rest of the header differently.
  const waiting = new Headers(headers);
  waiting.set('cookie', onlyCookie(headers.get('cookie'), WAITING_COOKIE));
  const personId = await waitingPerson(waiting.get('cookie'));
  if (personId === null) return { kind: 'wrong' };
  const from = headers.get('x-forwarded-for');
  const subjects = factorSubjectsOf(personId, from);
  const seconds = await secondsUntilAllowed(subjects);
  if (seconds > 0) return { kind: 'throttled', seconds };
  const email = (await personById(personId))?.email ?? '';
  const body = { code: code.trim() };
  const isTotp = /^\d{6}$/.test(body.code);
  if (isTotp && !(await isFirstUse(personId, body.code))) return { kind: 'wrong' };
  const { api } = await engine();
  const answer = await valueOrRejection(() =>
    isTotp
      ? api.verifyTOTP({ body, headers: waiting, returnHeaders: true })
      : api.verifyBackupCode({ body, headers: waiting, returnHeaders: true }),
  );
  if (answer === null) {
    await recordSignInEvent({ kind: 'sign-in-failed', email, from });
    return { kind: 'wrong' };
  }
  await forgetAttempts([...subjectsOf(email, from), ...subjects]);
  const cookies = answer.headers.getSetCookie();
  return { kind: 'signed-in', cookies: [...cookies, ...(await recordSignedIn(cookies, headers))] };
}

/** Whose second factor a browser is asked for: better-auth keeps that under the hash of what is in the cookie. */
async function waitingPerson(cookies: string | null): Promise<string | null> {
  const waiting = unsignedCookie(cookies, WAITING_COOKIE);
  if (waiting === null) return null;
  const [row] = await (
    await database()
  )
    .selectFrom('verifications')
    .select('value')
    .where('identifier', '=', hashOf(waiting))
    .where('expires_at', '>', new Date().toISOString())
    .execute();
  return row?.value ?? null;
}

/** Ends the session of a browser. Returns the cookies that remove its own. */
export async function signOut(headers: Headers): Promise<string[]> {
  const actor = await sessionOf(headers);
  if (actor !== null)
    await recordSignInEvent({
      kind: 'signed-out',
      email: actor.name,
      from: actor.from,
      sessionId: actor.sessionId,
    });
  await endSessionIn(headers);
  return [`${SESSION_COOKIE}=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax`];
}

async function endSessionIn(headers: Headers): Promise<void> {
  const actor = await sessionOf(headers);
  if (actor?.sessionId != null) await endSessions({ id: actor.sessionId });
}

/** Longer than a code can be right: 30 seconds, and the one before and after it. */
const CODE_MILLIS = 5 * 60_000;

/**
 * Whether a code is tried for the first time: better-auth accepts a right one again while it lasts (decision 130). It is noted
 * before it is checked, so that of two at once one is the second.
 */
export async function isFirstUse(personId: string, code: string): Promise<boolean> {
  const open = await database();
  const now = Date.now();
  await open
    .deleteFrom('used_codes')
    .where('used_at', '<', new Date(now - CODE_MILLIS).toISOString())
    .execute();
  const rows = await open
    .insertInto('used_codes')
    .values({
      person_id: personId,
      code: hashOf(`${personId}:${code}`),
      used_at: new Date(now).toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('code')
    .execute();
  return rows.length > 0;
}

/** What better-auth answers; null if it turned the request down. Everything else it throws is a bug. */
export async function valueOrRejection<Value>(ask: () => Promise<Value>): Promise<Value | null> {
  try {
    return await ask();
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return null;
    throw error;
  }
}

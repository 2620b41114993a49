import 'server-only';
import { engine } from './engine';
import { PROVIDER } from './oidc-plugin';
import { endSessions, SESSION_COOKIE, sessionOf } from './session';
import { recordSignedIn } from './sign-in-events';
import { forgetAttempts, secondsUntilAllowed, subjectOf } from './throttle';

/** `begun`: where a browser goes to sign in with the provider, and the cookies it needs on the way back. */
export type ProviderSignIn =
  | { kind: 'begun'; location: string; cookies: string[] }
  | { kind: 'down' }
  | { kind: 'throttled'; seconds: number };

/** Begins to sign in with the provider. Each time is kept in the database for a while, so it is limited by address. */
export async function beginProviderSignIn(next: string, headers: Headers): Promise<ProviderSignIn> {
  const seconds = await secondsUntilAllowed([subjectOf(headers.get('x-forwarded-for'))]);
  if (seconds > 0) return { kind: 'throttled', seconds };
  const { api } = await engine();
  try {
    const answer = await api.signInSocial({
      body: { provider: PROVIDER, callbackURL: next, errorCallbackURL: '/sign-in', disableRedirect: true },
      headers,
      returnHeaders: true,
    });
    if (answer.response.url === undefined) return { kind: 'down' };
    return { kind: 'begun', location: answer.response.url, cookies: answer.headers.getSetCookie() };
  } catch (error) {
    // Its addresses are not known as long as it could not be asked for them.
    process.stderr.write(`The sign-in provider does not answer: ${String(error)}\n`);
    return { kind: 'down' };
  }
}

/**
 * What the browser brings back from the provider: a redirect with a session, or to the sign-in page with the reason. The
 * session that this browser had ends.
 */
export async function finishProviderSignIn(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const { api } = await engine();
  const answer = await api.callbackOAuth({
    params: { id: PROVIDER },
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    method: 'GET',
    asResponse: true,
  });
  const isSignedIn = answer.headers.getSetCookie().some((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`));
  const before = isSignedIn ? await sessionOf(request.headers) : null;
  if (before?.sessionId != null) await endSessions({ id: before.sessionId });
  if (isSignedIn) {
    const from = request.headers.get('x-forwarded-for');
    await forgetAttempts([subjectOf(from)]);
    for (const cookie of await recordSignedIn(answer.headers.getSetCookie(), request.headers))
      answer.headers.append('set-cookie', cookie);
  }
  return answer;
}

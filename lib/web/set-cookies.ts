import 'server-only';
import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies';
import { cookies } from 'next/headers';

/** Sends the browser these `Set-Cookie` headers with the response of a server action. */
export async function setCookies(setCookieHeaders: readonly string[]): Promise<void> {
  const jar = await cookies();
  for (const header of setCookieHeaders)
    for (const [name, cookie] of parseSetCookieHeader(header))
      jar.set(name, cookie.value, toCookieOptions(cookie));
}

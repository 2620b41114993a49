import 'server-only';
import { cookies } from 'next/headers';

/**
 * The headers of a request with the cookies of now: an action may have given the browser another session, with which the
 * page after it is rendered.
 */
export async function currentHead(head: Headers): Promise<Headers> {
  const current = new Headers(head);
  current.set('cookie', (await cookies()).toString());
  return current;
}

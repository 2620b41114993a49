import 'server-only';
import type { Actor } from '@/lib/model/actor';
import { actorOfRequest } from './actor-of-request';
import { ANSWER_OF_REJECTION, checkRequest } from './request-guard';
import { trustedOrigins } from './trusted-origins';

/**
 * Makes a route handler that only answers this console's own pages (a stranger gets no details, a person who followed
 * another site's link is told so: 403) and who is signed in (else 401), without caching; it is told who that is. The
 * boundary of every route, as `assertTrustedRequest` is that of every action.
 */
export function trustedRoute<Rest extends readonly unknown[]>(
  answer: (request: Request, actor: Actor, ...rest: Rest) => Response | Promise<Response>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    const verdict = checkRequest(request, trustedOrigins(), 'route');
    if (verdict !== 'trusted') {
      const sentences = ANSWER_OF_REJECTION[verdict].sentences;
      const headers = new Headers({ 'cache-control': 'no-store' });
      if (sentences !== null) headers.set('content-type', 'text/plain; charset=utf-8');
      return new Response(sentences, { status: 403, headers });
    }
    const actor = await actorOfRequest(request.headers);
    if (actor === null) return new Response(null, { status: 401, headers: { 'cache-control': 'no-store' } });
    const response = await answer(request, actor, ...rest);
    response.headers.set('cache-control', 'no-store');
    return response;
  };
}

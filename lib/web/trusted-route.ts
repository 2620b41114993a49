import 'server-only';
import { actorOfRequest } from './actor-of-request';
import { ANSWER_OF_REJECTION, checkRequest } from './request-guard';
import { trustedOrigins } from './trusted-origins';

/**
 * Makes a route handler that only answers this console's own pages (a stranger gets no details, a person who followed
 * another site's link is told so: 403) and who is signed in (else 401), without caching. The boundary of every route, as `assertTrustedRequest` is that
 * of every action.
 */
export function trustedRoute<Rest extends readonly unknown[]>(
  answer: (request: Request, ...rest: Rest) => Response | Promise<Response>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    const verdict = checkRequest(request, trustedOrigins(), 'route');
    if (verdict !== 'trusted') {
      const sentences = ANSWER_OF_REJECTION[verdict].sentences;
      const headers = new Headers({ 'cache-control': 'no-store' });
      if (sentences !== null) headers.set('content-type', 'text/plain; charset=utf-8');
      return new Response(sentences, { status: 403, headers });
    }
    if ((await actorOfRequest(request.headers)) === null)
      return new Response(null, { status: 401, headers: { 'cache-control': 'no-store' } });
    const response = await answer(request, ...rest);
    response.headers.set('cache-control', 'no-store');
    return response;
  };
}

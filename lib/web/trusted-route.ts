import 'server-only';
import { judgeRequest } from './request-guard';
import { trustedHosts } from './trusted-hosts';

/**
 * Makes the handler of a route: only this console's own pages are answered (a stranger learns nothing, 403), and no answer is kept. The
 * boundary of every route, as `assertTrustedRequest` is that of every action.
 */
export function trustedRoute<Rest extends readonly unknown[]>(
  answer: (request: Request, ...rest: Rest) => Response | Promise<Response>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    if (judgeRequest(request, trustedHosts()) !== 'trusted') return new Response(null, { status: 403 });
    const response = await answer(request, ...rest);
    response.headers.set('cache-control', 'no-store');
    return response;
  };
}

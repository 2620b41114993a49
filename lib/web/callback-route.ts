import 'server-only';
import { config } from '@/lib/config';
import { checkRequest } from './request-guard';
import { trustedOrigins } from './trusted-origins';

/**
 * Makes the route handler of a provider's answer: the one route that another site sends a browser to, and that needs no
 * session. A person must be opening it; its state and PKCE show that the sign-in began in this browser.
 */
export function callbackRoute(
  answer: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const { url } = config();
    if (url === null || checkRequest(request, trustedOrigins(), 'callback') !== 'trusted')
      return new Response(null, { status: 403, headers: { 'cache-control': 'no-store' } });
    // Behind a proxy, Next sees the address where it listens.
    const { pathname, search } = new URL(request.url);
    const response = await answer(new Request(`${url}${pathname}${search}`, { headers: request.headers }));
    response.headers.set('cache-control', 'no-store');
    return response;
  };
}

import { type NextRequest, NextResponse } from 'next/server';
import {
  contentSecurityPolicy,
  judgeRequest,
  SECURITY_HEADERS,
  STATUS_OF_REFUSAL,
} from '@/lib/web/request-guard';
import { trustedHosts } from '@/lib/web/trusted-hosts';

/**
 * The first thing every request meets that is not for a file of the build (lib/web/server.ts asks the same there):
 * a name or a page that is not ours gets nothing, the rest gets the security headers and a policy with a nonce. Actions check Origin and Host again themselves:
 * this is a fence, not the boundary (house.md "Traps").
 */
export function proxy(request: NextRequest): NextResponse {
  const verdict = judgeRequest(request, trustedHosts());
  if (verdict !== 'trusted') return new NextResponse(null, { status: STATUS_OF_REFUSAL[verdict] });

  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');
  // Next reads the nonce from the request's policy and puts it on every script it writes.
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  for (const [name, value] of SECURITY_HEADERS) response.headers.set(name, value);
  return response;
}

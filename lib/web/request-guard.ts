/** Checks for every request before anything answers it. Pure: the web server, actions and routes apply it. */

type RequestHead = { method: string; headers: Pick<Headers, 'get'> };
export type Rejection = 'foreign-host' | 'foreign-origin' | 'cross-site';
export type Verdict = 'trusted' | Rejection;

/**
 * What is behind an address: pages are read by people, routes and actions only by this console's own pages; the callback
 * is what a sign-in provider sends a browser back to.
 */
export type RequestTarget = 'page' | 'route' | 'action' | 'callback';

/**
 * Whether a link on another site may lead there. A page, yes: links to it are shared. A route handler or an action
 * never: it makes calls to SLB for whoever requests it. To the callback of a sign-in another site does redirect the browser:
 * its state and PKCE protect it.
 */
const MAY_BE_LINKED_TO: Readonly<Record<RequestTarget, boolean>> = {
  page: true,
  route: false,
  action: false,
  callback: true,
};

const CROSS_SITE_SENTENCES =
  'Sluice does not answer this request, because another site sent it. Open the address from Sluice.\n' +
  'Sluice 不响应此请求，因为它来自其他网站。请从 Sluice 中打开该地址。\n';

/**
 * The response to a rejected request. A stranger gets a status and nothing else; a person who followed a link is told
 * why.
 */
export const ANSWER_OF_REJECTION: Readonly<Record<Rejection, { status: number; sentences: string | null }>> =
  {
    'foreign-host': { status: 421, sentences: null },
    'foreign-origin': { status: 403, sentences: null },
    'cross-site': { status: 403, sentences: CROSS_SITE_SENTENCES },
  };

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Checks which host a request was meant for and who sent it. A foreign name rebound to loopback arrives with its own
 * Host. A foreign page arrives with its own Origin, and a request that changes something must have one: Next runs an
 * action that comes without. A browser that opens a page, or loads an image, sends none: there
 * its Fetch Metadata about the sender decides.
 */
export function checkRequest(
  { method, headers }: RequestHead,
  trustedOrigins: readonly string[],
  target: RequestTarget,
): Verdict {
  const host = headers.get('host')?.toLowerCase();
  if (!trustedOrigins.some((trusted) => host === new URL(trusted).host)) return 'foreign-host';
  const origin = headers.get('origin');
  const mayBeOwn = origin === null ? SAFE_METHODS.has(method) : trustedOrigins.includes(origin);
  if (!mayBeOwn) return 'foreign-origin';
  if (!isFromElsewhere(headers)) return 'trusted';
  return MAY_BE_LINKED_TO[target] && isNavigation(method, headers) ? 'trusted' : 'cross-site';
}

/**
 * Whether the browser says that another site sent the request. `same-site` is another port of this machine, and just as
 * foreign. Other programs and old browsers say nothing.
 */
function isFromElsewhere(headers: RequestHead['headers']): boolean {
  const site = headers.get('sec-fetch-site');
  return site !== null && site !== 'same-origin' && site !== 'none';
}

/** Whether a person opens a page in a tab. A page prefetched by another site is not requested by anyone yet. */
function isNavigation(method: string, headers: RequestHead['headers']): boolean {
  return (
    method === 'GET' &&
    headers.get('sec-fetch-mode') === 'navigate' &&
    headers.get('sec-fetch-dest') === 'document' &&
    headers.get('sec-purpose') === null
  );
}

/**
 * The policy of one response. Everything comes from Sluice itself; scripts only with this response's nonce, or loaded by
 * such a script. `style-src-attr` allows the style attributes that React renders on the server (widths of bars).
 */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  const directives = [
    `default-src 'none'`,
    // React's development build and hot reloading evaluate strings.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? ` 'unsafe-eval'` : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Next's development tools write style elements without a nonce.
    development ? `style-src-elem 'self' 'unsafe-inline'` : `style-src-elem 'self' 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `manifest-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ];
  return directives.join('; ');
}

type Header = readonly [name: string, value: string];

const SECURITY_HEADERS: readonly Header[] = [
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
];

/** A browser that was here once does not come back without TLS. Subdomains are not Sluice's to decide about. */
const HSTS: Header = ['strict-transport-security', `max-age=${365 * 24 * 60 * 60}`];

/** The headers of every response. */
export function securityHeaders(isBehindTls: boolean): readonly Header[] {
  return isBehindTls ? [...SECURITY_HEADERS, HSTS] : SECURITY_HEADERS;
}

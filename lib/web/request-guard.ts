/** What is asked of every request before anything answers it. Pure: the web server, actions and routes apply it. */

type RequestHead = { method: string; headers: Pick<Headers, 'get'> };
type Refusal = 'foreign-host' | 'foreign-origin';
export type Verdict = 'trusted' | Refusal;

/** A stranger gets a status and nothing else. */
export const STATUS_OF_REFUSAL: Record<Refusal, number> = { 'foreign-host': 421, 'foreign-origin': 403 };

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Judges who a request was meant for and who sent it. A foreign name that was rebound to loopback arrives with
 * its own Host; a foreign page arrives with its own Origin, and a request that changes something must have one:
 * Next runs an action that comes without (stack.md "Pitfalls"). A browser that goes to a page sends none.
 */
export function judgeRequest({ method, headers }: RequestHead, trustedHosts: readonly string[]): Verdict {
  const host = headers.get('host');
  if (host === null || !trustedHosts.includes(host.toLowerCase())) return 'foreign-host';
  const origin = headers.get('origin');
  if (origin === null && SAFE_METHODS.has(method)) return 'trusted';
  return trustedHosts.some((trusted) => origin === `http://${trusted}`) ? 'trusted' : 'foreign-origin';
}

/**
 * The policy of one answer. Everything comes from Sluice itself; scripts only with this answer's nonce or from
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

export const SECURITY_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
];

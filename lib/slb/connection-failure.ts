import 'server-only';
import { z } from 'zod';
import { lost, type Effect } from './errors';
import { ProxyFailure } from './proxy';
import { clientCodes, type SlbFailure } from './result';

/** Where a call went: what a message may name. */
export type Route = { host: string | null; proxy: string | null };

const systemErrorSchema = z.object({
  code: z.string(),
  syscall: z.string().optional(),
  message: z.string().catch(''),
});

const untrusted =
  /^(?:UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_UNTRUSTED|CERT_REJECTED|CERT_SIGNATURE|CERT_CHAIN|INVALID_CA)/;

/** Messages of Sluice's own; `{at}` is the host. */
const causes: readonly { codes: RegExp; code: string; message: (at: string) => string }[] = [
  {
    codes: /^(?:ENOTFOUND|EAI_)/,
    code: clientCodes.nameNotFound,
    message: (at) => `The name of ${at} could not be resolved.`,
  },
  {
    codes: /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EACCES|EPERM|EADDRNOTAVAIL)$/,
    code: clientCodes.unreachable,
    message: (at) => `No connection to ${at} could be made.`,
  },
  {
    codes: untrusted,
    code: clientCodes.certificateUntrusted,
    message: (at) => `The certificate of ${at} is not signed by an authority that this machine trusts.`,
  },
  {
    codes: /^(?:CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/,
    code: clientCodes.certificateExpired,
    message: (at) => `The certificate of ${at} is not valid at this time.`,
  },
  {
    codes: /^ERR_TLS_CERT_ALTNAME/,
    code: clientCodes.certificateName,
    message: (at) => `The certificate that was presented is not for ${at}.`,
  },
  {
    codes: /^(?:EPROTO|ERR_SSL_|ERR_TLS_)/,
    code: clientCodes.tlsFailed,
    message: (at) => `No TLS connection to ${at} could be made.`,
  },
];

/**
 * Converts what Node.js or the proxy threw instead of a response. In all cases but a broken connection the request was
 * never sent. Nothing of the thrown text is used: it may contain the address that was signed.
 */
export function connectionFailure(thrown: unknown, effect: Effect, { host, proxy }: Route): SlbFailure {
  const facts = { ...(host !== null && { host }), ...(proxy !== null && { proxy }) };
  const notSent = {
    kind: 'unavailable',
    requestId: null,
    httpStatus: null,
    retrySafe: true,
    outcome: 'not-done',
    facts,
  } as const;
  if (thrown instanceof ProxyFailure) {
    if (thrown.status === null)
      return {
        ...notSent,
        code: clientCodes.proxyUnreachable,
        message: `The proxy ${proxy} could not be reached.`,
      };
    if (thrown.status === 407)
      return {
        ...notSent,
        code: clientCodes.proxyAuthentication,
        message: `The proxy ${proxy} wants other credentials.`,
      };
    return {
      ...notSent,
      code: clientCodes.proxyRejected,
      message: `The proxy ${proxy} opened no connection to ${host} (HTTP ${thrown.status}).`,
    };
  }
  const system = systemErrorSchema.safeParse(thrown);
  const cause = system.success ? causes.find(({ codes }) => codes.test(codeOf(system.data))) : undefined;
  if (cause === undefined) return { ...lost(effect), facts };
  return { ...notSent, code: cause.code, message: cause.message(host ?? 'the SLB endpoint') };
}

/** Some codes of a broken connection also mean that there never was one. */
function codeOf({ code, syscall, message }: z.infer<typeof systemErrorSchema>): string {
  // A firewall that drops everything, and one that ends TLS before it begins.
  if (code === 'ETIMEDOUT' && syscall === 'connect') return 'EHOSTUNREACH';
  return /before secure TLS connection/.test(message) ? 'EPROTO' : code;
}

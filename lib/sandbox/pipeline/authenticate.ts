import { timingSafeEqual } from 'node:crypto';
import {
  ACCESS_KEY_NOT_FOUND,
  INCOMPLETE_SIGNATURE,
  INVALID_SIGNATURE_METHOD,
  NONCE_USED,
  TIMESTAMP_EXPIRED,
  TIMESTAMP_FORMAT,
  invalidCommon,
  missing,
  signatureDoesNotMatch,
  type Rejection,
} from '../errors';
import type { NonceMemory } from '../store/nonces';
import type { ParsedCall } from './parse';
import { signerV1, stringToSignV1 } from './signature-v1';
import {
  canonicalQueryWithPlainNames,
  canonicalRequestV3,
  parseV3Authorization,
  sha256Hex,
  signerV3,
  stringToSignV3,
} from './signature-v3';

/** slb-api.md 1.6. */
const ALLOWED_SKEW_MILLIS = 15 * 60_000;

/** An access key's material, prepared once: a key of STS is good only together with its token. */
export type AccessKey = {
  readonly signV1: (stringToSign: string) => string;
  readonly signV3: (stringToSign: string) => string;
  readonly securityToken: string | undefined;
};

/** The access keys the sandbox knows. */
export type AccessKeys = ReadonlyMap<string, AccessKey>;

export function accessKey(secret: string, securityToken?: string): AccessKey {
  return { signV1: signerV1(secret), signV3: signerV3(secret), securityToken };
}

export type Authenticated =
  | { readonly ok: true; readonly accessKeyId: string }
  | { readonly ok: false; readonly rejection: Rejection };

/** What each signature version puts where, and how it is checked. */
type Credentials = {
  readonly accessKeyId: string | undefined;
  readonly timestamp: string | undefined;
  readonly nonce: string | undefined;
  readonly securityToken: string | undefined;
  readonly check: (key: AccessKey) => Rejection | null;
};

/**
 * Checks who calls, in the order of slb-api.md 4.1: key, time, nonce, signature. A nonce is used up only by a request
 * whose signature holds: a forger could otherwise burn the nonces of others.
 */
export function authenticate(
  call: ParsedCall,
  keys: AccessKeys,
  nonces: NonceMemory,
  nowMillis: number,
): Authenticated {
  const credentials = call.scheme === 'v3' ? credentialsV3(call) : credentialsV1(call);
  if (credentials === null) return { ok: false, rejection: INCOMPLETE_SIGNATURE };
  const { accessKeyId, timestamp, nonce } = credentials;
  if (accessKeyId === undefined) return { ok: false, rejection: missing('AccessKeyId') };
  const key = keys.get(accessKeyId);
  if (key === undefined) return { ok: false, rejection: ACCESS_KEY_NOT_FOUND };
  const rejectedToken = checkToken(key.securityToken, credentials.securityToken);
  if (rejectedToken !== null) return { ok: false, rejection: rejectedToken };
  if (timestamp === undefined) return { ok: false, rejection: missing('Timestamp') };
  const rejectedTime = checkTimestamp(timestamp, nowMillis);
  if (rejectedTime !== null) return { ok: false, rejection: rejectedTime };
  if (nonce === undefined) return { ok: false, rejection: missing('SignatureNonce') };
  if (nonces.isUsed(accessKeyId, nonce, nowMillis)) return { ok: false, rejection: NONCE_USED };
  const rejected = credentials.check(key);
  if (rejected !== null) return { ok: false, rejection: rejected };
  nonces.remember(accessKeyId, nonce, nowMillis);
  return { ok: true, accessKeyId };
}

/** The families of slb-api.md 4.1. A token that comes with a lasting key is signed and otherwise ignored. */
function checkToken(expected: string | undefined, given: string | undefined): Rejection | null {
  if (expected === undefined) return null;
  if (given === undefined) return missing('SecurityToken');
  return isEqual(expected, given) ? null : invalidCommon('SecurityToken');
}

/** The time that was read last: requests of one second carry the same one. */
let lastRead = { text: '', millis: 0 };

function checkTimestamp(text: string, nowMillis: number): Rejection | null {
  if (text !== lastRead.text) {
    const rejection = readTimestamp(text);
    if (rejection !== null) return rejection;
  }
  return Math.abs(nowMillis - lastRead.millis) > ALLOWED_SKEW_MILLIS ? TIMESTAMP_EXPIRED : null;
}

function readTimestamp(text: string): Rejection | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return TIMESTAMP_FORMAT;
  const millis = Date.parse(text);
  // `Date.parse` rolls 30 February over into March: only a time that prints as itself is one.
  if (Number.isNaN(millis) || new Date(millis).toISOString() !== text.replace('Z', '.000Z')) {
    return TIMESTAMP_FORMAT;
  }
  lastRead = { text, millis };
  return null;
}

function credentialsV1(call: ParsedCall): Credentials {
  const { parameters } = call;
  return {
    accessKeyId: parameters.get('AccessKeyId'),
    // D3: older samples spell it `TimeStamp`.
    timestamp: parameters.get('Timestamp') ?? parameters.get('TimeStamp'),
    nonce: parameters.get('SignatureNonce'),
    securityToken: parameters.get('SecurityToken'),
    check: (key) => {
      const method = parameters.get('SignatureMethod');
      if (method === undefined) return missing('SignatureMethod');
      // Some documented samples write `Hmac-SHA1` (slb-api.md 1.2).
      if (method.toUpperCase() !== 'HMAC-SHA1') return INVALID_SIGNATURE_METHOD;
      const version = parameters.get('SignatureVersion');
      if (version === undefined) return missing('SignatureVersion');
      if (version !== '1.0') return invalidCommon('SignatureVersion');
      const signature = parameters.get('Signature');
      if (signature === undefined) return missing('Signature');
      const stringToSign = stringToSignV1(call.method, [...call.query, ...call.form]);
      return isEqual(key.signV1(stringToSign), signature) ? null : signatureDoesNotMatch(stringToSign);
    },
  };
}

function credentialsV3(call: ParsedCall): Credentials | null {
  const header = (name: string) => call.headers.get(name)?.[0]?.trim() || undefined;
  const authorization = parseV3Authorization(header('authorization') ?? '');
  if (authorization === null) return null;
  return {
    accessKeyId: authorization.accessKeyId || undefined,
    timestamp: header('x-acs-date'),
    nonce: header('x-acs-signature-nonce'),
    // Anybody could have added a token that is not signed.
    securityToken: authorization.signedHeaders.includes('x-acs-security-token')
      ? header('x-acs-security-token')
      : undefined,
    check: (key) => {
      const request = { ...call, signedHeaders: authorization.signedHeaders };
      const stringToSign = stringToSignV3(canonicalRequestV3(request));
      if (header('x-acs-content-sha256') !== sha256Hex(call.body)) return signatureDoesNotMatch(stringToSign);
      if (isEqual(key.signV3(stringToSign), authorization.signature)) return null;
      const plainNames = canonicalQueryWithPlainNames(call.query);
      if (plainNames !== null) {
        const alternative = stringToSignV3(canonicalRequestV3(request, plainNames));
        if (isEqual(key.signV3(alternative), authorization.signature)) return null;
      }
      return signatureDoesNotMatch(stringToSign);
    },
  };
}

function isEqual(expected: string, given: string): boolean {
  const left = Buffer.from(expected);
  const right = Buffer.from(given);
  return left.length === right.length && timingSafeEqual(left, right);
}

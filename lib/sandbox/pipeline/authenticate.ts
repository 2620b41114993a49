import { timingSafeEqual } from 'node:crypto';
import { reject } from '../answer';
import {
  ACCESS_KEY_INACTIVE,
  ACCESS_KEY_NOT_FOUND,
  INCOMPLETE_SIGNATURE,
  INVALID_SIGNATURE_METHOD,
  NONCE_USED,
  TIMESTAMP_EXPIRED,
  TIMESTAMP_FORMAT,
  TOKEN_EXPIRED,
  TOKEN_MALFORMED,
  TOKEN_OF_ANOTHER_KEY,
  invalidCommon,
  missing,
  signatureDoesNotMatch,
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
  /** When the token expires; null for a lasting key. */
  readonly expiresAtMillis: number | null;
  readonly isActive: boolean;
};

/** The access keys the sandbox knows. */
export type AccessKeys = ReadonlyMap<string, AccessKey>;

export function accessKey(
  secret: string,
  securityToken?: string,
  { expiresAtMillis = null, isActive = true }: Partial<Pick<AccessKey, 'expiresAtMillis' | 'isActive'>> = {},
): AccessKey {
  return { signV1: signerV1(secret), signV3: signerV3(secret), securityToken, expiresAtMillis, isActive };
}

/** What each signature version puts where, and how it is checked. */
type Credentials = {
  readonly accessKeyId: string | undefined;
  readonly timestamp: string | undefined;
  readonly nonce: string | undefined;
  readonly securityToken: string | undefined;
  readonly check: (key: AccessKey) => void;
};

/**
 * Checks who calls, in the order of slb-api.md 4.1: key, time, nonce, signature. A nonce is used up only by a request
 * whose signature holds: a forger could otherwise burn the nonces of others. Returns the access key's id.
 */
export function authenticate(
  call: ParsedCall,
  keys: AccessKeys,
  nonces: NonceMemory,
  nowMillis: number,
): string {
  const credentials = call.scheme === 'v3' ? credentialsV3(call) : credentialsV1(call);
  const accessKeyId = credentials.accessKeyId ?? reject(missing('AccessKeyId'));
  const key = keys.get(accessKeyId) ?? reject(ACCESS_KEY_NOT_FOUND);
  if (!key.isActive) reject(ACCESS_KEY_INACTIVE);
  if (key.securityToken !== undefined) checkToken(key.securityToken, credentials.securityToken, keys);
  if (key.expiresAtMillis !== null && nowMillis >= key.expiresAtMillis) reject(TOKEN_EXPIRED);
  checkTimestamp(credentials.timestamp ?? reject(missing('Timestamp')), nowMillis);
  const nonce = credentials.nonce ?? reject(missing('SignatureNonce'));
  if (nonces.isUsed(accessKeyId, nonce, nowMillis)) reject(NONCE_USED);
  credentials.check(key);
  nonces.remember(accessKeyId, nonce, nowMillis);
  return accessKeyId;
}

/** The families of slb-api.md 4.1. A token that comes with a lasting key is signed and otherwise ignored. */
function checkToken(expected: string, given: string | undefined, keys: AccessKeys): void {
  const token = given ?? reject(missing('SecurityToken'));
  if (isEqual(expected, token)) return;
  const isOfAnother = [...keys.values()].some(({ securityToken }) => securityToken === token);
  reject(isOfAnother ? TOKEN_OF_ANOTHER_KEY : TOKEN_MALFORMED);
}

/** The time that was read last: requests of one second carry the same one. */
let lastRead = { text: '', millis: 0 };

function checkTimestamp(text: string, nowMillis: number): void {
  if (text !== lastRead.text) lastRead = { text, millis: millisOf(text) };
  if (Math.abs(nowMillis - lastRead.millis) > ALLOWED_SKEW_MILLIS) reject(TIMESTAMP_EXPIRED);
}

function millisOf(text: string): number {
  // Some clients send milliseconds, which the sheet does not know.
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(text)) reject(TIMESTAMP_FORMAT);
  const millis = Date.parse(text);
  // `Date.parse` rolls 30 February over into March: only a time that prints as itself is one.
  if (Number.isNaN(millis) || new Date(millis).toISOString().slice(0, 19) !== text.slice(0, 19))
    reject(TIMESTAMP_FORMAT);
  return millis;
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
      const required = (name: string) => parameters.get(name) ?? reject(missing(name));
      // Some documented samples write `Hmac-SHA1` (slb-api.md 1.2).
      if (required('SignatureMethod').toUpperCase() !== 'HMAC-SHA1') reject(INVALID_SIGNATURE_METHOD);
      if (required('SignatureVersion') !== '1.0') reject(invalidCommon('SignatureVersion'));
      const signature = required('Signature');
      const stringToSign = stringToSignV1(call.method, [...call.query, ...call.form]);
      if (!isEqual(key.signV1(stringToSign), signature)) reject(signatureDoesNotMatch(stringToSign));
    },
  };
}

function credentialsV3(call: ParsedCall): Credentials {
  const header = (name: string) => call.headers.get(name)?.[0]?.trim() || undefined;
  const authorization = parseV3Authorization(header('authorization') ?? '') ?? reject(INCOMPLETE_SIGNATURE);
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
      if (header('x-acs-content-sha256') !== sha256Hex(call.body))
        reject(signatureDoesNotMatch(stringToSign));
      if (isEqual(key.signV3(stringToSign), authorization.signature)) return;
      const plainNames = canonicalQueryWithPlainNames(call.query);
      if (plainNames !== null) {
        const alternative = stringToSignV3(canonicalRequestV3(request, plainNames));
        if (isEqual(key.signV3(alternative), authorization.signature)) return;
      }
      reject(signatureDoesNotMatch(stringToSign));
    },
  };
}

function isEqual(expected: string, given: string): boolean {
  const left = Buffer.from(expected);
  const right = Buffer.from(given);
  return left.length === right.length && timingSafeEqual(left, right);
}

import { createHmac, createSecretKey, hash } from 'node:crypto';
import { canonicalQuery, percentEncode, sortByName, type Pair } from './encoding';

export const V3_ALGORITHM = 'ACS3-HMAC-SHA256';

/** slb-api.md 1.4: a verifier refuses a signature that leaves one of these out. */
const ALWAYS_SIGNED = [
  'host',
  'x-acs-action',
  'x-acs-version',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-content-sha256',
];

export type V3Authorization = {
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
};

/** Reads the `Authorization` header; null when it is malformed or signs too little. */
export function parseV3Authorization(header: string): V3Authorization | null {
  const match =
    /^ACS3-HMAC-SHA256 +Credential=([^,\s]*), *SignedHeaders=([^,\s]+), *Signature=([0-9a-f]+)$/.exec(
      header.trim(),
    );
  if (match === null) return null;
  const [, accessKeyId = '', names = '', signature = ''] = match;
  const signedHeaders = names.split(';');
  if (!ALWAYS_SIGNED.every((name) => signedHeaders.includes(name))) return null;
  return { accessKeyId, signedHeaders, signature };
}

export type V3Request = {
  readonly method: string;
  readonly path: string;
  readonly query: readonly Pair[];
  readonly signedHeaders: readonly string[];
  /** Lower-case names; a header that came several times holds its values in the order they came. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
};

const EMPTY_HASH = hash('sha256', '', 'hex');

export function sha256Hex(bytes: Buffer | string): string {
  if (bytes.length === 0) return EMPTY_HASH;
  return hash('sha256', bytes, 'hex');
}

/** The canonical request of slb-api.md 1.4, over the body that really came. */
export function canonicalRequestV3(request: V3Request, query = canonicalQuery(request.query)): string {
  const headers = request.signedHeaders.map((name) => {
    const values = (request.headers.get(name) ?? []).map((value) => value.trim());
    return `${name}:${values.toSorted().join(',')}\n`;
  });
  return [
    request.method,
    request.path,
    query,
    headers.join(''),
    request.signedHeaders.join(';'),
    sha256Hex(request.body),
  ].join('\n');
}

/**
 * The canonical query of a client that encodes values but not names (slb-api.md 1.4, library quirk), or null when
 * that makes no difference.
 */
export function canonicalQueryWithPlainNames(query: readonly Pair[]): string | null {
  if (query.every(([name]) => percentEncode(name) === name)) return null;
  return sortByName(query)
    .map(([name, value]) => `${name}=${percentEncode(value)}`)
    .join('&');
}

export function stringToSignV3(canonicalRequest: string): string {
  return `${V3_ALGORITHM}\n${sha256Hex(canonicalRequest)}`;
}

/** Lower-case hex of the HMAC-SHA256 with the bare secret as its key. */
export function signerV3(secret: string): (stringToSign: string) => string {
  const key = createSecretKey(secret, 'utf8');
  return (stringToSign) => createHmac('sha256', key).update(stringToSign, 'utf8').digest('hex');
}

import { hash } from 'node:crypto';
import { canonicalQuery, percentEncode, sortByName, type Pair } from './encoding';
import type { HeaderValues } from './headers';
import { hmacOf } from './hmac';

export const V3_ALGORITHM = 'ACS3-HMAC-SHA256';

/** slb-api.md 1.4: a verifier rejects a signature that leaves one of these out. */
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
  readonly headers: HeaderValues;
  readonly body: Buffer;
};

const EMPTY_HASH = hash('sha256', '', 'hex');

export function sha256Hex(bytes: Buffer | string): string {
  if (bytes.length === 0) return EMPTY_HASH;
  return hash('sha256', bytes, 'hex');
}

/** The canonical request of slb-api.md 1.4, over the body that really came. */
export function canonicalRequestV3(request: V3Request, query = canonicalQuery(request.query)): string {
  let headers = '';
  for (const name of request.signedHeaders) {
    const values = (request.headers.get(name) ?? []).map((value) => value.trim());
    headers += `${name}:${values.length > 1 ? values.toSorted().join(',') : (values[0] ?? '')}\n`;
  }
  const { method, path, signedHeaders, body } = request;
  return `${method}\n${path}\n${query}\n${headers}\n${signedHeaders.join(';')}\n${sha256Hex(body)}`;
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
  const hmac = hmacOf('sha256', secret);
  return (stringToSign) => hmac(stringToSign, 'hex');
}

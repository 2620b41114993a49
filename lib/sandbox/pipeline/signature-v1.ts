import { canonicalQuery, percentEncode, type Pair } from './encoding';
import { hmacOf } from './hmac';

/** slb-api.md 1.3: what version 1 signs, over all parameters of query and form body without `Signature`. */
export function stringToSignV1(method: string, pairs: readonly Pair[]): string {
  const signed = pairs.filter(([name]) => name !== 'Signature');
  return `${method}&${percentEncode('/')}&${percentEncode(canonicalQuery(signed))}`;
}

/** Base64 of the HMAC-SHA1 with the secret and a trailing `&` as its key. */
export function signerV1(secret: string): (stringToSign: string) => string {
  const hmac = hmacOf('sha1', `${secret}&`);
  return (stringToSign) => hmac(stringToSign, 'base64');
}

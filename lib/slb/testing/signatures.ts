import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Both signatures of the cloud (slb-api.md 1.3, 1.4), computed by a reader of the page, not by the client's library. */

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

const sorted = (pairs: Iterable<[string, string]>): string =>
  [...pairs]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&');

export type Signed = {
  accessKeyId: string;
  token: string | undefined;
  timestamp: string;
  isSignedWith: (secret: string) => boolean;
};

type Received = { url: URL; headers: IncomingHttpHeaders; body: string };

/** Who signed a POST, and how to check it; null if nobody did. */
export function signatureOf({ url, headers, body }: Received): Signed | null {
  return headers.authorization === undefined ? version1(url, body) : version3(url, headers, body);
}

function version3(url: URL, headers: IncomingHttpHeaders, body: string): Signed | null {
  const [, accessKeyId, names, signature] =
    /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=(\w+)$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  if (accessKeyId === undefined || names === undefined) return null;
  const hash = createHash('sha256').update(body).digest('hex');
  const block = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = ['POST', '/', sorted(url.searchParams), block.join(''), names, hash].join('\n');
  const toSign = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`;
  const token = headers['x-acs-security-token'];
  return {
    accessKeyId,
    token: names.includes('x-acs-security-token') ? String(token) : undefined,
    timestamp: String(headers['x-acs-date']),
    isSignedWith: (secret) => createHmac('sha256', secret).update(toSign).digest('hex') === signature,
  };
}

function version1(url: URL, body: string): Signed | null {
  const all = new Map([...url.searchParams, ...new URLSearchParams(body)]);
  const signature = all.get('Signature');
  all.delete('Signature');
  const accessKeyId = all.get('AccessKeyId');
  if (signature === undefined || accessKeyId === undefined) return null;
  const toSign = `POST&%2F&${encoded(sorted(all))}`;
  return {
    accessKeyId,
    token: all.get('SecurityToken'),
    timestamp: all.get('Timestamp') ?? '',
    isSignedWith: (secret) => createHmac('sha1', `${secret}&`).update(toSign).digest('base64') === signature,
  };
}

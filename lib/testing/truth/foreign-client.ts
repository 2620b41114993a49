import { createHmac, randomUUID } from 'node:crypto';

/** A client of SLB that is not Sluice: the key pair of the sandbox, signature version 1 (slb-api.md 1.3). */
export type ForeignClient = (action: string, parameters: Record<string, string | number>) => Promise<boolean>;

const ACCESS_KEY_ID = 'LTAI5tSluiceSandbox00001';
const ACCESS_KEY_SECRET = 'sluice-sandbox-secret';

/** Returns whether SLB accepted the call; a rejection is a result like any other. */
export function foreignClient(sandboxUrl: string): ForeignClient {
  return async (action, parameters) => {
    const all = new Map<string, string>([
      ['AccessKeyId', ACCESS_KEY_ID],
      ['Action', action],
      ['Format', 'JSON'],
      ['SignatureMethod', 'HMAC-SHA1'],
      ['SignatureNonce', randomUUID()],
      ['SignatureVersion', '1.0'],
      ['Timestamp', new Date().toISOString().replace(/\.\d+Z$/, 'Z')],
      ['Version', '2014-05-15'],
      ...Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)]),
    ]);
    const query = [...all]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .join('&');
    const signature = createHmac('sha1', `${ACCESS_KEY_SECRET}&`)
      .update(`GET&${encode('/')}&${encode(query)}`)
      .digest('base64');
    const answer = await fetch(`${sandboxUrl}/?${query}&Signature=${encode(signature)}`);
    const body = (await answer.json()) as { Code?: string };
    if (body.Code !== undefined && /^(Signature|InvalidAccessKey|Missing)/.test(body.Code))
      throw new Error(`The foreign client is wrong: ${action} was answered ${JSON.stringify(body)}`);
    return answer.ok;
  };
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

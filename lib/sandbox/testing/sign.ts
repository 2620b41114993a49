import { createHash, createHmac, randomUUID } from 'node:crypto';

/**
 * Signs requests as slb-api.md 1.3 and 1.4 describe, written apart from the sandbox's own verification: a judge that
 * shared its code would agree with itself.
 */
export type SignOptions = {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly nowMillis: number;
};

export type WireParameters = readonly (readonly [name: string, value: string])[];

const UNRESERVED = /^[A-Za-z0-9\-_.~]$/;

export function encode(text: string): string {
  let encoded = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const character = String.fromCharCode(byte);
    encoded += UNRESERVED.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

export function queryOf(parameters: WireParameters): string {
  return parameters.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
}

function sorted(parameters: WireParameters): WireParameters {
  return parameters
    .map((parameter, index) => ({ parameter, index }))
    .toSorted((a, b) => compare(a.parameter[0], b.parameter[0]) || a.index - b.index)
    .map(({ parameter }) => parameter);
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export function timestamp(millis: number): string {
  return new Date(millis).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** The common parameters of version 1; `undefined` in `overrides` leaves one out. */
export function commonV1(
  action: string,
  options: SignOptions,
  overrides: Readonly<Record<string, string | undefined>> = {},
): WireParameters {
  const common: Record<string, string | undefined> = {
    Action: action,
    Version: '2014-05-15',
    Format: 'JSON',
    AccessKeyId: options.accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: randomUUID(),
    Timestamp: timestamp(options.nowMillis),
    ...overrides,
  };
  return Object.entries(common).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
}

export function signatureV1(method: string, parameters: WireParameters, secret: string): string {
  const toSign = [method, encode('/'), encode(queryOf(sorted(parameters)))].join('&');
  return createHmac('sha1', `${secret}&`).update(toSign).digest('base64');
}

export type V3Input = SignOptions & {
  readonly method: string;
  readonly host: string;
  readonly action: string;
  readonly parameters: WireParameters;
  readonly body: string;
  readonly contentType?: string;
  readonly nonce?: string;
  readonly date?: string;
  /** As a well-known library does: encode values, but not names, in what is signed (slb-api.md 1.4). */
  readonly hasPlainNames?: boolean;
  /** Further headers that are signed. */
  readonly more?: Readonly<Record<string, string>>;
};

/** All headers of a version 3 request, its Authorization among them. */
export function headersV3(input: V3Input): Record<string, string> {
  const hash = createHash('sha256').update(input.body).digest('hex');
  const signed: Record<string, string> = {
    host: input.host,
    'x-acs-action': input.action,
    'x-acs-version': '2014-05-15',
    'x-acs-date': input.date ?? timestamp(input.nowMillis),
    'x-acs-signature-nonce': input.nonce ?? randomUUID(),
    'x-acs-content-sha256': hash,
    ...input.more,
  };
  if (input.contentType !== undefined) signed['content-type'] = input.contentType;
  const names = Object.keys(signed).toSorted();
  const query = input.hasPlainNames
    ? sorted(input.parameters)
        .map(([name, value]) => `${name}=${encode(value)}`)
        .join('&')
    : queryOf(sorted(input.parameters));
  const canonical =
    `${input.method}\n/\n${query}\n` +
    `${names.map((name) => `${name}:${signed[name]}\n`).join('')}\n${names.join(';')}\n${hash}`;
  const toSign = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`;
  const signature = createHmac('sha256', input.accessKeySecret).update(toSign).digest('hex');
  return {
    ...signed,
    accept: 'application/json',
    authorization: `ACS3-HMAC-SHA256 Credential=${input.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`,
  };
}

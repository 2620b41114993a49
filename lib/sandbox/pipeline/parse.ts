import type { IncomingHttpHeaders } from 'node:http';
import type { Pair } from './encoding';

export type HttpRequest = {
  readonly method: string;
  /** As it came: path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
};

export type ParsedCall = {
  readonly scheme: 'v1' | 'v3';
  readonly method: string;
  readonly path: string;
  readonly query: readonly Pair[];
  readonly form: readonly Pair[];
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
  readonly host: string;
  readonly action: string | undefined;
  readonly version: string | undefined;
  /** Query and form together. An empty value counts as absent (D31); of a repeated name the first value counts. */
  readonly parameters: ReadonlyMap<string, string>;
};

/** Takes a request apart. Nothing is refused here: what is missing or wrong is said by the step that needs it. */
export function parseCall(request: HttpRequest): ParsedCall {
  const questionMark = request.url.indexOf('?');
  const path = questionMark === -1 ? request.url : request.url.slice(0, questionMark);
  const query = questionMark === -1 ? [] : decodePairs(request.url.slice(questionMark + 1));
  const contentType = request.headers['content-type'] ?? '';
  const form = /^application\/x-www-form-urlencoded\b/i.test(contentType)
    ? decodePairs(request.body.toString('utf8'))
    : [];
  const headers = groupHeaders(request.rawHeaders);
  const parameters = new Map<string, string>();
  for (const [name, value] of [...query, ...form]) {
    if (value !== '' && !parameters.has(name)) parameters.set(name, value);
  }
  // slb-api.md 1.5: version 3 is known by its Authorization header; anything else is taken as version 1.
  const scheme = /^ACS3-HMAC-SHA256\b/.test(request.headers.authorization ?? '') ? 'v3' : 'v1';
  const fromHeader = (name: string) => headers.get(name)?.[0] || undefined;
  return {
    scheme,
    method: request.method,
    path,
    query,
    form,
    headers,
    body: request.body,
    host: request.headers.host ?? '',
    action: scheme === 'v3' ? fromHeader('x-acs-action') : parameters.get('Action'),
    version: scheme === 'v3' ? fromHeader('x-acs-version') : parameters.get('Version'),
    parameters,
  };
}

function decodePairs(text: string): Pair[] {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals === -1
        ? [decode(part), '']
        : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
    });
}

/** As forms are decoded; most names and values have nothing to decode. */
function decode(text: string): string {
  return /[%+]/.test(text) ? (new URLSearchParams(`=${text}`).get('') ?? '') : text;
}

function groupHeaders(rawHeaders: readonly string[]): Map<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const values = grouped.get(name) ?? [];
    values.push(rawHeaders[index + 1] ?? '');
    grouped.set(name, values);
  }
  return grouped;
}

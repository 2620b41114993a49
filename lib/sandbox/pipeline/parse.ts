import type { IncomingHttpHeaders } from 'node:http';
import type { Pair } from './encoding';
import { headerValues, type HeaderValues } from './headers';

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
  /** Query and form as they came. */
  readonly rawQuery: string;
  readonly rawForm: string;
  readonly headers: HeaderValues;
  readonly body: Buffer;
  readonly host: string;
  readonly action: string | undefined;
  readonly version: string | undefined;
  /** Query and form together. An empty value counts as absent (D31); of a repeated name the first value counts. */
  readonly parameters: ReadonlyMap<string, string>;
};

/** Parses a request. Nothing is rejected here: the step that needs a value reports that it is missing or wrong. */
export function parseCall(request: HttpRequest): ParsedCall {
  const questionMark = request.url.indexOf('?');
  const path = questionMark === -1 ? request.url : request.url.slice(0, questionMark);
  const rawQuery = questionMark === -1 ? '' : request.url.slice(questionMark + 1);
  const query = decodePairs(rawQuery);
  const contentType = request.headers['content-type'] ?? '';
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(contentType);
  const rawForm = isForm ? request.body.toString('utf8') : '';
  const form = decodePairs(rawForm);
  const headers = headerValues(request.rawHeaders);
  const parameters = readParameters(query, form);
  // slb-api.md 1.5: version 3 is known by its Authorization header; anything else is taken as version 1.
  const scheme = /^ACS3-HMAC-SHA256\b/.test(request.headers.authorization ?? '') ? 'v3' : 'v1';
  const fromHeader = (name: string) => headers.get(name)?.[0] || undefined;
  return {
    scheme,
    method: request.method,
    path,
    query,
    form,
    rawQuery,
    rawForm,
    headers,
    body: request.body,
    host: request.headers.host ?? '',
    action: scheme === 'v3' ? fromHeader('x-acs-action') : parameters.get('Action'),
    version: scheme === 'v3' ? fromHeader('x-acs-version') : parameters.get('Version'),
    parameters,
  };
}

function readParameters(...parts: readonly (readonly Pair[])[]): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const pairs of parts) {
    for (const [name, value] of pairs) {
      if (value !== '' && !parameters.has(name)) parameters.set(name, value);
    }
  }
  return parameters;
}

export function decodePairs(text: string): Pair[] {
  const pairs: Pair[] = [];
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = text.indexOf('&', start);
    if (end === -1) end = text.length;
    if (end === start) continue;
    const part = text.slice(start, end);
    const equals = part.indexOf('=');
    if (equals === -1) pairs.push([decode(part), '']);
    else pairs.push([decode(part.slice(0, equals)), decode(part.slice(equals + 1))]);
  }
  return pairs;
}

/** As forms are decoded; most names and values have nothing to decode. */
function decode(text: string): string {
  return /[%+]/.test(text) ? (new URLSearchParams(`=${text}`).get('') ?? '') : text;
}

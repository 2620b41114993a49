import { decodePairs } from './pipeline/parse';

export type LoggedRequest = {
  readonly at: string;
  readonly action: string;
  readonly regionId: string;
  readonly method: string;
  readonly parameters: { readonly [name: string]: string };
  /** Null when the connection was dropped instead of answered. */
  readonly httpStatus: number | null;
  readonly code: string | null;
  readonly requestId: string;
};

/** A request as it is handed in: what of it may be shown is worked out when somebody reads the log. */
export type ReceivedRequest = Omit<LoggedRequest, 'at' | 'parameters'> & {
  readonly atMillis: number;
  /** As they came, encoded: thousands are kept, and few are ever looked at. */
  readonly query: string;
  readonly form: string;
};

/** Older requests are forgotten: the log serves tests, not audits. */
const KEPT = 10_000;

const SECRET = new Set(['Signature', 'SignatureNonce', 'AccessKeyId', 'SecurityToken', 'PrivateKey']);

/** Parameters as they came, without signature, nonce, keys and token; of a repeated name the first value. */
function loggable(...texts: readonly string[]): { [name: string]: string } {
  const kept = new Map<string, string>();
  for (const [name, value] of texts.flatMap(decodePairs)) {
    if (!SECRET.has(name) && !kept.has(name)) kept.set(name, value);
  }
  return Object.fromEntries(kept);
}

function shown({ atMillis, query, form, ...request }: ReceivedRequest): LoggedRequest {
  return {
    ...request,
    at: new Date(atMillis).toISOString(),
    parameters: loggable(query, form),
  };
}

export type RequestLog = ReturnType<typeof requestLog>;

export function requestLog() {
  let requests: ReceivedRequest[] = [];
  return {
    add: (request: ReceivedRequest): void => {
      requests.push(request);
      if (requests.length >= 2 * KEPT) requests = requests.slice(-KEPT);
    },
    all: (): LoggedRequest[] => requests.slice(-KEPT).map(shown),
    clear: (): void => {
      requests = [];
    },
  };
}

import type { Pair } from './pipeline/encoding';

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

/** Older requests are forgotten: the log serves tests, not audits. */
const KEPT = 10_000;

const SECRET = new Set(['Signature', 'SignatureNonce', 'AccessKeyId', 'SecurityToken']);

/** Parameters as they came, without signature, nonce, key and token; of a repeated name the first value. */
export function loggable(pairs: readonly Pair[]): { [name: string]: string } {
  const kept = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (!SECRET.has(name) && !kept.has(name)) kept.set(name, value);
  }
  return Object.fromEntries(kept);
}

export type RequestLog = ReturnType<typeof requestLog>;

export function requestLog() {
  let requests: LoggedRequest[] = [];
  return {
    add: (request: LoggedRequest): void => {
      requests.push(request);
      if (requests.length >= 2 * KEPT) requests = requests.slice(-KEPT);
    },
    all: (): readonly LoggedRequest[] => requests.slice(-KEPT),
    clear: (): void => {
      requests = [];
    },
  };
}

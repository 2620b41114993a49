/**
 * Why a call to SLB returned no value. `lost`: the connection broke without a response. `timed-out`: none came in time.
 * After either, the outcome of a write is unknown.
 */
export type SlbFailureKind =
  | 'refused'
  | 'throttled'
  | 'busy'
  | 'unavailable'
  | 'lost'
  | 'timed-out'
  | 'aborted'
  | 'malformed'
  | 'unauthenticated';

/**
 * A failed call. `code` is the service's own, or one of `clientCodes`. `message` never contains a URL, a key, a
 * signature or a string-to-sign. `retrySafe`: the same call may be sent again and may then succeed. `outcome`: whether
 * a write may have taken effect anyway (always `not-done` for a read).
 */
export type SlbFailure = {
  kind: SlbFailureKind;
  code: string;
  message: string;
  requestId: string | null;
  httpStatus: number | null;
  retrySafe: boolean;
  outcome: 'not-done' | 'unknown';
  facts?: FailureFacts;
};

/** What is known about a failure besides its code: for the words in the user's language. Free of secrets. */
export type FailureFacts = {
  /** The host of the cloud that was called, and the proxy on the way. */
  host?: string;
  proxy?: string;
  /** The action of RAM that is not allowed, such as `slb:DescribeRegions`. */
  ramAction?: string;
  /** What the service encoded about a denial; only RAM can decode it. */
  diagnosis?: string;
  /** By how much the clock of this machine is ahead of the service's. */
  clockAheadSeconds?: number;
  /** Where credentials were looked for, in order. */
  sources?: readonly CredentialSource[];
};

/**
 * A place where credentials are looked for. `absent`: nothing is configured there. `skipped`: it was not asked.
 * `failed`: it is configured, and gave none. `mode`: the profile has a mode that cannot be used.
 */
export type CredentialSource = {
  name: 'environment' | 'oidc' | 'cli' | 'file' | 'ecs' | 'uri';
  result: 'absent' | 'skipped' | 'failed' | 'mode';
};

/**
 * A row that cannot be told apart from others because an identifying field is missing or unreadable. Contains what
 * could be read of those fields, by wire name.
 */
export type UnreadRow = Readonly<Record<string, string>>;

/** What a list lacks. */
export type ListGaps = {
  unread: readonly UnreadRow[];
  /** Rows that were not returned at all: how many came, and how many there are; null if SLB did not say. */
  incomplete: { read: number; of: number | null } | null;
};

/**
 * What every operation resolves to: expected failures are values, never thrown. `gaps`: what is missing from a list;
 * absent if it is complete.
 */
export type SlbResult<T> =
  | { ok: true; value: T; requestId: string; gaps?: ListGaps }
  | { ok: false; error: SlbFailure };

/** Codes of failures that did not come from SLB. */
export const clientCodes = {
  noAnswer: 'Sluice.NoAnswer',
  timedOut: 'Sluice.TimedOut',
  aborted: 'Sluice.Aborted',
  badAnswer: 'Sluice.BadAnswer',
  noCredentials: 'Sluice.NoCredentials',
  unknownRegion: 'Sluice.UnknownRegion',
  sandboxKey: 'Sluice.SandboxKey',
  nameNotFound: 'Sluice.NameNotFound',
  unreachable: 'Sluice.Unreachable',
  proxyUnreachable: 'Sluice.ProxyUnreachable',
  proxyAuthentication: 'Sluice.ProxyAuthentication',
  proxyRejected: 'Sluice.ProxyRejected',
  certificateUntrusted: 'Sluice.CertificateUntrusted',
  certificateExpired: 'Sluice.CertificateExpired',
  certificateName: 'Sluice.CertificateName',
  tlsFailed: 'Sluice.TlsFailed',
} as const;

export type CallOptions = {
  signal?: AbortSignal | undefined;
  /** `background` yields to `interactive` calls, `idle` to both. Default: `interactive`. */
  priority?: 'interactive' | 'background' | 'idle' | undefined;
  /**
   * Called right before each retry, for a call whose purpose may have gone while it waited. If it returns false, the
   * call is not sent again and its last failure is returned.
   */
  mayRepeat?: (() => Promise<boolean>) | undefined;
  /** Awaited right before each send: from then on the call may take effect. False: it is not sent, as if cancelled. */
  onSend?: (() => Promise<boolean>) | undefined;
};

// slb-api.md D15: a missing listener has its own code, or the generic one with exactly this text.
const goneText = 'The specified resource does not exist.';

/** Whether a failure says that the listener does not exist (slb-api.md D15). */
export function isGone(error: Pick<SlbFailure, 'code' | 'message'>): boolean {
  if (error.code === 'ListenerNotFound') return true;
  return error.code === 'InvalidParameter' && error.message.trim() === goneText;
}

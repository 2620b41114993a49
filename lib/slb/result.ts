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
  /** Awaited right before each send: from then on the call may take effect. */
  onSend?: (() => Promise<void>) | undefined;
};

// slb-api.md D15: a missing listener has its own code, or the generic one with exactly this text.
const goneText = 'The specified resource does not exist.';

/** Whether a failure says that the listener does not exist (slb-api.md D15). */
export function isGone(error: Pick<SlbFailure, 'code' | 'message'>): boolean {
  if (error.code === 'ListenerNotFound') return true;
  return error.code === 'InvalidParameter' && error.message.trim() === goneText;
}

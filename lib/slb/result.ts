/**
 * Why a call to SLB gave no value. `lost`: the connection broke without an answer; `timed-out`: none came in time, and the call was given up. After
 * either the outcome of a write is unknown.
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
 * A failed call. `code` is the service's own, or one of `clientCodes`; `message` never holds an address, a key, a signature or
 * a string-to-sign. `retrySafe`: the same call may be sent again as it is and may then succeed. `outcome`: whether a write
 * may have taken effect all the same (a read never does anything, so it is always `not-done`).
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

/** A row of a list that cannot be told from others, because what identifies it is missing or unreadable: what could be read of that, by wire name. */
export type UnreadRow = Readonly<Record<string, string>>;

/** What a list that was read lacks. */
export type ListGaps = {
  unread: readonly UnreadRow[];
  /** Rows that were not sent at all: how many came, and how many there are; null where that is not told. */
  incomplete: { read: number; of: number | null } | null;
};

/**
 * What every operation resolves to: expected failures are values, never thrown. `gaps`: the value is a list, and this is missing from it;
 * absent where it is whole.
 */
export type SlbResult<T> =
  | { ok: true; value: T; requestId: string; gaps?: ListGaps }
  | { ok: false; error: SlbFailure };

/** Codes of failures that SLB itself did not name. */
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
   * Asked each time right before the call is sent again, for one whose reason may have gone while it waited. On false it is not, and its
   * last failure is given back.
   */
  mayRepeat?: (() => Promise<boolean>) | undefined;
  /** Awaited each time right before the call leaves: from then on it may take effect. */
  onSend?: (() => Promise<void>) | undefined;
};

// slb-api.md D15: a missing listener has its own code, or the generic one with exactly this text.
const goneText = 'The specified resource does not exist.';

/** Whether a failure says that the listener does not exist (slb-api.md D15). */
export function isGone(error: Pick<SlbFailure, 'code' | 'message'>): boolean {
  if (error.code === 'ListenerNotFound') return true;
  return error.code === 'InvalidParameter' && error.message.trim() === goneText;
}

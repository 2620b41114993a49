import 'server-only';
import {
  beginActivity,
  recordActivity,
  type ActivityWrite,
  type ActivityOutcome,
} from '@/lib/activity/record';
import { postponeHorizon } from '@/lib/activity/unsettled-writes';
import { valueOfWrite, whereThereIsRoom } from '@/lib/db/storage';
import { connectionIdentity } from '@/lib/inventory/connection';
import type { TcpListenerAttributes } from '@/lib/slb/responses';
import type { SlbFailure } from '@/lib/slb/result';
import type { ListenerKey } from '@/lib/model/outcome';
import type { Requester } from '@/lib/model/actor';
import type { Settings } from '@/lib/model/settings';

export type AuditState = Record<string, string>;

export type WriteIntent = {
  actor: Requester;
  /** The bulk run it is part of, which is what the actor requested. */
  runId?: number | undefined;
  /** The API action, also if Sluice rejected it before the call was made. */
  operation: string;
  listener: ListenerKey;
  /** As `stateOf` writes them; null if there is no listener. */
  before: AuditState | null;
  after: AuditState | null;
  /** When it was requested, as a `performance.now()`. */
  startedAt: number;
};

/** A write that is requested now. */
export function createIntent(intent: Omit<WriteIntent, 'startedAt'>): WriteIntent {
  return { ...intent, startedAt: performance.now() };
}

/**
 * A listener as the audit log stores it, also for a later restore: its settings under the names SLB reads and writes
 * them by, plus, if it was read, the values that changes never touch.
 */
export function stateOf(settings: Settings, read: TcpListenerAttributes | null = null): AuditState {
  const { backendServerPort, status } = read ?? {};
  const state = { ...settings, BackendServerPort: backendServerPort?.toString(), Status: status };
  return Object.fromEntries(
    Object.entries(state).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A stored state, without values that are not strings; null if there is none. */
export function auditStateIn(stored: unknown): AuditState | null {
  if (typeof stored !== 'object' || stored === null) return null;
  return Object.fromEntries(
    Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

type Rejection = Pick<SlbFailure, 'code' | 'message' | 'requestId'>;

export type WriteOutcome =
  | { outcome: 'succeeded'; requestId: string | null }
  | { outcome: 'refused' | 'unknown'; error: Rejection };

/**
 * Writes to the audit log what was rejected before a call was sent: durably, or as soon as a full disk has room again.
 */
export async function recordRejection(intent: WriteIntent, error: Rejection): Promise<void> {
  await recordActivity({ ...entryOf(intent), ...outcomeOf(intent, { outcome: 'refused', error }) });
}

/**
 * A horizon is recorded as later than it is, by this share and at least by so much: a call that leaves within that time after
 * its intent, such as after a wait for its turn, needs no separate time.
 */
const LEEWAY_SHARE = 1 / 20;
const LEEWAY_MIN_MILLIS = 50;

/** Without credentials no call is sent. */
const NO_CONNECTION = '';

/**
 * Records durably that a write is about to be sent; only then may it be sent. `end` records its outcome and must be
 * called on every path from here: a write that began and never ended shows an unknown outcome. `leaves` is called right
 * before each send, including retries while SLB was busy, because the horizon counts from then; false if that could not
 * be recorded. Null if the disk is full: nothing may be sent.
 */
export async function beginWrite(
  intent: WriteIntent,
  horizonMillis: number,
): Promise<{ end: (end: WriteOutcome) => Promise<void>; leaves: () => Promise<boolean> } | null> {
  const connection = (await connectionIdentity()) ?? NO_CONNECTION;
  const leewayMillis = Math.max(LEEWAY_MIN_MILLIS, LEEWAY_SHARE * horizonMillis);
  const recordedMillis = horizonMillis + leewayMillis;
  const awaited = { connection, horizonMillis: recordedMillis };
  // The recorded horizon counts from within the transaction, which the disk may hold up.
  let notedMillis = Date.now();
  const begun = await valueOfWrite(() => beginActivity(entryOf(intent), awaited));
  if (begun === null) return null;
  const { id, end } = begun.value;
  return {
    end: (outcome) => end(outcomeOf(intent, outcome)),
    leaves: async () => {
      const nowMillis = Date.now();
      if (nowMillis - notedMillis < leewayMillis) return true;
      const isNoted = await whereThereIsRoom(() => postponeHorizon(id, recordedMillis));
      if (isNoted) notedMillis = nowMillis;
      return isNoted;
    },
  };
}

function entryOf(intent: WriteIntent): ActivityWrite {
  return {
    actor: intent.actor.name,
    from: intent.actor.from,
    sessionId: intent.actor.sessionId,
    operation: intent.operation,
    ...intent.listener,
    before: intent.before,
    after: intent.after,
    runId: intent.runId ?? null,
  };
}

function outcomeOf(intent: WriteIntent, end: WriteOutcome): ActivityOutcome {
  const error = end.outcome === 'succeeded' ? null : end.error;
  return {
    outcome: end.outcome,
    code: error?.code ?? null,
    message: error?.message ?? null,
    requestId: end.outcome === 'succeeded' ? end.requestId : end.error.requestId,
    durationMillis: performance.now() - intent.startedAt,
  };
}

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
import type { Settings } from '@/lib/model/settings';

/**
 * Who asked: `local` until there is sign-in, and the address the request came from. `runId`: what is done is a part of this bulk run, which is
 * what the actor asked for.
 */
export type Actor = { name: string; from: string | null; runId?: number };

export type AuditState = Record<string, string>;

export type WriteIntent = {
  actor: Actor;
  /** The wire's name of the call, also where Sluice refused before it was made. */
  operation: string;
  listener: ListenerKey;
  /** As `stateOf` writes them; null where there is no listener. */
  before: AuditState | null;
  after: AuditState | null;
  /** When it was asked for, as a `performance.now()`. */
  startedAt: number;
};

/** A deed that is asked for now. */
export function createIntent(intent: Omit<WriteIntent, 'startedAt'>): WriteIntent {
  return { ...intent, startedAt: performance.now() };
}

/**
 * A listener as the trail keeps it, for a later restore too: its settings in the names in which SLB answers and takes changes, and of one
 * that was read what no change touches.
 */
export function stateOf(settings: Settings, read: TcpListenerAttributes | null = null): AuditState {
  const { backendServerPort, status } = read ?? {};
  const state = { ...settings, BackendServerPort: backendServerPort?.toString(), Status: status };
  return Object.fromEntries(
    Object.entries(state).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

type Rejection = Pick<SlbFailure, 'code' | 'message' | 'requestId'>;

export type WriteOutcome =
  | { outcome: 'succeeded'; requestId: string | null }
  | { outcome: 'refused' | 'unknown'; error: Rejection };

/** Writes to the activity trail what was refused before a call left: durably, or once a full disk has room again. */
export async function recordRejection(intent: WriteIntent, error: Rejection): Promise<void> {
  await recordActivity({ ...entryOf(intent), ...outcomeOf(intent, { outcome: 'refused', error }) });
}

/** A call that leaves so soon after its intent was written needs no other time. */
const AT_ONCE_MILLIS = 50;

/** Without credentials no call leaves. */
const NO_CONNECTION = '';

/**
 * Puts on the disk that a write is about to leave; only then may it be sent. `end` puts its outcome beside it, and belongs to
 * every way on from here: a write that was begun and never ended is shown as one of unknown outcome. `leaves` right before the call is sent,
 * also once more to SLB that was too busy to take it, because its horizon counts from then; false where that could not be noted. Null where the disk
 * does not take the intent: nothing may be sent.
 */
export async function beginWrite(
  intent: WriteIntent,
  horizonMillis: number,
): Promise<{ end: (end: WriteOutcome) => Promise<void>; leaves: () => Promise<boolean> } | null> {
  const connection = (await connectionIdentity()) ?? NO_CONNECTION;
  const begun = await valueOfWrite(() => beginActivity(entryOf(intent), { connection, horizonMillis }));
  if (begun === null) return null;
  const { id, end } = begun.value;
  let notedMillis = Date.now();
  return {
    end: (outcome) => end(outcomeOf(intent, outcome)),
    leaves: async () => {
      const nowMillis = Date.now();
      if (nowMillis - notedMillis < AT_ONCE_MILLIS) return true;
      const isNoted = await whereThereIsRoom(() => postponeHorizon(id, horizonMillis));
      if (isNoted) notedMillis = nowMillis;
      return isNoted;
    },
  };
}

function entryOf(intent: WriteIntent): ActivityWrite {
  return {
    actor: intent.actor.name,
    from: intent.actor.from,
    operation: intent.operation,
    ...intent.listener,
    before: intent.before,
    after: intent.after,
    runId: intent.actor.runId ?? null,
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

import 'server-only';
import { recordActivity } from '@/lib/activity/record';
import type { SlbFailure } from '@/lib/slb/result';
import type { ListenerKey } from './outcome';

/** Who asked: `local` until there is sign-in, and the address the request came from. */
export type Actor = { name: string; from: string | null };

export type Deed = {
  actor: Actor;
  /** The wire's name of the call, also where Sluice refused before it was made. */
  operation: string;
  listener: ListenerKey;
  /** Settings in the names of Create; null where there is no listener. */
  before: Record<string, string> | null;
  after: Record<string, string> | null;
  startedAt: number;
};

export type DeedOutcome =
  | { outcome: 'succeeded'; requestId: string | null }
  | { outcome: 'refused' | 'unknown'; error: Pick<SlbFailure, 'code' | 'message' | 'requestId'> };

/** Writes one write or refusal to the activity trail, durably. `startedAt` is a `performance.now()`. */
export async function trail(deed: Deed, end: DeedOutcome): Promise<void> {
  const error = end.outcome === 'succeeded' ? null : end.error;
  await recordActivity({
    actor: deed.actor.name,
    from: deed.actor.from,
    operation: deed.operation,
    ...deed.listener,
    before: deed.before,
    after: deed.after,
    outcome: end.outcome,
    code: error?.code ?? null,
    message: error?.message ?? null,
    requestId: end.outcome === 'succeeded' ? end.requestId : end.error.requestId,
    durationMillis: Math.round(performance.now() - deed.startedAt),
  });
}

import 'server-only';
import { changeListener, probeChange } from '@/lib/listeners/commands/change-listener';
import { blockReasonOf, sluiceCodes, type ListenerError } from '@/lib/model/errors';
import type { ChangeOutcome, Difference, ListenerKey } from '@/lib/model/outcome';
import { isInTransition, type ListenerAction } from '@/lib/model/rules';
import type { Actor, AuditState } from '@/lib/listeners/commands/audit-log';
import { probeUpdate, updateListener } from '@/lib/listeners/commands/update-listener';
import { passesByItself } from '@/lib/slb/errors';
import { isGone } from '@/lib/slb/result';
import { setIn, type RowOutcome, type RunKind, type RunSettings, type SkipReason } from './run-types';

/** What one attempt at a row came to. `later`: what stands in the way passes by itself, and nothing was done. */
export type StepResult =
  | { state: 'done'; outcome: RowOutcome; status: string | null; requestId: string | null }
  /** It took effect, and the listener is on its way: followed until it has settled. */
  | { state: 'accepted'; status: string; requestId: string | null }
  | { state: 'skipped'; why: { blockReason: SkipReason; reason: string | null } | { outcome: RowOutcome } }
  | { state: 'failed' | 'unknown'; error: StepError }
  | { state: 'later'; error: StepError };

type StepError = Pick<ListenerError, 'code' | 'message' | 'requestId'>;

/** `confirmed`: only that listener is meant, where its call has been begun before (`Requested`). */
export type RowOfStep = {
  listener: ListenerKey;
  onlyIfStopped: boolean;
  despiteUnsettled?: number | null;
  confirmed?: AuditState | null;
};

/** What a run does to each of its rows: the one part that differs between kinds. */
export type Step = {
  /** Does it. Reads first, so that what is already so makes no call; never throws for what may be expected. */
  perform: (row: RowOfStep, actor: Actor) => Promise<StepResult>;
  /** Whether it is done already, by reading alone: asked of a row whose process ended during its call. */
  check: (listener: ListenerKey) => Promise<{ done: true; status: string | null } | { done: false }>;
  /** What it means for a row that SLB or Sluice rejects it, or a reading of it. */
  rejected: (error: ListenerError) => StepResult;
};

/** The step of a run; `settings` are those of a change. */
export function stepOf({ kind, settings }: { kind: RunKind; settings: RunSettings | null }): Step {
  if (kind === 'change') {
    if (settings === null) throw new Error('a run of changes needs its settings');
    return changeStep(settings);
  }
  return {
    perform: async ({ listener, ...row }, actor) =>
      resultOf(kind, await changeListener(kind, listener, actor, row)),
    check: (listener) => probeChange(kind, listener),
    rejected: (error) => rejectedResult(kind, error),
  };
}

function changeStep(settings: RunSettings): Step {
  const { acknowledged } = settings;
  return {
    perform: async ({ listener, confirmed, despiteUnsettled }, actor) => {
      const set = setIn(settings, listener.regionId);
      if (set === null) return { state: 'skipped', why: { blockReason: 'no-list', reason: null } };
      const outcome = await updateListener({ listener, set, expected: null, acknowledged }, actor, {
        confirmed,
        despiteUnsettled,
      });
      switch (outcome.kind) {
        case 'updated': {
          const { status, requestId, differences, readBack } = outcome;
          if (!readBack) return { state: 'unknown', error: notReadBack(requestId) };
          if (differences.length === 0) return tookEffect({ status, requestId });
          return { state: 'failed', error: differs(differences, requestId) };
        }
        case 'already-so':
          if (!outcome.takesEffect)
            return { state: 'skipped', why: { blockReason: 'checks-off', reason: null } };
          return { state: 'done', outcome: 'already-so', status: outcome.status, requestId: null };
        case 'conflict':
          throw new Error('a change without expectations has no conflict');
        case 'refused':
          return rejectedResult('change', outcome.error);
      }
    },
    check: async (listener) => {
      const set = setIn(settings, listener.regionId);
      return set === null ? { done: false } : probeUpdate(listener, set);
    },
    rejected: (error) => rejectedResult('change', error),
  };
}

/** A change that SLB has accepted: done is said of a listener that has settled (slb-api.md 5.1), and of one that is gone. */
export function tookEffect({
  status,
  requestId,
}: {
  status: string | null;
  requestId: string | null;
}): StepResult {
  return status === null || !isOnItsWay(status)
    ? { state: 'done', outcome: 'changed', status, requestId }
    : { state: 'accepted', status, requestId };
}

/** `deleted` is said by Sluice of a listener that is gone. */
export function isOnItsWay(status: string): boolean {
  return status !== 'deleted' && isInTransition(status);
}

/** Success is claimed only where the cloud now has what was asked for (ux.md A8). */
function differs(differences: readonly Difference[], requestId: string | null): StepError {
  const words = differences.map(
    ({ name, requested, found }) => `${name}: asked ${requested}, found ${found ?? 'none'}`,
  );
  return {
    code: sluiceCodes.readBackDiffers,
    message: `SLB took the change and answers otherwise: ${words.join('; ')}.`,
    requestId,
  };
}

/** Of unknown outcome rather than done: looked at again it is found as asked, or done then. */
function notReadBack(requestId: string | null): StepError {
  const message = 'SLB took the change; what it now has could not be read back.';
  return { code: sluiceCodes.notReadBack, message, requestId };
}

function resultOf(kind: ListenerAction, outcome: ChangeOutcome): StepResult {
  if (outcome.ok) {
    const { status, alreadySo, requestId } = outcome;
    if (!alreadySo && status === 'unknown') return { state: 'unknown', error: notReadBack(requestId) };
    if (!alreadySo) return tookEffect({ status, requestId });
    return {
      state: 'done',
      outcome: kind === 'delete' ? 'deleted-elsewhere' : 'already-so',
      status,
      requestId,
    };
  }
  return rejectedResult(kind, outcome.error);
}

/**
 * Refusals of Sluice's own that pass by themselves: with the horizon of another write, the next start, or room on the disk. They are no attempts of a row, and
 * may last longer than its attempts would.
 */
const passing = new Set<string>([
  sluiceCodes.instanceBusy,
  sluiceCodes.stopping,
  sluiceCodes.writeAwaited,
  sluiceCodes.diskFull,
]);

/** Whether a row that waits was not even tried, because Sluice itself could not send anything yet. */
export function wasNotTried({ code }: Pick<ListenerError, 'code'>): boolean {
  return passing.has(code);
}

const skippedFor = new Map<string, SkipReason>([
  [sluiceCodes.changedConcurrently, 'changed-meanwhile'],
  [sluiceCodes.unsettledWrite, 'unsettled-write'],
]);

/** What a refusal means for a row: some pass by themselves, some are a rule's, and one that is gone is no error of anybody's. */
function rejectedResult(kind: RunKind, error: ListenerError): StepResult {
  if (error.outcome === 'unknown') return { state: 'unknown', error };
  // With its instance the listener is gone as well.
  if (isGone(error) || error.code === 'InvalidLoadBalancerId.NotFound')
    return kind === 'delete'
      ? { state: 'done', outcome: 'deleted-elsewhere', status: 'deleted', requestId: null }
      : { state: 'skipped', why: { outcome: 'deleted-elsewhere' } };
  const rule = blockReasonOf(error);
  if (rule?.blockReason === 'in-transition' || passing.has(error.code) || passesByItself(error))
    return { state: 'later', error };
  const skipped = skippedFor.get(error.code);
  if (skipped !== undefined) return { state: 'skipped', why: { blockReason: skipped, reason: null } };
  if (rule !== null) return { state: 'skipped', why: rule };
  return { state: 'failed', error };
}

import 'server-only';
import { changeListener, probeChange } from '@/lib/listeners/commands/change-listener';
import { blockReasonOf, sluiceCodes, type ListenerError } from '@/lib/model/errors';
import type { ChangeOutcome, Difference, ListenerKey } from '@/lib/model/outcome';
import { isInTransition, type ListenerAction } from '@/lib/model/rules';
import type { Requester } from '@/lib/model/actor';
import type { AuditState } from '@/lib/listeners/commands/audit-log';
import { probeUpdate, updateListener } from '@/lib/listeners/commands/update-listener';
import type { SetParameters } from '@/lib/listeners/wire/set-parameters';
import { settingsFromNames } from '@/lib/model/settings';
import { passesByItself } from '@/lib/slb/errors';
import { isGone } from '@/lib/slb/result';
import { setIn, type RowOutcome, type RunKind, type RunSettings, type SkipReason } from './run-types';

/** The result of one attempt at a row. `later`: a temporary problem, and nothing was done. */
export type StepResult =
  | { state: 'done'; outcome: RowOutcome; status: string | null; requestId: string | null }
  /** It took effect, and the listener is in transition: followed until it settles. */
  | { state: 'accepted'; status: string; requestId: string | null }
  | { state: 'skipped'; why: { blockReason: SkipReason; reason: string | null } | { outcome: RowOutcome } }
  | { state: 'failed' | 'unknown'; error: StepError }
  | { state: 'later'; error: StepError };

type StepError = Pick<ListenerError, 'code' | 'message' | 'requestId'>;

/**
 * `confirmed`: only that listener is meant, if its call has begun before (`Requested`). `expected` and `set` as in
 * `RowToDo`.
 */
export type RowOfStep = {
  listener: ListenerKey;
  onlyIfStopped: boolean;
  despiteUnsettled?: number | null;
  confirmed?: AuditState | null;
  expected?: AuditState | null;
  set?: SetParameters | null;
  runId?: number;
};

/** What a run does to each of its rows: the one part that differs between kinds. */
export type Step = {
  /** Executes it. Reads first, so that "already in that state" makes no call; never throws for an expected failure. */
  perform: (row: RowOfStep, actor: Requester) => Promise<StepResult>;
  /** Whether it is already in effect, by reading only: for a row whose process ended during its call. */
  check: (
    row: Pick<RowOfStep, 'listener' | 'set'>,
  ) => Promise<{ done: true; status: string | null } | { done: false }>;
  /** What a rejection by SLB or Sluice, or of a read, means for a row. */
  rejected: (error: ListenerError) => StepResult;
};

/** The step of a run; `settings` are those of a change. */
export function stepOf({ kind, settings }: { kind: RunKind; settings: RunSettings | null }): Step {
  if (kind === 'change') {
    if (settings === null) throw new Error('a run of changes needs its settings');
    return changeStep(settings);
  }
  return {
    perform: async ({ listener, onlyIfStopped, despiteUnsettled, confirmed, expected, runId }, actor) => {
      const known = { onlyIfStopped, despiteUnsettled, confirmed: confirmed ?? expected, runId };
      return resultOf(kind, await changeListener(kind, listener, actor, known));
    },
    check: ({ listener }) => probeChange(kind, listener),
    rejected: (error) => rejectedResult(kind, error),
  };
}

function changeStep(settings: RunSettings): Step {
  const { acknowledged } = settings;
  return {
    perform: async (
      { listener, confirmed, despiteUnsettled, expected = null, set: ownSet, runId },
      actor,
    ) => {
      const set = ownSet ?? setIn(settings, listener.regionId);
      if (set === null) return { state: 'skipped', why: { blockReason: 'no-list', reason: null } };
      const outcome = await updateListener(
        { listener, set, expected: expected && settingsFromNames(expected), acknowledged },
        actor,
        { confirmed, despiteUnsettled, runId },
      );
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
        case 'conflict': {
          const reason = outcome.conflicts.map(({ name }) => name).join(',');
          return { state: 'skipped', why: { blockReason: 'changed-since', reason } };
        }
        case 'refused':
          return rejectedResult('change', outcome.error);
      }
    },
    check: async ({ listener, set: ownSet }) => {
      const set = ownSet ?? setIn(settings, listener.regionId);
      return set === null ? { done: false } : probeUpdate(listener, set);
    },
    rejected: (error) => rejectedResult('change', error),
  };
}

/** A change SLB has accepted. It is done once the listener has settled (slb-api.md 5.1), or is gone. */
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

/** `deleted` is Sluice's own status for a listener that is gone. */
export function isOnItsWay(status: string): boolean {
  return status !== 'deleted' && isInTransition(status);
}

/** Success is claimed only if the cloud now has what was requested (ux.md A8). */
function differs(differences: readonly Difference[], requestId: string | null): StepError {
  const words = differences.map(
    ({ name, requested, found }) => `${name}: requested ${requested}, found ${found ?? 'none'}`,
  );
  return {
    code: sluiceCodes.readBackDiffers,
    message: `SLB took the change and answers otherwise: ${words.join('; ')}.`,
    requestId,
  };
}

/** Unknown rather than done: a recheck finds it as requested, or executes it. */
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
 * Temporary rejections by Sluice itself: until another write's horizon, the next start, or disk space. They do not
 * count as attempts, and may last longer than those would.
 */
const passing = new Set<string>([
  sluiceCodes.instanceBusy,
  sluiceCodes.stopping,
  sluiceCodes.writeAwaited,
  sluiceCodes.diskFull,
]);

/** Whether a waiting row was not even tried, because Sluice itself could not send anything yet. */
export function wasNotTried({ code }: Pick<ListenerError, 'code'>): boolean {
  return passing.has(code);
}

const skippedFor = new Map<string, SkipReason>([
  [sluiceCodes.changedConcurrently, 'changed-meanwhile'],
  [sluiceCodes.unsettledWrite, 'unsettled-write'],
]);

/**
 * What a rejection means for a row: some are temporary, some come from a rule, and a deleted listener is nobody's
 * error.
 */
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

import 'server-only';
import type { RecentReads } from '@/lib/listeners/commands/recent-reads';
import type { AuditState } from '@/lib/listeners/commands/audit-log';
import type { SetParameters } from '@/lib/listeners/wire/set-parameters';
import type { Requester } from '@/lib/model/actor';
import { blockReasonOf, sluiceCodes, type ListenerError } from '@/lib/model/errors';
import type { Difference, ListenerKey } from '@/lib/model/outcome';
import { isInTransition } from '@/lib/model/rules';
import type { ListenerSpec } from '@/lib/model/schema';
import { passesByItself } from '@/lib/slb/errors';
import { isGone } from '@/lib/slb/result';
import type { RowAction, RowOutcome, SkipReason } from './run-types';

/** The result of one attempt at a row. `later`: a temporary problem, and nothing was done. */
export type StepResult =
  | {
      state: 'done';
      outcome: RowOutcome;
      status: string | null;
      requestId: string | null;
      /** What it was left with, if that is to be known to an undo and is not in the log. */
      left?: AuditState | null;
    }
  /** It took effect, and the listener is in transition: followed until it settles. */
  | { state: 'accepted'; status: string; requestId: string | null; left?: AuditState | null }
  /** `outcome`: of what was done before. */
  | {
      state: 'skipped';
      outcome?: NotStarted;
      left?: AuditState | null;
      why: { blockReason: SkipReason; reason: string | null } | { outcome: RowOutcome };
    }
  /** `outcome`: of what was done before it failed. */
  | { state: 'failed'; error: StepError; outcome?: NotStarted; left?: AuditState | null }
  | { state: 'unknown'; error: StepError; outcome?: NotStarted; left?: AuditState | null }
  | { state: 'later'; error: StepError; outcome?: NotStarted; left?: AuditState | null };

type NotStarted = 'created-not-started';

export type StepError = Pick<ListenerError, 'code' | 'message' | 'requestId'>;

/**
 * `confirmed`: only that listener is meant, if its call has begun before (`Requested`). `isCreated`: this run has created
 * it, and only its start is left. `expected`, `set` and `spec` as in `RowToDo`.
 */
export type RowOfStep = {
  listener: ListenerKey;
  onlyIfStopped: boolean;
  despiteUnsettled?: number | null;
  confirmed?: AuditState | null;
  expected?: AuditState | null;
  set?: SetParameters | null;
  spec?: ListenerSpec | null;
  isCreated?: boolean;
  /** Of its run, for creations. */
  reads?: RecentReads;
  runId?: number;
};

/** What a run does to a row: the one part that differs between actions. */
export type Step = {
  /** Executes it. Reads first, so that "already in that state" makes no call; never throws for an expected failure. */
  perform: (row: RowOfStep, actor: Requester) => Promise<StepResult>;
  /** Whether it is already in effect, by reading only: for a row whose process ended during its call. */
  check: (
    row: Pick<RowOfStep, 'listener' | 'set' | 'spec'>,
  ) => Promise<{ done: true; status: string | null } | { done: false }>;
  /** What a rejection by SLB or Sluice, or of a read, means for a row. */
  rejected: (error: ListenerError) => StepResult;
};

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
export function differs(differences: readonly Difference[], requestId: string | null): StepError {
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
export function notReadBack(requestId: string | null): StepError {
  const message = 'SLB took the change; what it now has could not be read back.';
  return { code: sluiceCodes.notReadBack, message, requestId };
}

/**
 * Temporary rejections by Sluice itself: until another write's horizon, the next start, a connection, or disk space. They do not
 * count as attempts, and may last longer than those would.
 */
const passing = new Set<string>([
  sluiceCodes.instanceBusy,
  sluiceCodes.instanceLockLost,
  sluiceCodes.stopping,
  sluiceCodes.writeAwaited,
  sluiceCodes.diskFull,
  sluiceCodes.databaseUnreachable,
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
export function rejectedResult(action: RowAction, error: ListenerError): StepResult {
  if (error.outcome === 'unknown') return { state: 'unknown', error };
  // With its instance the listener is gone as well.
  if (action !== 'create' && (isGone(error) || error.code === 'InvalidLoadBalancerId.NotFound'))
    return action === 'delete'
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

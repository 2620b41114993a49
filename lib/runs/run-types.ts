import type { ListenerKey } from '@/lib/model/outcome';
import type { PermissionReason } from '@/lib/model/permission';
import type { AuditState } from '@/lib/listeners/commands/audit-log';
import type { ListenerSpec } from '@/lib/model/schema';
import type { SeriousConsequence } from '@/lib/model/edit-consequences';
import { blockReasons, type BlockReason } from '@/lib/model/rules';
import type { SetParameters } from '@/lib/listeners/wire/set-parameters';
import type { KeyGroup } from '@/lib/listeners/list/selection';

/** A run: one action on many listeners, and the result for each, as pages and the browser see it. */

export const bulkKinds = ['start', 'stop', 'change', 'delete'] as const;
export type BulkKind = (typeof bulkKinds)[number];

/** `plan`: each row has an action of its own. */
export const runKinds = [...bulkKinds, 'plan'] as const;
export type RunKind = (typeof runKinds)[number];

/** What is done about a row's listener: in a run of one kind, that of the run. */
export const rowActions = ['create', ...bulkKinds] as const;
export type RowAction = (typeof rowActions)[number];

/**
 * One region's access control list: lists are regional. `name` is its name when it was chosen; null if its id was
 * typed.
 */
export type RegionList = { regionId: string; aclId: string; name: string | null };

/** What a bulk change sets on each listener, by wire name, and which serious consequences were confirmed. */
export type RunSettings = {
  set: SetParameters;
  /** If access control is turned on: the list to bind in each region. Listeners of other regions are skipped. */
  lists: RegionList[];
  acknowledged: SeriousConsequence[];
};

/** What is set on one region's listeners; null if access control is turned on and the region has no list to bind. */
export function setIn({ set, lists }: RunSettings, regionId: string): SetParameters | null {
  if (set.AclStatus !== 'on' || set.AclId !== undefined) return set;
  const list = lists.find((candidate) => candidate.regionId === regionId);
  return list === undefined ? null : { ...set, AclId: list.aclId };
}

/**
 * Why a row is skipped: a rule applies to the listener, or the change has no effect on it. `no-list`: access control is
 * turned on, and its region has no list to bind. `checks-off`: a health check setting while checks are off.
 * `not-confirmed`: the dialog showed it as skipped, and the reason has gone since. `changed-meanwhile`: its process ended
 * before it was done, and the listener is no longer the one its call had found, or that was confirmed. `not-comparable`:
 * the same, and nothing was stored to compare it with. `unsettled-write`: the outcome of an earlier write on it is
 * unknown.
 */
const ownSkipReasons = [
  'no-list',
  'checks-off',
  'not-confirmed',
  'changed-meanwhile',
  'not-comparable',
  'unsettled-write',
] as const;
export type PlannedSkipReason = BlockReason | (typeof ownSkipReasons)[number];

/**
 * Why an undo leaves a row alone: its listener was changed or deleted since the run that is undone, the activity log does
 * not know its state before, a listener cannot be recreated by a run, SLB cannot clear what was set, or Sluice does not send
 * the value that there was.
 */
const undoSkipReasons = [
  'changed-since',
  'deleted-since',
  'not-recorded',
  'cannot-recreate',
  'cannot-clear',
  'cannot-send',
] as const;
export type UndoSkipReason = (typeof undoSkipReasons)[number];

export const skipReasons = [...blockReasons, ...ownSkipReasons, ...undoSkipReasons] as const;
export type SkipReason = (typeof skipReasons)[number];

/** Whether it is a reason of the run's own, not a rule. */
export function isOwnSkipReason(reason: SkipReason): reason is (typeof ownSkipReasons)[number] {
  return ownSkipReasons.some((own) => own === reason);
}

/**
 * `waiting → calling → [accepted →] done | failed | skipped | cancelled | unknown | unsettled`. `calling` is durable
 * before the call is made, so that a row never begins twice. `accepted`: SLB accepted the change and the listener is
 * still in transition (slb-api.md 5.1); it is followed for `FOLLOW_MINUTES`, after which it is `unsettled`. `unknown`:
 * no response came, or SLB accepted the change and the result could not be read.
 */
export const rowStates = [
  'waiting',
  'calling',
  'accepted',
  'done',
  'failed',
  'skipped',
  'cancelled',
  'unknown',
  'unsettled',
] as const;
export type RowState = (typeof rowStates)[number];

/** Row states in the order in which a run's page lists them: what needs somebody comes first, what is well last. */
export const problemsFirst = [
  'failed',
  'unknown',
  'unsettled',
  'cancelled',
  'calling',
  'accepted',
  'waiting',
  'skipped',
  'done',
] as const satisfies readonly RowState[];

/** Rows without a final state: a run has finished when none of them is left. */
export const openRowStates = ['waiting', 'calling', 'accepted'] as const satisfies readonly RowState[];

/** Rows that can be retried once the run has finished; an unsettled one is only followed again. */
export const resumableStates = ['failed', 'unknown', 'unsettled'] as const satisfies readonly RowState[];
export type ResumableState = (typeof resumableStates)[number];

/**
 * The result of a row that is done, or was left alone: `changed` by this run; `already-so`, somebody did it before;
 * `deleted-elsewhere`, the listener no longer exists; `created-not-started`. None of them is an error.
 */
export const rowOutcomes = ['changed', 'already-so', 'deleted-elsewhere', 'created-not-started'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** A run's counts, planned or running, as shown on every screen (`countRows`). */
export type RunCounts = Record<RowState, number> & {
  /** Including those skipped. */
  total: number;
  /**
   * Those the run is about: all but the ones its dialog showed as skipped. The number in its title and its
   * confirmation.
   */
  requested: number;
  /** Of those done: nothing had to be changed. */
  alreadySo: number;
  /** Those over whose listener was created, and not started. */
  notStarted: number;
  /** Those in a final state. */
  finished: number;
};

/**
 * Whose listeners a run is about: another connection is a sandbox or an account, by name; `none` if that was not
 * stored yet.
 */
export type RunConnection = { is: 'own' } | { is: 'other'; name: string } | { is: 'none' };

/**
 * A run that follows another one: it sets what was before it (`undo`), or does what was cancelled of it
 * (`cancelled`).
 */
export const followUps = ['undo', 'cancelled'] as const;
export type FollowUp = (typeof followUps)[number];

export type Run = {
  id: number;
  kind: RunKind;
  /** Null except for a change. Nothing is set by an undo, whose rows have their own. */
  settings: RunSettings | null;
  /** The run it follows; null for a run of its own. */
  source: { runId: number; how: FollowUp } | null;
  /** Who requested it. */
  actor: string;
  connection: RunConnection;
  /** ISO 8601 in UTC, as all times here. */
  createdAt: string;
  cancelledAt: string | null;
  /** Since when nothing more of it begins, until somebody resumes it; null if it is not paused. */
  pausedAt: string | null;
  /** Why Sluice stopped it: whoever started it may not do so any more. Null for a run that somebody cancelled. */
  stoppedBecause: PermissionReason | null;
  /** Null while a row is left to do. */
  endedAt: string | null;
  /** How long it has been in progress, without the pauses before its rows were retried. */
  workedMillis: number;
  counts: RunCounts;
  /** Of a plan: how many of the requested rows have each action. Empty for every other kind. */
  actions: readonly { action: RowAction; count: number }[];
};

/** A row's place on a run's page: rows are listed by state, and in order within each. */
export type RowPlace = { state: RowState; position: number };

export type RunRow = {
  position: number;
  listener: ListenerKey;
  protocol: string;
  /** Its name when the run started; null if it had not been read. */
  loadBalancerName: string | null;
  state: RowState;
  outcome: RowOutcome | null;
  action: RowAction;
  /** What a change sets on it, if not the same on all. */
  set: SetParameters | null;
  /** What a creation creates. */
  spec: ListenerSpec | null;
  /** What a creation has left, as read back; null if it was not read, or nothing was created. */
  left: AuditState | null;
  /** Why it is skipped, if not because of its outcome. */
  blockReason: SkipReason | null;
  /** The listener's, as read back. */
  status: string | null;
  /** Of the last rejection, also while the row waits for a temporary problem. */
  code: string | null;
  message: string | null;
  requestId: string | null;
  /** How often its step began. */
  attempts: number;
  /** Since when it is followed: that is when SLB accepted it. */
  acceptedAt: string | null;
  startedAt: string | null;
  endedAt: string | null;
};

export function isUndoSkipReason(reason: SkipReason): reason is UndoSkipReason {
  return undoSkipReasons.some((each) => each === reason);
}

/** Whether anything of a run is left to do. */
export function isInProgress(run: Pick<Run, 'endedAt'>): boolean {
  return run.endedAt === null;
}

/**
 * What the dialog before a run showed, as sent back with the confirmation: keys only, since thousands of them share a
 * few instances.
 */
export type Confirmed = {
  /**
   * Among `ports`, `onlyIfStopped`: whose deletion was confirmed as that of a stopped listener; `despiteUnsettled`:
   * which were included after a warning that the outcome of an earlier write is unknown.
   */
  touched: (KeyGroup & { onlyIfStopped: number[]; despiteUnsettled: number[] })[];
  skipped: KeyGroup[];
};

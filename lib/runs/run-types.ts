import type { ListenerKey } from '@/lib/model/outcome';
import type { SeriousConsequence } from '@/lib/model/edit-consequences';
import { blockReasons } from '@/lib/model/rules';
import type { SetParameters } from '@/lib/listeners/wire/set-parameters';
import type { KeyGroup } from '@/lib/listeners/list/selection';

/** A run: one deed done to many listeners, and what became of each. What pages and the browser know of it. */

export const runKinds = ['start', 'stop', 'change', 'delete'] as const;
export type RunKind = (typeof runKinds)[number];

/** The access control list of one region: lists are regional. `name` is what it was called when it was chosen; null where its id was typed. */
export type RegionList = { regionId: string; aclId: string; name: string | null };

/** What a run of changes sets on each listener, in the wire's names, and which serious consequences were ticked. */
export type RunSettings = {
  set: SetParameters;
  /** Where access control goes on, the list to bind in each region. Listeners of other regions are skipped. */
  lists: RegionList[];
  acknowledged: SeriousConsequence[];
};

/** What is set on the listeners of one region; null where access control goes on and the region has no list to bind. */
export function setIn({ set, lists }: RunSettings, regionId: string): SetParameters | null {
  if (set.AclStatus !== 'on' || set.AclId !== undefined) return set;
  const list = lists.find((candidate) => candidate.regionId === regionId);
  return list === undefined ? null : { ...set, AclId: list.aclId };
}

/**
 * Why a row is skipped: a rule of the listener's, or that the change has no meaning for it. `no-list`: access control goes on, and its
 * region has no list to bind. `checks-off`: a setting of health checks, which are off. `not-confirmed`: the question showed it as skipped,
 * and what stood in the way has gone since. `changed-meanwhile`: its process ended before it was done, and the listener is no longer the one that its call had found, or
 * that was confirmed. `not-comparable`: the same, and nothing was kept to compare it with.
 * `unsettled-write`: the outcome of an earlier write on it is unknown.
 */
const ownSkipReasons = [
  'no-list',
  'checks-off',
  'not-confirmed',
  'changed-meanwhile',
  'not-comparable',
  'unsettled-write',
] as const;
export const skipReasons = [...blockReasons, ...ownSkipReasons] as const;
export type SkipReason = (typeof skipReasons)[number];

/** Whether it is a run's own reason, and no rule of the listener's. */
export function isOwnSkipReason(reason: SkipReason): reason is (typeof ownSkipReasons)[number] {
  return ownSkipReasons.some((own) => own === reason);
}

/**
 * `waiting → calling → [accepted →] done | failed | skipped | cancelled | unknown | unsettled`. `calling` is on the disk before the call is
 * made, so that a row is never begun twice. `accepted`: SLB accepted the change and the listener is still on its way (slb-api.md 5.1); it is
 * followed for `FOLLOW_MINUTES`, after which it is `unsettled`. `unknown`: no answer came, or SLB accepted the change, and what the cloud
 * has could not be read.
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

/** Rows whose end is still to come: a run is over when none of them is left. */
export const openRowStates = ['waiting', 'calling', 'accepted'] as const satisfies readonly RowState[];

/** Rows that may be taken up again once the run is over; one that has not settled is only followed again. */
export type ResumableState = 'failed' | 'unknown' | 'unsettled';

/**
 * What a row that is done, or left alone, came to: `changed` by this run; `already-so`, somebody did it before;
 * `deleted-elsewhere`, the listener is no more; `created-not-started`. None of them is an error.
 */
export const rowOutcomes = ['changed', 'already-so', 'deleted-elsewhere', 'created-not-started'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** The numbers of a run, to come or begun, as all screens say them (`countRows`). */
export type RunCounts = Record<RowState, number> & {
  /** With those skipped. */
  total: number;
  /** Those the run is about: all but the ones that its question showed as skipped. The number of its title and its confirmation. */
  requested: number;
  /** Of those that are done: nothing had to be changed. */
  alreadySo: number;
  /** Those that have come to their end. */
  finished: number;
};

/** Whose listeners a run is about: another connection is a sandbox or an access key, by name; `none` where that was not kept yet. */
export type RunConnection = { is: 'own' } | { is: 'other'; name: string } | { is: 'none' };

export type Run = {
  id: number;
  kind: RunKind;
  /** Null but for a change. */
  settings: RunSettings | null;
  /** Whoever asked for it. */
  actor: string;
  connection: RunConnection;
  /** ISO 8601 in UTC, as all times here. */
  createdAt: string;
  cancelledAt: string | null;
  /** Null while a row is left to do. */
  endedAt: string | null;
  counts: RunCounts;
};

export type RunRow = {
  position: number;
  listener: ListenerKey;
  protocol: string;
  /** As it was called when the run began; null where nobody had read it. */
  loadBalancerName: string | null;
  state: RowState;
  outcome: RowOutcome | null;
  /** Why it is skipped, where it is not for its outcome. */
  blockReason: SkipReason | null;
  /** The listener's, as read back. */
  status: string | null;
  /** Of the last refusal, also while the row waits for what passes by itself. */
  code: string | null;
  message: string | null;
  requestId: string | null;
  /** How often its step was begun. */
  attempts: number;
  /** Since when it is followed: SLB had accepted it then. */
  acceptedAt: string | null;
  startedAt: string | null;
  endedAt: string | null;
};

/** Whether anything of a run is left to do. */
export function isUnderWay(run: Pick<Run, 'endedAt'>): boolean {
  return run.endedAt === null;
}

/** What the question before a run showed, as it travels back with the yes: names only, and thousands of them share a few instances. */
export type Confirmed = {
  /**
   * Of `ports`, `onlyIfStopped`: whose deletion was confirmed as that of a stopped listener; `despiteUnsettled`: which were included after a warning that the outcome of
   * an earlier write is unknown.
   */
  touched: (KeyGroup & { onlyIfStopped: number[]; despiteUnsettled: number[] })[];
  skipped: KeyGroup[];
};

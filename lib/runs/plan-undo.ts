import { auditStateIn, type AuditState } from '@/lib/listeners/commands/audit-log';
import { stateOfRow } from '@/lib/listeners/list/listed-state';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import { setParameters, withParameters, type SetParameters } from '@/lib/listeners/wire/set-parameters';
import { consequencesOf, type SeriousConsequence } from '@/lib/model/edit-consequences';
import type { ListedListener } from '@/lib/model/list-row';
import { permissionOf } from '@/lib/model/permission';
import { mayDo, verdictOf } from '@/lib/model/rules';
import { setParametersSchema } from '@/lib/model/set-schema';
import {
  changesBetween,
  conflictsBetween,
  isEffective,
  isSameSetting,
  isSettingName,
  isUnreturned,
  settingNames,
  settingsFromNames,
  type SettingName,
} from '@/lib/model/settings';
import type { PlanMode } from './plan-run';
import type { BulkKind, RowAction, RunKind, RunRow, SkipReason } from './run-types';
import type { PlannedRow } from './write-run';

/** One setting, or the status, that an undo sets back. */
export type UndoChange = { name: SettingName | 'Status'; before: string | null; after: string | null };

/** The serious consequences that setting a value back can have; those of bound lists are the call's to find. */
const undoConsequences = [
  'health-check-off',
  'access-control-off',
] as const satisfies readonly SeriousConsequence[];

/** A row of a run that follows another. */
export type UndoRow = PlannedRow & {
  /** The log's entry of the write that it undoes; null if there is none. */
  entryId: number | null;
  changes: UndoChange[];
  /** What must be confirmed before. */
  serious: SeriousConsequence[];
};

/** What undoes each action. A deletion is undone by none: a form shows what it would create again. */
const undoes = {
  create: 'delete',
  start: 'stop',
  stop: 'start',
  change: 'change',
  delete: null,
} as const satisfies Record<RowAction, BulkKind | null>;

/** The action that undoes one, or that one cannot be undone. */
export function undoAction(action: RowAction): BulkKind {
  return undoes[action] ?? 'delete';
}

/** The kind of the run that undoes one of this kind. */
export function undoKind(kind: RunKind): RunKind {
  return kind === 'plan' ? kind : (undoes[kind] ?? kind);
}

/** What is known about a run's listener, as far as it is. */
export type UndoFacts = {
  mode: PlanMode;
  /** The write to undo, from the activity log. */
  write: { id: number; before: unknown; after: unknown } | undefined;
  /** As the list has it. */
  listed: ListedListener | undefined;
  /** As just read: its state, or that it is gone; null if it was not read, so that only the list is known. */
  read: AuditState | 'gone' | null;
};

type Skip = NonNullable<UndoRow['skip']>;
export const skipFor = (blockReason: SkipReason, names: readonly string[] = []): Skip => ({
  blockReason,
  reason: names.length === 0 ? null : names.join(','),
});

/**
 * Decides what undoes one row that a run has done: what the listener was before, if it is still as the run left it. Pure.
 * The call decides again on what it has just read.
 */
export function planUndoOf(row: RunRow, facts: UndoFacts): UndoRow {
  const { write, listed } = facts;
  const { action } = row;
  const before = auditStateIn(write?.before ?? null);
  const after = auditStateIn(write?.after ?? null);
  const left = action === 'change' ? effective(after) : before && { ...before, ...after };
  const set = action === 'change' && left && before ? backTo(left, before) : null;
  return {
    listener: row.listener,
    protocol: row.protocol,
    loadBalancerName: listed?.loadBalancer.name ?? row.loadBalancerName,
    skip: whySkipped(action, { row, facts, before, left, set }),
    onlyIfStopped: false,
    confirmed: left,
    set,
    entryId: write?.id ?? null,
    changes: before && left ? changesOf(action, left, before) : [],
    serious: action === 'change' && before && left ? seriousOf(left, before) : [],
  };
}

/** What a listener was left with, without values that have no effect: SLB need not return those. */
function effective(state: AuditState | null): AuditState | null {
  if (state === null) return null;
  const settings = settingsFromNames(state);
  return Object.fromEntries(
    Object.entries(state).filter(([name]) => !isSettingName(name) || isEffective(name, settings)),
  );
}

function backTo(left: AuditState, before: AuditState): SetParameters {
  const parameters = setParameters(settingsFromNames(left), settingsFromNames(before));
  return Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
}

function changesOf(action: RowAction, left: AuditState, before: AuditState): UndoChange[] {
  return action === 'change'
    ? changesBetween(settingsFromNames(left), settingsFromNames(before))
    : [{ name: 'Status', before: left['Status'] ?? null, after: before['Status'] ?? null }];
}

function seriousOf(left: AuditState, before: AuditState): SeriousConsequence[] {
  const follow = consequencesOf(settingsFromNames(left), settingsFromNames(before), undefined);
  return undoConsequences.filter((each) => follow.includes(each));
}

type Decided = {
  row: RunRow;
  facts: UndoFacts;
  before: AuditState | null;
  left: AuditState | null;
  set: SetParameters | null;
};

function whySkipped(action: RowAction, { row, facts, before, left, set }: Decided): Skip | null {
  const { mode, listed, read } = facts;
  const undoing = undoes[action];
  if (undoing === null) return skipFor('cannot-recreate');
  if (row.state === 'unknown' || mode.unsettled?.has(formatListenerKey(row.listener)))
    return skipFor('unsettled-write');
  if (before === null || left === null) return skipFor('not-recorded');
  if (read === 'gone') return skipFor('deleted-since');
  const status = read?.['Status'] ?? listed?.status;
  const operation = undoing === 'change' ? 'edit' : undoing;
  const permission = permissionOf(mode.access, operation, row.listener);
  const verdict = listed
    ? mayDo(operation, { ...listed, status: status ?? '' }, listed.loadBalancer, permission)
    : verdictOf(permission);
  if (!verdict.allowed) return { blockReason: verdict.blockReason, reason: verdict.reason };
  const changed = changedSince(action, { left, set, read, listed });
  if (changed.length > 0) return skipFor('changed-since', changed);
  return set === null ? null : whyNotSetBack({ before, left, set });
}

/** Why a change cannot be undone in full: a row is set back as a whole, or left alone. */
function whyNotSetBack({
  before,
  left,
  set,
}: {
  before: AuditState;
  left: AuditState;
  set: SetParameters;
}): Skip | null {
  // SLB returns, and other tools set, what Sluice does not send.
  const sendable = setParametersSchema.safeParse(set);
  if (!sendable.success) {
    const names = sendable.error.issues.map(({ path }) => String(path[0]));
    return skipFor('cannot-send', [...new Set(names)]);
  }
  const was = settingsFromNames(before);
  const remaining = changesBetween(withParameters(settingsFromNames(left), set), was).map(({ name }) => name);
  if (remaining.some((name) => isUnreturned(name, was))) return skipFor('not-recorded');
  return remaining.length === 0 ? null : skipFor('cannot-clear', remaining);
}

/**
 * What is no longer as the run left it: as the call will decide if the listener was read, and otherwise as far as the
 * list shows it.
 */
export function changedSince(
  action: RowAction,
  {
    left,
    set,
    read,
    listed,
  }: { left: AuditState; set: SetParameters | null; read: AuditState | null; listed: UndoFacts['listed'] },
): string[] {
  const was = settingsFromNames(left);
  if (read === null) {
    const shown = listed ? stateOfRow(listed) : {};
    return Object.keys(shown).filter((name) =>
      isSettingName(name) ? isEffective(name, was) && !isSameSetting(name, was[name], shown[name]) : false,
    );
  }
  const now = settingsFromNames(read);
  const differing =
    action === 'change'
      ? conflictsBetween(was, withParameters(was, set ?? {}), now).map(({ name }) => name)
      : settingNames.filter((name) => !isSameSetting(name, was[name], now[name]));
  return left['BackendServerPort'] === read['BackendServerPort']
    ? differing
    : [...differing, 'BackendServerPort'];
}

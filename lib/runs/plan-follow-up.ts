import { stateOfRow } from '@/lib/listeners/list/listed-state';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import type { ListedListener } from '@/lib/model/list-row';
import { permissionOf } from '@/lib/model/permission';
import { mayDo, verdictOf } from '@/lib/model/rules';
import type { PlanMode } from './plan-run';
import { changedSince, skipFor, type UndoFacts, type UndoRow } from './plan-undo';
import type { RowAction, RunRow } from './run-types';

/** What follows a run of a plan, whose rows each have an action of their own. Pure. */

/**
 * Decides what undoes a creation: a deletion, if the listener is still as it was read back after it. The call compares
 * again with what it has just read.
 */
export function planDeletionOf(row: RunRow, facts: UndoFacts): UndoRow {
  const { listed, write } = facts;
  const status = statusIn(facts);
  return {
    listener: row.listener,
    protocol: row.protocol,
    loadBalancerName: listed?.loadBalancer.name ?? row.loadBalancerName,
    action: 'delete',
    skip: whyNotDeleted(row, facts),
    onlyIfStopped: status === 'stopped',
    confirmed: row.left,
    entryId: write?.id ?? null,
    changes: [],
    serious: [],
  };
}

function statusIn({ read, listed }: UndoFacts): string | undefined {
  return read === null || read === 'gone' ? listed?.status : read['Status'];
}

function whyNotDeleted(row: RunRow, facts: UndoFacts): UndoRow['skip'] {
  const { mode, listed, read } = facts;
  if (row.state === 'unknown' || mode.unsettled?.has(formatListenerKey(row.listener)))
    return skipFor('unsettled-write');
  if (row.left === null) return skipFor('not-recorded');
  if (read === 'gone') return skipFor('deleted-since');
  const blocked = blockOn('delete', row, { mode, listed, status: statusIn(facts) });
  if (blocked !== null) return blocked;
  const changed = changedSince('create', { left: row.left, set: null, read, listed });
  return changed.length === 0 ? null : skipFor('changed-since', changed);
}

/**
 * Plans again what was cancelled of a plan, from what is known about the listeners now. A listener that was created before
 * is only started.
 */
export function planAgain(
  row: RunRow,
  { known, mode }: { known: ReadonlyMap<string, ListedListener>; mode: PlanMode },
): UndoRow {
  const listed = known.get(formatListenerKey(row.listener));
  const action = row.outcome === 'created-not-started' ? 'start' : row.action;
  const isUnsettled = mode.unsettled?.has(formatListenerKey(row.listener)) === true;
  return {
    listener: row.listener,
    protocol: row.protocol,
    loadBalancerName: listed?.loadBalancer.name ?? row.loadBalancerName,
    action,
    set: row.set,
    spec: row.spec,
    skip:
      blockOn(action, row, { mode, listed, status: listed?.status }) ??
      (isUnsettled ? skipFor('unsettled-write') : null),
    onlyIfStopped: action === 'delete' && listed?.status === 'stopped',
    confirmed: row.left ?? (listed ? stateOfRow(listed) : null),
    entryId: null,
    changes: [],
    serious: [],
  };
}

function blockOn(
  action: RowAction,
  { listener }: RunRow,
  {
    mode,
    listed,
    status = '',
  }: { mode: PlanMode; listed: ListedListener | undefined; status?: string | undefined },
): UndoRow['skip'] {
  const operation = action === 'change' ? 'edit' : action;
  const permission = permissionOf(mode.access, operation, listener);
  const verdict =
    operation !== 'create' && listed
      ? mayDo(operation, { ...listed, status }, listed.loadBalancer, permission)
      : verdictOf(permission);
  return verdict.allowed ? null : { blockReason: verdict.blockReason, reason: verdict.reason };
}

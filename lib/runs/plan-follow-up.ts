import { stateOfRow } from '@/lib/listeners/list/listed-state';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import { plannedDifferences } from '@/lib/listeners/wire/diff';
import type { ListedListener } from '@/lib/model/list-row';
import { permissionOf } from '@/lib/model/permission';
import { mayDo, verdictOf } from '@/lib/model/rules';
import { isSettingName, settingsFromNames } from '@/lib/model/settings';
import type { PlanMode } from './plan-run';
import { skipFor, type UndoFacts, type UndoRow } from './plan-undo';
import type { RowAction, RunRow } from './run-types';

/** What follows a run of a plan, whose rows each have an action of their own. Pure. */

/**
 * Decides what undoes a creation: a deletion, if the listener is still as it was created. The call compares again with
 * what it has just read.
 */
export function planDeletionOf(row: RunRow, facts: UndoFacts): UndoRow {
  const { listed, read, write } = facts;
  const status = statusIn(facts);
  return {
    listener: row.listener,
    protocol: row.protocol,
    loadBalancerName: listed?.loadBalancer.name ?? row.loadBalancerName,
    action: 'delete',
    spec: row.spec,
    skip: whyNotDeleted(row, facts),
    onlyIfStopped: status === 'stopped',
    confirmed: read === 'gone' ? null : read,
    entryId: write?.id ?? null,
    changes: [],
    serious: [],
  };
}

function statusIn({ read, listed }: UndoFacts): string | undefined {
  return read === null || read === 'gone' ? listed?.status : read['Status'];
}

function whyNotDeleted(row: RunRow, facts: UndoFacts): UndoRow['skip'] {
  const { mode, listed, read, write } = facts;
  if (row.state === 'unknown' || mode.unsettled?.has(formatListenerKey(row.listener)))
    return skipFor('unsettled-write');
  if (row.spec === null || write === undefined) return skipFor('not-recorded');
  if (read === 'gone') return skipFor('deleted-since');
  const blocked = blockOn('delete', row, { mode, listed, status: statusIn(facts) });
  if (blocked !== null) return blocked;
  const state = read ?? (listed ? stateOfRow(listed) : {});
  const differing = plannedDifferences(row.spec, settingsFromNames(state), state['BackendServerPort'])
    // The list returns some of the settings only; the call reads all of them.
    .filter(({ name, found }) => read !== null || found !== null || !isSettingName(name))
    .map(({ name }) => name);
  return differing.length === 0 ? null : skipFor('changed-since', differing);
}

/** Plans again what was cancelled of a plan, from what is known about the listeners now. */
export function planAgain(
  row: RunRow,
  { known, mode }: { known: ReadonlyMap<string, ListedListener>; mode: PlanMode },
): UndoRow {
  const listed = known.get(formatListenerKey(row.listener));
  const isUnsettled = mode.unsettled?.has(formatListenerKey(row.listener)) === true;
  return {
    listener: row.listener,
    protocol: row.protocol,
    loadBalancerName: listed?.loadBalancer.name ?? row.loadBalancerName,
    action: row.action,
    set: row.set,
    spec: row.spec,
    skip:
      blockOn(row.action, row, { mode, listed, status: listed?.status }) ??
      (isUnsettled ? skipFor('unsettled-write') : null),
    onlyIfStopped: row.action === 'delete' && listed?.status === 'stopped',
    confirmed: listed ? stateOfRow(listed) : null,
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

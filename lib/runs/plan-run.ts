import { stateOfRow } from '@/lib/listeners/list/listed-state';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import type { ListenerKey } from '@/lib/model/outcome';
import type { ListedListener } from '@/lib/model/list-row';
import { countOwners, type Owner } from '@/lib/model/owner';
import { permissionOf, type Access } from '@/lib/model/permission';
import { mayDo, verdictOf } from '@/lib/model/rules';
import { ungroupKeys } from '@/lib/listeners/list/selection';
import { takesEffect } from '@/lib/listeners/wire/set-parameters';
import type { Confirmed } from './run-types';
import { countRows } from './run-counts';
import { setIn, type RunCounts, type BulkKind, type RunSettings, type PlannedSkipReason } from './run-types';
import type { PlannedRow as RowOfRun } from './write-run';

type PlannedRow = RowOfRun<PlannedSkipReason>;

export type PlanMode = {
  access: Access;
  /**
   * Listeners, by key, with the newest earlier write of unknown outcome. A run skips them, so that somebody checks each
   * one, except for those it `includes`.
   */
  unsettled?: ReadonlyMap<string, number>;
  includes?: (listener: ListenerKey) => boolean;
};

const skippedUnsettled = { blockReason: 'unsettled-write', reason: null } as const;

/**
 * Decides which of the selected listeners a run affects, and which it skips and why, from what is known about them, by
 * the rules the service checks again for each one. Pure. A listener that was not read is affected: only the cloud can
 * say what prevents it. `settings` are those of a change, once they are decided on.
 */
export function planRows(
  kind: BulkKind,
  selected: readonly ListenerKey[],
  known: ReadonlyMap<string, ListedListener>,
  mode: PlanMode,
  settings: RunSettings | null = null,
): PlannedRow[] {
  return selected.map((listener) => {
    const row = known.get(formatListenerKey(listener));
    const pointless = settings && whyPointless(settings, listener.regionId, row);
    const newest = mode.unsettled?.get(formatListenerKey(listener)) ?? null;
    const despiteUnsettled = mode.includes?.(listener) === true ? newest : null;
    const unsettled = newest !== null && despiteUnsettled === null ? skippedUnsettled : null;
    const operation = kind === 'change' ? 'edit' : kind;
    const permission = permissionOf(mode.access, operation, listener);
    const verdict = row ? mayDo(operation, row, row.loadBalancer, permission) : verdictOf(permission);
    return {
      listener,
      protocol: row?.protocol ?? 'tcp',
      loadBalancerName: row?.loadBalancer.name ?? null,
      skip: !verdict.allowed
        ? { blockReason: verdict.blockReason, reason: verdict.reason }
        : (pointless ?? unsettled),
      onlyIfStopped: kind === 'delete' && row?.status === 'stopped',
      despiteUnsettled,
      confirmed: row ? stateOfRow(row) : null,
    };
  });
}

/**
 * The same for a confirmed selection, from what is known now: it affects fewer than the dialog showed if a rule applies
 * by now, and never more. Skipped listeners stay skipped, and a listener confirmed as stopped is not deleted while it
 * is running. Pure.
 */
export function planConfirmed(
  kind: BulkKind,
  confirmed: Confirmed,
  known: ReadonlyMap<string, ListedListener>,
  mode: PlanMode,
  settings: RunSettings | null = null,
): PlannedRow[] {
  const named = (which: 'onlyIfStopped' | 'despiteUnsettled') =>
    new Set(
      ungroupKeys(confirmed.touched.map((group) => ({ ...group, ports: group[which] }))).map(
        formatListenerKey,
      ),
    );
  const stopped = named('onlyIfStopped');
  const included = named('despiteUnsettled');
  const includes = (listener: ListenerKey) => included.has(formatListenerKey(listener));
  const plan = (keys: readonly ListenerKey[]) => planRows(kind, keys, known, { ...mode, includes }, settings);
  const touched = plan(ungroupKeys(confirmed.touched)).map((row): PlannedRow => {
    const name = formatListenerKey(row.listener);
    const onlyIfStopped = kind === 'delete' && stopped.has(name);
    const isStarted = onlyIfStopped && !row.onlyIfStopped && known.has(name);
    const started = isStarted ? ({ blockReason: 'started-meanwhile', reason: null } as const) : null;
    return { ...row, onlyIfStopped, skip: row.skip ?? started };
  });
  const skipped = plan(ungroupKeys(confirmed.skipped)).map((row): PlannedRow => ({
    ...row,
    skip: row.skip ?? { blockReason: 'not-confirmed', reason: null },
  }));
  return [...touched, ...skipped];
}

/** Why a change has no effect on a listener that may be changed; null if it has one. */
function whyPointless(
  settings: RunSettings,
  regionId: string,
  row: ListedListener | undefined,
): PlannedRow['skip'] {
  const set = setIn(settings, regionId);
  if (set === null) return { blockReason: 'no-list', reason: null };
  const now = row?.healthCheck ? { HealthCheckSwitch: row.healthCheck.status } : {};
  return takesEffect(now, set) ? null : { blockReason: 'checks-off', reason: null };
}

/** TCP listeners as read, by key. */
export function knownByName(listeners: readonly ListedListener[]): Map<string, ListedListener> {
  return new Map(
    listeners.filter(({ protocol }) => protocol === 'tcp').map((row) => [formatListenerKey(row), row]),
  );
}

/** Listeners of one instance, for display: thousands share a few. */
export type InstancePorts = { regionId: string; loadBalancerId: string; name: string; ports: number[] };

/**
 * The same with the listeners whose deletion was confirmed as stopped (none in other runs), and those included although
 * the outcome of an earlier write is unknown.
 */
export type TouchedPorts = InstancePorts & { onlyIfStopped: number[]; despiteUnsettled: number[] };

/** How many listeners a run affects and skips, in serializable form. */
export type PlanSummary = {
  counts: RunCounts;
  /** How many of the affected ones are not stopped: deleting them needs more than a click. */
  running: number;
  skipped: { blockReason: PlannedSkipReason; count: number }[];
};

export function summaryOfPlan(
  rows: readonly PlannedRow[],
  known: ReadonlyMap<string, ListedListener>,
): PlanSummary {
  const reasons = new Map<PlannedSkipReason, number>();
  let running = 0;
  for (const { listener, skip } of rows) {
    if (skip === null) {
      if (known.get(formatListenerKey(listener))?.status !== 'stopped') running += 1;
    } else reasons.set(skip.blockReason, (reasons.get(skip.blockReason) ?? 0) + 1);
  }
  return {
    counts: countsOfPlan(rows),
    running,
    skipped: [...reasons].map(([blockReason, count]) => ({ blockReason, count })),
  };
}

/** The counts the run will have when it starts. */
function countsOfPlan(rows: readonly PlannedRow[]): RunCounts {
  return countRows(
    rows.map(({ skip }) => ({
      state: skip === null ? 'waiting' : 'skipped',
      outcome: null,
      isSkippedAhead: skip !== null,
      count: 1,
    })),
  );
}

/** How many of the affected listeners have an owner that undoes changes, for each owner. */
export function ownersIn(
  rows: readonly Pick<RowOfRun, 'listener' | 'skip'>[],
  known: ReadonlyMap<string, ListedListener>,
): { owner: Owner; count: number }[] {
  return countOwners(
    rows.flatMap(({ listener, skip }) =>
      skip === null ? (known.get(formatListenerKey(listener)) ?? []) : [],
    ),
  );
}

/** The complete plan for the dialog: which listeners it affects, and which it skips for which reason. */
export type PlanDetail = {
  counts: RunCounts;
  touched: TouchedPorts[];
  skipped: { blockReason: PlannedSkipReason; reason: string | null; instances: InstancePorts[] }[];
};

/** The same with what is said, in the reader's language, of owners that undo the change. */
export type ToldPlan = PlanDetail & { ownerWarnings: string[] };

export function detailOfPlan(rows: readonly PlannedRow[]): PlanDetail {
  const reasons = new Map<
    string,
    { blockReason: PlannedSkipReason; reason: string | null; rows: PlannedRow[] }
  >();
  for (const row of rows) {
    if (row.skip === null) continue;
    const name = `${row.skip.blockReason} ${row.skip.reason ?? ''}`;
    const group = reasons.get(name) ?? { ...row.skip, rows: [] };
    group.rows.push(row);
    reasons.set(name, group);
  }
  const touched = rows.filter(({ skip }) => skip === null);
  const portsOf = (some: readonly PlannedRow[]) =>
    new Map(byInstance(some).map((group) => [instanceOf(group), group.ports]));
  const stopped = portsOf(touched.filter(({ onlyIfStopped }) => onlyIfStopped));
  const unsettled = portsOf(touched.filter(({ despiteUnsettled }) => despiteUnsettled != null));
  return {
    counts: countsOfPlan(rows),
    touched: byInstance(touched).map((group) => ({
      ...group,
      onlyIfStopped: stopped.get(instanceOf(group)) ?? [],
      despiteUnsettled: unsettled.get(instanceOf(group)) ?? [],
    })),
    skipped: [...reasons.values()].map(({ blockReason, reason, rows: skipped }) => ({
      blockReason,
      reason,
      instances: byInstance(skipped),
    })),
  };
}

function instanceOf({ regionId, loadBalancerId }: Pick<ListenerKey, 'regionId' | 'loadBalancerId'>): string {
  return `${regionId}/${loadBalancerId}`;
}

function byInstance(rows: readonly PlannedRow[]): InstancePorts[] {
  const instances = new Map<string, InstancePorts>();
  for (const { listener, loadBalancerName } of rows) {
    const { regionId, loadBalancerId, listenerPort } = listener;
    const found = instances.get(instanceOf(listener));
    if (found) found.ports.push(listenerPort);
    else
      instances.set(instanceOf(listener), {
        regionId,
        loadBalancerId,
        name: loadBalancerName ?? loadBalancerId,
        ports: [listenerPort],
      });
  }
  for (const { ports } of instances.values()) ports.sort((one, other) => one - other);
  return [...instances.values()];
}

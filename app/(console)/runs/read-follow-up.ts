import 'server-only';
import type { Access } from '@/lib/model/permission';
import { writesOfRun } from '@/lib/activity/run-writes';
import { stateOf } from '@/lib/listeners/commands/audit-log';
import { readListener } from '@/lib/listeners/commands/read-back';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import { groupKeys, ungroupKeys } from '@/lib/listeners/list/selection';
import { inputLimits } from '@/lib/input-limits';
import type { SeriousConsequence } from '@/lib/model/edit-consequences';
import type { ListenerKey } from '@/lib/model/outcome';
import { settingsOf } from '@/lib/model/settings';
import type { Owner } from '@/lib/model/owner';
import { ownersIn, planRows } from '@/lib/runs/plan-run';
import { planAgain, planDeletionOf } from '@/lib/runs/plan-follow-up';
import { planUndoOf, undoAction, undoKind, type UndoFacts, type UndoRow } from '@/lib/runs/plan-undo';
import { readRunRows } from '@/lib/runs/read-runs';
import type { Confirmed, FollowUp, Run, RunKind, RunRow, RunSettings } from '@/lib/runs/run-types';
import type { PlannedRow } from '@/lib/runs/write-run';
import { readKnown, readMode } from './read-plan';

/** What a run that follows another would do. */
export type FollowUpPlan = {
  kind: RunKind;
  rows: UndoRow[];
  /** How many rows of the run are not listed, because it changed nothing on them. */
  untouched: number;
  /** Whether each listener was just read; otherwise all, or those `unread`, are as the list has them. */
  isRead: boolean;
  /** How many could not be read. */
  unread: number;
  /** Of those that will change: they may undo it. */
  owners: { owner: Owner; count: number }[];
};

/** More listeners than these are not read one by one while somebody waits for the preview. */
const READ_MAX = 200;

export async function planFollowUp(run: Run, how: FollowUp, access: Access): Promise<FollowUpPlan> {
  const all = await readRunRows({ runId: run.id, limit: inputLimits.listeners });
  const rows = all.filter(how === 'cancelled' ? isCancelled : mayHaveChanged);
  const untouched = how === 'cancelled' ? 0 : all.length - rows.length;
  const [known, mode] = await Promise.all([
    readKnown(groupKeys(rows.map(({ listener }) => listener))),
    readMode(access),
  ]);
  if (how === 'cancelled') {
    const acknowledged = run.settings?.acknowledged ?? [];
    if (run.kind === 'plan') {
      const again = rows.map((row) => ({ ...planAgain(row, { known, mode }), serious: acknowledged }));
      const owners = ownersIn(again, known);
      return { kind: run.kind, rows: again, untouched, isRead: false, unread: 0, owners };
    }
    const keys = rows.map(({ listener }) => listener);
    const planned = planRows(run.kind, keys, known, mode, run.settings);
    // What was confirmed for that run was confirmed at that time.
    const more = { entryId: null, changes: [], serious: acknowledged };
    return {
      kind: run.kind,
      rows: planned.map((row) => ({ ...row, ...more })),
      untouched,
      isRead: false,
      unread: 0,
      owners: ownersIn(planned, known),
    };
  }
  const isToRead = run.kind !== 'delete' && rows.length <= READ_MAX;
  const [writes, states] = await Promise.all([
    writesOfRun(run.id, { from: run.createdAt, to: run.endedAt ?? new Date().toISOString() }),
    isToRead ? readStates(rows.map(({ listener }) => listener)) : new Map<string, UndoFacts['read']>(),
  ]);
  const written = new Map(writes.map((write) => [formatListenerKey(write.listener), write]));
  const planned = rows.map((row) => {
    const key = formatListenerKey(row.listener);
    const facts = { mode, write: written.get(key), listed: known.get(key), read: states.get(key) ?? null };
    const undone = row.action === 'create' ? planDeletionOf(row, facts) : planUndoOf(row, facts);
    return run.kind === 'plan' ? { ...undone, action: undoAction(row.action) } : undone;
  });
  const unread = [...states.values()].filter((state) => state === null).length;
  return {
    kind: undoKind(run.kind),
    rows: planned,
    untouched,
    isRead: isToRead && unread === 0,
    unread,
    owners: ownersIn(planned, known),
  };
}

/** The consequences that must be confirmed, with the number of listeners they concern. */
export function seriousOf({ rows }: FollowUpPlan): { consequence: SeriousConsequence; count: number }[] {
  const counts = new Map<SeriousConsequence, number>();
  for (const { skip, serious } of rows)
    if (skip === null) for (const each of serious) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].map(([consequence, count]) => ({ consequence, count }));
}

/**
 * The rows of a confirmed follow-up, planned again on the latest data: none that its preview had not shown as one that
 * will change. `missing`: a consequence was not confirmed.
 */
export async function rowsOfFollowUp(
  run: Run,
  how: FollowUp,
  { confirmed, acknowledged }: { confirmed: Confirmed; acknowledged: SeriousConsequence[] },
  access: Access,
): Promise<{ kind: RunKind; rows: PlannedRow[]; settings: RunSettings | null; missing: boolean }> {
  const plan = await planFollowUp(run, how, access);
  const shown = new Set(ungroupKeys(confirmed.touched).map(formatListenerKey));
  const stopped = new Set(
    ungroupKeys(confirmed.touched.map((group) => ({ ...group, ports: group.onlyIfStopped }))).map(
      formatListenerKey,
    ),
  );
  const rows = plan.rows.map((row): PlannedRow => {
    const key = formatListenerKey(row.listener);
    const skip = shown.has(key) ? row.skip : (row.skip ?? { blockReason: 'not-confirmed', reason: null });
    // Confirmed as stopped: it is left alone if it runs when its turn comes.
    const deletes = (row.action ?? plan.kind) === 'delete';
    return { ...row, skip, onlyIfStopped: deletes && stopped.has(key) };
  });
  const serious = seriousOf(plan).map(({ consequence }) => consequence);
  return {
    kind: plan.kind,
    rows,
    settings: settingsOfFollowUp(run, how, acknowledged),
    missing: serious.some((each) => !acknowledged.includes(each)),
  };
}

/** What was cancelled is set as it was to be set; an undo has values of its own for each row. */
function settingsOfFollowUp(
  { kind, settings }: Run,
  how: FollowUp,
  acknowledged: SeriousConsequence[],
): RunSettings | null {
  if (how === 'cancelled') return settings && { ...settings, acknowledged };
  return kind === 'change' || kind === 'plan' ? { set: {}, lists: [], acknowledged } : null;
}

/** What confirming a preview approves. */
export function confirmedOfPlan({ rows }: FollowUpPlan): Confirmed {
  const touched = rows.filter(({ skip }) => skip === null);
  const stopped = groupKeys(
    touched.filter(({ onlyIfStopped }) => onlyIfStopped).map(({ listener }) => listener),
  );
  return {
    touched: groupKeys(touched.map(({ listener }) => listener)).map((group) => ({
      ...group,
      onlyIfStopped:
        stopped.find(
          ({ regionId, loadBalancerId }) =>
            regionId === group.regionId && loadBalancerId === group.loadBalancerId,
        )?.ports ?? [],
      despiteUnsettled: [],
    })),
    skipped: [],
  };
}

function isCancelled({ state }: RunRow): boolean {
  return state === 'cancelled';
}

/** Whether its call has, or may have, changed the listener. A creation whose start failed has left one too. */
function mayHaveChanged({ state, outcome }: RunRow): boolean {
  return (
    outcome === 'created-not-started' ||
    state === 'unknown' ||
    state === 'unsettled' ||
    (state === 'done' && outcome === 'changed')
  );
}

/** One that cannot be read is as the list has it; its call will read it again. */
async function readStates(listeners: readonly ListenerKey[]): Promise<Map<string, UndoFacts['read']>> {
  const states = await Promise.all(
    listeners.map(async (listener) => {
      const reading = await readListener(listener);
      const state =
        reading.kind === 'there'
          ? stateOf(settingsOf(reading.attributes), reading.attributes)
          : reading.kind === 'gone'
            ? 'gone'
            : null;
      return [formatListenerKey(listener), state] as const;
    }),
  );
  return new Map(states);
}

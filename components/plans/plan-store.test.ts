import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyPlanEdits } from '@/lib/plans/plan-edits';
import type { Plan, PlanOutcome, PlanRow } from '@/lib/plans/plan-types';
import type { GridView } from './grid/grid-places';
import { createPlanStore, verdictOf, type PlanCalls, type ShownReview } from './plan-store';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const rows: readonly PlanRow[] = [
  { id: 1, cells: { ListenerPort: '80' } },
  { id: 2, cells: { ListenerPort: '81' } },
];
const view: GridView = { rowIds: [1, 2], columns: ['ListenerPort'] };

/** A server that keeps a plan, and calls a row without a port invalid. */
function serverOf() {
  let plan: Plan = {
    id: 5,
    name: 'Night',
    mode: 'skip',
    rows,
    version: 1,
    isShared: false,
    ownerId: 'local',
    ownerName: 'local',
    changedAt: '2026-11-30T00:00:00.000Z',
    changedBy: 'local',
    runId: null,
  };
  let isDown = false;
  let losesAnswer = false;
  const reviewOf = (): ShownReview => ({
    version: plan.version,
    verdicts: plan.rows.map(({ id, cells }) => [
      id,
      cells.ListenerPort === undefined ? { kind: 'invalid', issues: [] } : { kind: 'create' },
    ]),
    estimate: { calls: plan.rows.length * 4, seconds: 1, isSandbox: false, instances: [] },
    readAtMillis: 0,
  });
  const change = (version: number, changed: Partial<Plan>): PlanOutcome => {
    if (isDown) throw new TypeError('No answer');
    if (version !== plan.version)
      return { ok: false, problem: 'conflict', version: plan.version, changedBy: 'Lin', changedAt: '' };
    plan = { ...plan, ...changed, version: version + 1 };
    if (losesAnswer) {
      losesAnswer = false;
      throw new TypeError('The answer was lost');
    }
    return { ok: true, version: plan.version };
  };
  const calls: PlanCalls = {
    edit: async (version, edits) => change(version, { rows: applyPlanEdits(plan.rows, edits) }),
    setMode: async (version, mode) => change(version, { mode }),
    review: async () => reviewOf(),
    load: async () => ({ plan, review: reviewOf() }),
  };
  return {
    store: createPlanStore({ plan, review: reviewOf() }, calls),
    get plan() {
      return plan;
    },
    /** Somebody else saves. */
    colleague: (changed: Partial<Plan>) => change(plan.version, changed),
    setDown: (down: boolean) => (isDown = down),
    /** The next change is kept, and its answer is lost. */
    loseAnswer: () => (losesAnswer = true),
  };
}

type Store = ReturnType<typeof serverOf>['store'];
function type(store: Store, rowId: number, text: string): void {
  store.act({ type: 'choose', place: { rowId, column: 'ListenerPort' }, extend: false }, view);
  store.act({ type: 'commit', text, go: 'stay' }, view);
}
const portsOf = (list: readonly PlanRow[]) => list.map(({ cells }) => cells.ListenerPort);
const verdicts = (store: Store) =>
  store.get().grid.rows.map((row) => verdictOf(store.get(), row)?.kind ?? 'checking');

describe('a plan in hand', () => {
  it('changes at once, is kept after a rest, and is then reviewed again', async () => {
    const server = serverOf();
    type(server.store, 1, '');
    expect(verdicts(server.store)).toEqual(['checking', 'create']);
    expect(portsOf(server.plan.rows)).toEqual(['80', '81']);
    await vi.runAllTimersAsync();
    expect(portsOf(server.plan.rows)).toEqual([undefined, '81']);
    expect(server.store.get().saving).toEqual({ is: 'saved' });
    expect(verdicts(server.store)).toEqual(['invalid', 'create']);
  });

  it('says that nothing is kept while Sluice does not answer, and keeps all of it once it does', async () => {
    const server = serverOf();
    server.setDown(true);
    type(server.store, 1, '90');
    await vi.runAllTimersAsync();
    type(server.store, 2, '91');
    await vi.runAllTimersAsync();
    expect(server.store.get().saving).toEqual({ is: 'failed', problem: 'no-server' });
    server.setDown(false);
    await server.store.retry();
    expect(portsOf(server.plan.rows)).toEqual(['90', '91']);
    expect(server.store.get().saving).toEqual({ is: 'saved' });
  });

  it('takes over what a colleague saved, keeps what was typed, and says so', async () => {
    const server = serverOf();
    server.colleague({
      changedBy: 'Lin',
      rows: [{ id: 1, cells: { ListenerPort: '70', Start: 'on' } }, ...rows.slice(1)],
    });
    type(server.store, 2, '92');
    await vi.runAllTimersAsync();
    expect(portsOf(server.plan.rows)).toEqual(['70', '92']);
    const { grid, saving, takenOver } = server.store.get();
    expect(grid.rows).toEqual(server.plan.rows);
    expect([saving.is, takenOver]).toEqual(['saved', 'Lin']);
    expect(verdicts(server.store)).toEqual(['create', 'create']);
  });

  it('changes what is done about listeners that exist, after the edits before it', async () => {
    const server = serverOf();
    type(server.store, 1, '99');
    const changing = server.store.setMode('update');
    expect(server.store.get().mode).toBe('update');
    await vi.runAllTimersAsync();
    await changing;
    expect([server.plan.mode, server.plan.version, portsOf(server.plan.rows)]).toEqual([
      'update',
      3,
      ['99', '81'],
    ]);
  });

  it('keeps a mode that was chosen while Sluice did not answer, and sends it later', async () => {
    const server = serverOf();
    server.setDown(true);
    await server.store.setMode('update');
    expect(server.store.get().saving.is).toBe('failed');
    server.setDown(false);
    await server.store.retry();
    expect([server.plan.mode, server.store.get().mode, server.store.get().saving.is]).toEqual([
      'update',
      'update',
      'saved',
    ]);
  });

  it('takes over a colleague’s rows when a review shows that there are some', async () => {
    const server = serverOf();
    server.colleague({ changedBy: 'Lin', rows: rows.slice(1) });
    await server.store.requestReview();
    expect(portsOf(server.store.get().grid.rows)).toEqual(['81']);
    expect([server.store.get().takenOver, server.store.version()]).toEqual(['Lin', 2]);
  });

  it('does not insert rows twice if only the answer was lost', async () => {
    const server = serverOf();
    server.loseAnswer();
    type(server.store, 2, '81');
    server.store.act({ type: 'insertRow' }, view);
    server.store.act({ type: 'commit', text: '99', go: 'stay' }, { ...view, rowIds: [1, 2, 3] });
    await vi.runAllTimersAsync();
    expect(server.store.get().saving.is).toBe('failed');
    await server.store.retry();
    await vi.runAllTimersAsync();
    expect(portsOf(server.plan.rows)).toEqual(['80', '81', '99']);
    expect(server.store.get().grid.rows).toEqual(server.plan.rows);
  });
});

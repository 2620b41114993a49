import { describe, expect, it } from 'vitest';
import { applyPlanEdit, applyPlanEdits, undoingEdits, withCell } from './plan-edits';
import type { PlanEdit, PlanRow } from './plan-types';

const rows: readonly PlanRow[] = [1, 2, 3, 4].map((id) => ({ id, cells: { ListenerPort: `800${id}` } }));
const portsOf = (list: readonly PlanRow[]) => list.map(({ cells }) => cells.ListenerPort);
const added: PlanRow = { id: 9, cells: { ListenerPort: '9000' } };

describe('an edit of a plan', () => {
  it('sets the cells of its rows, and of no others', () => {
    const after = applyPlanEdit(rows, { kind: 'set', rows: [{ id: 2, cells: { ListenerPort: '443' } }] });
    expect(portsOf(after)).toEqual(['8001', '443', '8003', '8004']);
    expect(after[0]).toBe(rows[0]);
  });

  it('inserts at the beginning or after a row, and at the end where that row is gone', () => {
    const at = (afterRowId: number | null) =>
      applyPlanEdit(rows, { kind: 'insert', afterRowId, rows: [added] }).findIndex(({ id }) => id === 9);
    expect([at(null), at(1), at(4), at(77)]).toEqual([0, 1, 4, 4]);
  });

  it('ignores rows that somebody has deleted', () => {
    expect(applyPlanEdit(rows, { kind: 'set', rows: [added] })).toEqual(rows);
    expect(applyPlanEdit(rows, { kind: 'delete', rowIds: [9] })).toEqual(rows);
  });

  it.each<PlanEdit>([
    { kind: 'set', rows: [{ id: 4, cells: {} }] },
    { kind: 'insert', afterRowId: 2, rows: [added] },
    { kind: 'delete', rowIds: [1, 2, 4] },
    { kind: 'delete', rowIds: [1, 2, 3, 4] },
  ])('is taken back by its undoing edits: %j', (edit) => {
    expect(applyPlanEdits(applyPlanEdit(rows, edit), undoingEdits(rows, edit))).toEqual(rows);
  });
});

it('a cell is trimmed, and a blank one is absent', () => {
  expect(withCell({ Start: 'on' }, 'ListenerPort', ' 80 ')).toEqual({ Start: 'on', ListenerPort: '80' });
  expect(withCell({ Start: 'on' }, 'Start', ' ')).toEqual({});
});

import { describe, expect, it } from 'vitest';
import { applyPlanEdits } from '@/lib/plans/plan-edits';
import type { PlanRow } from '@/lib/plans/plan-types';
import { nextBatch, piecesOf } from './batches';

const rowsOf = (count: number, text: string): PlanRow[] =>
  Array.from({ length: count }, (_, at) => ({ id: at + 1, cells: { Description: text } }));

describe('edits as they are sent', () => {
  it('come in pieces that together do the same', () => {
    const rows = rowsOf(5_001, 'a');
    const inserted = piecesOf({ kind: 'insert', afterRowId: null, rows });
    expect(inserted.map((edit) => edit.kind === 'insert' && edit.rows.length)).toEqual([2_000, 2_000, 1_001]);
    expect(applyPlanEdits([], inserted)).toEqual(rows);
    const set = rowsOf(5_001, 'b');
    expect(applyPlanEdits(rows, piecesOf({ kind: 'set', rows: set }))).toEqual(set);
  });

  it('are as many as a request carries, and at least one', () => {
    const small = rowsOf(150, 'x').map(({ id }) => ({ kind: 'delete' as const, rowIds: [id] }));
    expect(nextBatch(small)).toHaveLength(100);
    const large = [1, 2, 3].map(() => ({ kind: 'set' as const, rows: rowsOf(1_000, 'x'.repeat(900)) }));
    expect(nextBatch(large)).toHaveLength(2);
    const huge = [{ kind: 'set' as const, rows: rowsOf(2_000, 'x'.repeat(1_500)) }];
    expect(nextBatch(huge)).toHaveLength(1);
    expect(nextBatch([])).toEqual([]);
  });
});

import { applyPlanEdit } from '@/lib/plans/plan-edits';
import { planColumns, type PlanCells, type PlanEdit, type PlanRow } from '@/lib/plans/plan-types';

/**
 * Edits made on `before`, as edits of `now`, which somebody else has saved: of a row that both changed, only the cells
 * that these edits changed are taken; new rows get ids that are still free.
 */
export function rebaseEdits(
  edits: readonly PlanEdit[],
  before: readonly PlanRow[],
  now: readonly PlanRow[],
): { edits: readonly PlanEdit[]; idOf: (rowId: number) => number } {
  const newIds = new Map<number, number>();
  const taken = new Set(now.map(({ id }) => id));
  let nextId = [...before, ...now].reduce((most, { id }) => Math.max(most, id), 0) + 1;
  for (const edit of edits)
    if (edit.kind === 'insert') for (const { id } of edit.rows) nextId = Math.max(nextId, id + 1);
  const idOf = (id: number): number => newIds.get(id) ?? id;

  // A row of these edits that is there already: they were kept, and only the answer was lost.
  const [old, current] = [cellsById(before), cellsById(now)];
  const isKept = (id: number): boolean =>
    !old.has(id) &&
    edits.some(
      (edit) =>
        edit.kind !== 'delete' &&
        edit.rows.some((row) => row.id === id && isSameCells(row.cells, current.get(id))),
    );

  let mine = before;
  let theirs = now;
  const rebased = edits.map((edit) => {
    const moved = ((): PlanEdit => {
      switch (edit.kind) {
        case 'set': {
          const [from, to] = [cellsById(mine), cellsById(theirs)];
          return {
            kind: 'set',
            rows: edit.rows.map((row) => {
              const id = idOf(row.id);
              return { id, cells: mergedCells(from.get(row.id) ?? {}, row.cells, to.get(id) ?? {}) };
            }),
          };
        }
        case 'insert': {
          for (const { id } of edit.rows)
            if (taken.has(id) && !isKept(id)) {
              newIds.set(id, nextId);
              nextId += 1;
            }
          const { afterRowId } = edit;
          return {
            kind: 'insert',
            afterRowId: afterRowId === null ? null : idOf(afterRowId),
            rows: edit.rows.filter(({ id }) => !isKept(id)).map(({ id, cells }) => ({ id: idOf(id), cells })),
          };
        }
        case 'delete':
          return { kind: 'delete', rowIds: edit.rowIds.map(idOf) };
      }
    })();
    mine = applyPlanEdit(mine, edit);
    theirs = applyPlanEdit(theirs, moved);
    return moved;
  });
  return { edits: rebased, idOf };
}

function cellsById(rows: readonly PlanRow[]): ReadonlyMap<number, PlanCells> {
  return new Map(rows.map(({ id, cells }) => [id, cells]));
}

function mergedCells(old: PlanCells, mine: PlanCells, theirs: PlanCells): PlanCells {
  return Object.fromEntries(
    planColumns.flatMap((column) => {
      const text = mine[column] === old[column] ? theirs[column] : mine[column];
      return text === undefined ? [] : [[column, text]];
    }),
  );
}

function isSameCells(one: PlanCells, other: PlanCells | undefined): boolean {
  return other !== undefined && planColumns.every((column) => one[column] === other[column]);
}

import type { PlanCells, PlanColumn, PlanEdit, PlanRow } from './plan-types';

/** Changes to the rows of a plan, the same in the browser and in the store. */

/** The rows after an edit. Rows that the edit names and that are not there are ignored: somebody has deleted them. */
export function applyPlanEdit(rows: readonly PlanRow[], edit: PlanEdit): readonly PlanRow[] {
  switch (edit.kind) {
    case 'set': {
      const changed = new Map(edit.rows.map((row) => [row.id, row]));
      return rows.map((row) => changed.get(row.id) ?? row);
    }
    case 'insert': {
      const at = edit.afterRowId === null ? 0 : rows.findIndex(({ id }) => id === edit.afterRowId) + 1;
      // The row it was to follow is gone: at the end nothing is torn apart.
      const place = edit.afterRowId !== null && at === 0 ? rows.length : at;
      return [...rows.slice(0, place), ...edit.rows, ...rows.slice(place)];
    }
    case 'delete': {
      const deleted = new Set(edit.rowIds);
      return rows.filter(({ id }) => !deleted.has(id));
    }
  }
}

export function applyPlanEdits(rows: readonly PlanRow[], edits: readonly PlanEdit[]): readonly PlanRow[] {
  return edits.reduce(applyPlanEdit, rows);
}

/** The edits that take `edit`, made on `rows`, back. */
export function undoingEdits(rows: readonly PlanRow[], edit: PlanEdit): readonly PlanEdit[] {
  switch (edit.kind) {
    case 'set': {
      const changed = new Set(edit.rows.map(({ id }) => id));
      return [{ kind: 'set', rows: rows.filter(({ id }) => changed.has(id)) }];
    }
    case 'insert':
      return [{ kind: 'delete', rowIds: edit.rows.map(({ id }) => id) }];
    case 'delete': {
      const deleted = new Set(edit.rowIds);
      // One insertion for each run of deleted rows, after the row that stayed before it.
      const insertions: { kind: 'insert'; afterRowId: number | null; rows: PlanRow[] }[] = [];
      let before: number | null = null;
      let run: PlanRow[] | null = null;
      for (const row of rows) {
        if (!deleted.has(row.id)) {
          before = row.id;
          run = null;
        } else if (run === null) {
          run = [row];
          insertions.push({ kind: 'insert', afterRowId: before, rows: run });
        } else run.push(row);
      }
      return insertions;
    }
  }
}

/** A row's cells with one of them changed; a blank one is absent. */
export function withCell(cells: PlanCells, column: PlanColumn, text: string): PlanCells {
  const { [column]: _, ...others } = cells;
  const trimmed = text.trim();
  return trimmed === '' ? others : { ...others, [column]: trimmed };
}

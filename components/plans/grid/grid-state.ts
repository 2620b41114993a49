import { applyPlanEdit, undoingEdits, withCell } from '@/lib/plans/plan-edits';
import {
  PLAN_ROWS_MAX,
  type PlanCells,
  type PlanColumn,
  type PlanEdit,
  type PlanRow,
} from '@/lib/plans/plan-types';
import { piecesOf } from '../batches';
import { indexOf, rangeOf, type GridView, type Place } from './grid-places';
import { rebaseEdits } from './rebase';

type Change = { edits: readonly PlanEdit[]; undoing: readonly PlanEdit[]; active: Place | null };

export type GridState = {
  readonly rows: readonly PlanRow[];
  /** The rows as the server has them: `rows` without `unsent`. */
  readonly saved: readonly PlanRow[];
  /** Edits that the server has not confirmed, in order. */
  readonly unsent: readonly PlanEdit[];
  /** Where the keys are; null before the first row is chosen. */
  readonly active: Place | null;
  /** The other end of the selected range. */
  readonly anchor: Place | null;
  /** The active cell is being edited, beginning with this text; null: with its own. */
  readonly editing: { readonly text: string | null } | null;
  readonly undo: readonly Change[];
  readonly redo: readonly Change[];
  readonly nextId: number;
  /** What the last action could not do. */
  readonly notice: 'too-many-rows' | 'columns-cut' | null;
};

export type GridAction =
  | { type: 'move'; rows: number; columns: number; extend: boolean }
  /** To the first or last column of the row, or the first or last cell of the grid. */
  | { type: 'jump'; to: 'row-start' | 'row-end' | 'start' | 'end'; extend: boolean }
  | { type: 'choose'; place: Place; extend: boolean }
  | { type: 'chooseAll' }
  /** The whole rows of the range. */
  | { type: 'chooseRows' }
  | { type: 'edit'; text: string | null }
  | { type: 'cancel' }
  | { type: 'commit'; text: string; go: 'stay' | 'down' | 'up' | 'next' | 'previous' }
  | { type: 'clear' }
  | { type: 'fillDown' }
  | { type: 'paste'; lines: readonly (readonly string[])[] }
  | { type: 'setAll'; column: PlanColumn; text: string }
  | { type: 'insertRow' }
  | { type: 'deleteRows' }
  | { type: 'undo' }
  | { type: 'redo' }
  /** The server has the first `count` unsent edits. */
  | { type: 'sent'; count: number }
  /** The server has other rows: somebody else has saved. */
  | { type: 'reloaded'; rows: readonly PlanRow[] };

export function initialGrid(rows: readonly PlanRow[]): GridState {
  return {
    rows,
    saved: rows,
    unsent: [],
    active: null,
    anchor: null,
    editing: null,
    undo: [],
    redo: [],
    nextId: idAfter(rows),
    notice: null,
  };
}

/** The grid after an action, seen in `view`. */
export function reduceGrid(state: GridState, action: GridAction, view: GridView): GridState {
  const quiet: GridState = state.notice === null ? state : { ...state, notice: null };
  switch (action.type) {
    case 'move': {
      const { row, column } = indexOf(quiet.active, view);
      return placed(quiet, row + action.rows, column + action.columns, action.extend, view);
    }
    case 'jump': {
      const { row } = indexOf(quiet.active, view);
      const last = view.columns.length - 1;
      const column = action.to === 'row-start' || action.to === 'start' ? -1 : last;
      const to = action.to === 'start' ? 0 : action.to === 'end' ? Infinity : row;
      return placed(quiet, to, column, action.extend, view);
    }
    case 'choose':
      return {
        ...quiet,
        active: action.place,
        anchor: action.extend ? (quiet.anchor ?? action.place) : action.place,
        editing: null,
      };
    case 'chooseAll': {
      const [first, last] = [view.rowIds[0], view.rowIds.at(-1)];
      if (first === undefined || last === undefined) return quiet;
      const anchor: Place = { rowId: last, column: 'verdict' };
      return { ...quiet, anchor, active: { rowId: first, column: 'verdict' } };
    }
    case 'chooseRows':
      return quiet.anchor === null ? quiet : { ...quiet, anchor: { ...quiet.anchor, column: 'verdict' } };
    case 'edit':
      return quiet.active === null || quiet.active.column === 'verdict'
        ? quiet
        : { ...quiet, anchor: quiet.active, editing: { text: action.text } };
    case 'cancel':
      return { ...quiet, editing: null };
    case 'commit':
      return committed(quiet, action, view);
    case 'clear':
      return overRange(quiet, view, () => '');
    case 'fillDown':
      return filledDown(quiet, view);
    case 'paste':
      return pasted(quiet, action.lines, view);
    case 'setAll': {
      const shown = new Set(view.rowIds);
      return changed(quiet, [
        setting(quiet.rows, (row) =>
          shown.has(row.id) ? withCell(row.cells, action.column, action.text) : row.cells,
        ),
      ]);
    }
    case 'insertRow':
      return inserted(quiet);
    case 'deleteRows':
      return deleted(quiet, view);
    case 'undo':
    case 'redo':
      return backOrForth(quiet, action.type);
    case 'sent': {
      const done = state.unsent.slice(0, action.count);
      return {
        ...state,
        saved: done.reduce(applyPlanEdit, state.saved),
        unsent: state.unsent.slice(action.count),
      };
    }
    case 'reloaded': {
      const { edits: unsent, idOf } = rebaseEdits(state.unsent, state.saved, action.rows);
      const rows = unsent.reduce(applyPlanEdit, action.rows);
      const active = state.active && { ...state.active, rowId: idOf(state.active.rowId) };
      const isThere = active !== null && rows.some(({ id }) => id === active.rowId);
      return {
        ...initialGrid(rows),
        saved: action.rows,
        unsent,
        nextId: Math.max(state.nextId, idAfter(rows)),
        ...(isThere && { active, anchor: active, editing: state.editing }),
      };
    }
  }
}

/** The texts of the selected range, line by line. */
export function textsOf(state: GridState, view: GridView): string[][] {
  const range = rangeOf(state, view);
  if (range === null) return [];
  const cells = new Map(state.rows.map((row) => [row.id, row.cells]));
  return view.rowIds
    .slice(range.top, range.bottom + 1)
    .map((id) =>
      view.columns.slice(range.left, range.right + 1).map((column) => cells.get(id)?.[column] ?? ''),
    );
}

function idAfter(rows: readonly PlanRow[]): number {
  return rows.reduce((most, { id }) => Math.max(most, id), 0) + 1;
}

function placed(state: GridState, row: number, column: number, extend: boolean, view: GridView): GridState {
  const rowId = view.rowIds[Math.max(0, Math.min(row, view.rowIds.length - 1))];
  if (rowId === undefined) return state;
  const within = Math.max(-1, Math.min(column, view.columns.length - 1));
  const active: Place = { rowId, column: view.columns[within] ?? 'verdict' };
  return { ...state, active, anchor: extend ? (state.anchor ?? active) : active, editing: null };
}

/** Makes edits, and remembers how to take them back. One that changes nothing is no edit. */
function changed(state: GridState, edits: readonly PlanEdit[], active = state.active): GridState {
  const real = edits.filter((edit) => edit.kind === 'delete' || edit.rows.length > 0);
  if (real.length === 0) return state;
  let { rows } = state;
  let undoing: readonly PlanEdit[] = [];
  for (const edit of real) {
    undoing = [...undoingEdits(rows, edit), ...undoing];
    rows = applyPlanEdit(rows, edit);
  }
  return {
    ...state,
    rows,
    active,
    unsent: [...state.unsent, ...real.flatMap(piecesOf)],
    undo: [...state.undo, { edits: real, undoing, active: state.active }],
    redo: [],
  };
}

/** Sets the rows whose cells `cellsOf` changes. */
function setting(rows: readonly PlanRow[], cellsOf: (row: PlanRow) => PlanCells): PlanEdit {
  return {
    kind: 'set',
    rows: rows.flatMap((row) => {
      const cells = cellsOf(row);
      return isSame(cells, row.cells) ? [] : [{ id: row.id, cells }];
    }),
  };
}

function isSame(one: PlanCells, other: PlanCells): boolean {
  if (one === other) return true;
  const [names, others] = [Object.keys(one), Object.keys(other)];
  return (
    names.length === others.length &&
    names.every((name) => one[name as PlanColumn] === other[name as PlanColumn])
  );
}

function committed(
  state: GridState,
  { text, go }: Extract<GridAction, { type: 'commit' }>,
  view: GridView,
): GridState {
  const { active } = state;
  if (active === null || active.column === 'verdict') return { ...state, editing: null };
  const { rowId, column } = active;
  const set = setting(state.rows, (row) =>
    row.id === rowId ? withCell(row.cells, column, text) : row.cells,
  );
  const done = { ...changed(state, [set]), editing: null };
  const at = indexOf(active, view);
  const last = view.columns.length - 1;
  switch (go) {
    case 'stay':
      return done;
    case 'down':
      return placed(done, at.row + 1, at.column, false, view);
    case 'up':
      return placed(done, at.row - 1, at.column, false, view);
    case 'next':
      return at.column < last
        ? placed(done, at.row, at.column + 1, false, view)
        : placed(done, at.row + 1, 0, false, view);
    case 'previous':
      return at.column > 0
        ? placed(done, at.row, at.column - 1, false, view)
        : placed(done, at.row - 1, last, false, view);
  }
}

/** Gives every selected cell a text. */
function overRange(
  state: GridState,
  view: GridView,
  textAt: (row: PlanRow, column: PlanColumn, at: { row: number; column: number }) => string,
): GridState {
  const range = rangeOf(state, view);
  if (range === null) return state;
  const rowAt = new Map(view.rowIds.slice(range.top, range.bottom + 1).map((id, row) => [id, row]));
  const columns = view.columns.slice(range.left, range.right + 1);
  const set = setting(state.rows, (row) => {
    const at = rowAt.get(row.id);
    return at === undefined
      ? row.cells
      : columns.reduce(
          (cells, name, column) => withCell(cells, name, textAt(row, name, { row: at, column })),
          row.cells,
        );
  });
  return changed(state, [set]);
}

/** The first selected row goes into those below it; a single row takes the one above, as in spreadsheets. */
function filledDown(state: GridState, view: GridView): GridState {
  const range = rangeOf(state, view);
  if (range === null) return state;
  const from = range.top === range.bottom ? range.top - 1 : range.top;
  const source = state.rows.find(({ id }) => id === view.rowIds[from]);
  return source === undefined ? state : overRange(state, view, (_, column) => source.cells[column] ?? '');
}

/** From the first selected cell on; one cell goes into all selected ones. Rows that are missing are added at the end. */
function pasted(state: GridState, lines: readonly (readonly string[])[], view: GridView): GridState {
  const range = rangeOf(state, view) ?? { top: view.rowIds.length, bottom: 0, left: 0, right: 0 };
  const [first] = lines;
  if (first === undefined) return state;
  if (lines.length === 1 && first.length === 1 && rangeOf(state, view) !== null)
    return overRange(state, view, () => first[0] ?? '');

  const columns = view.columns.slice(range.left);
  const cellsWith = (cells: PlanCells, line: readonly string[]): PlanCells =>
    columns.reduce(
      (into, column, at) => (at < line.length ? withCell(into, column, line[at] ?? '') : into),
      cells,
    );
  const lineOf = new Map(view.rowIds.slice(range.top).map((id, at) => [id, lines[at]]));
  const set = setting(state.rows, (row) => {
    const line = lineOf.get(row.id);
    return line === undefined ? row.cells : cellsWith(row.cells, line);
  });
  const added = lines.slice(view.rowIds.length - range.top);
  if (state.rows.length + added.length > PLAN_ROWS_MAX) return { ...state, notice: 'too-many-rows' };
  const rows = added.map((line, at) => ({ id: state.nextId + at, cells: cellsWith({}, line) }));
  const insert: PlanEdit = { kind: 'insert', afterRowId: state.rows.at(-1)?.id ?? null, rows };
  const begin: Place | null = rows[0] && columns[0] ? { rowId: rows[0].id, column: columns[0] } : null;
  const isCut = lines.some((line) => line.length > columns.length);
  return {
    ...changed(state, [set, insert], state.active ?? begin),
    anchor: state.anchor ?? begin,
    nextId: state.nextId + rows.length,
    notice: isCut ? 'columns-cut' : null,
  };
}

/** Adds a row below the active one, on the same instance. */
function inserted(state: GridState): GridState {
  if (state.rows.length >= PLAN_ROWS_MAX) return { ...state, notice: 'too-many-rows' };
  const above = state.rows.find(({ id }) => id === state.active?.rowId) ?? state.rows.at(-1);
  const { RegionId, LoadBalancerId } = above?.cells ?? {};
  const row: PlanRow = {
    id: state.nextId,
    cells: { ...(RegionId && { RegionId }), ...(LoadBalancerId && { LoadBalancerId }) },
  };
  const active: Place = { rowId: row.id, column: 'ListenerPort' };
  const insert: PlanEdit = { kind: 'insert', afterRowId: above?.id ?? null, rows: [row] };
  return { ...changed(state, [insert], active), anchor: active, editing: null, nextId: state.nextId + 1 };
}

function deleted(state: GridState, view: GridView): GridState {
  const range = rangeOf(state, view);
  if (range === null) return state;
  const rowIds = view.rowIds.slice(range.top, range.bottom + 1);
  const rowId = view.rowIds[range.bottom + 1] ?? view.rowIds[range.top - 1];
  const active: Place | null =
    rowId === undefined ? null : { rowId, column: state.active?.column ?? 'verdict' };
  return { ...changed(state, [{ kind: 'delete', rowIds }], active), anchor: active, editing: null };
}

function backOrForth(state: GridState, direction: 'undo' | 'redo'): GridState {
  const change = state[direction].at(-1);
  if (change === undefined) return state;
  const edits = direction === 'undo' ? change.undoing : change.edits;
  const rows = edits.reduce(applyPlanEdit, state.rows);
  const wanted = change.active ?? state.active;
  const active = rows.some(({ id }) => id === wanted?.rowId) ? wanted : null;
  return {
    ...state,
    rows,
    active,
    anchor: active,
    editing: null,
    unsent: [...state.unsent, ...edits.flatMap(piecesOf)],
    undo: direction === 'undo' ? state.undo.slice(0, -1) : [...state.undo, change],
    redo: direction === 'undo' ? [...state.redo, change] : state.redo.slice(0, -1),
  };
}

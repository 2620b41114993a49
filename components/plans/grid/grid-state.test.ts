import { describe, expect, it } from 'vitest';
import { PLAN_ROWS_MAX, type PlanRow } from '@/lib/plans/plan-types';
import { rangeOf, type GridView } from './grid-places';
import { initialGrid, reduceGrid, textsOf, type GridAction, type GridState } from './grid-state';

const columns = ['LoadBalancerId', 'ListenerPort', 'Bandwidth'] as const;
const threeRows: readonly PlanRow[] = [
  { id: 1, cells: { LoadBalancerId: 'lb-1', ListenerPort: '80', Bandwidth: '10' } },
  { id: 2, cells: { LoadBalancerId: 'lb-1', ListenerPort: '81' } },
  { id: 3, cells: { LoadBalancerId: 'lb-1', ListenerPort: '82' } },
];

/** A grid that shows all its rows, driven by one action after another. */
function grid(rows: readonly PlanRow[] = threeRows, shown?: readonly number[]) {
  let state = initialGrid(rows);
  const view = (): GridView => ({ rowIds: shown ?? state.rows.map(({ id }) => id), columns });
  const self = {
    do: (...actions: readonly GridAction[]) => {
      for (const action of actions) state = reduceGrid(state, action, view());
      return self;
    },
    at: (rowId: number, column: (typeof columns)[number] | 'verdict', extend = false) =>
      self.do({ type: 'choose', place: { rowId, column }, extend }),
    get state(): GridState {
      return state;
    },
    column: (name: (typeof columns)[number]) => state.rows.map(({ cells }) => cells[name] ?? ''),
    range: () => rangeOf(state, view()),
    texts: () => textsOf(state, view()),
  };
  return self;
}
const undo: GridAction = { type: 'undo' };
const redo: GridAction = { type: 'redo' };
const move = (rows: number, columnCount: number, extend = false): GridAction => ({
  type: 'move',
  rows,
  columns: columnCount,
  extend,
});

describe('the keys of a grid', () => {
  it('move by cells and stop at the edges', () => {
    const { state } = grid().at(1, 'ListenerPort').do(move(1, 1), move(1, 5), move(9, 0));
    expect(state.active).toEqual({ rowId: 3, column: 'Bandwidth' });
    expect(grid().at(1, 'ListenerPort').do(move(-1, -9)).state.active).toEqual({
      rowId: 1,
      column: 'verdict',
    });
  });

  it('begin at the first row where none is chosen', () => {
    expect(grid().do(move(1, 1)).state.active).toEqual({ rowId: 1, column: 'LoadBalancerId' });
  });

  it('jump to the ends of the row and of the grid', () => {
    const from = () => grid().at(2, 'ListenerPort');
    const to = (jump: 'row-start' | 'row-end' | 'start' | 'end') =>
      from().do({ type: 'jump', to: jump, extend: false }).state.active;
    expect(to('row-start')).toEqual({ rowId: 2, column: 'verdict' });
    expect(to('row-end')).toEqual({ rowId: 2, column: 'Bandwidth' });
    expect(to('start')).toEqual({ rowId: 1, column: 'verdict' });
    expect(to('end')).toEqual({ rowId: 3, column: 'Bandwidth' });
  });

  it('extend the range from where it began', () => {
    const one = grid()
      .at(2, 'ListenerPort')
      .do(move(1, 1, true));
    expect(one.range()).toEqual({ top: 1, bottom: 2, left: 1, right: 2 });
    expect(one.do(move(-2, 0, true)).range()).toEqual({ top: 0, bottom: 1, left: 1, right: 2 });
    expect(one.do(move(0, 0)).range()).toEqual({ top: 0, bottom: 0, left: 2, right: 2 });
  });

  it('select whole rows by their verdict, and everything', () => {
    expect(grid().at(1, 'verdict').at(2, 'verdict', true).range()).toEqual({
      top: 0,
      bottom: 1,
      left: 0,
      right: 2,
    });
    expect(grid().do({ type: 'chooseAll' }).range()).toEqual({ top: 0, bottom: 2, left: 0, right: 2 });
  });
});

describe('editing a cell', () => {
  it('keeps what was typed, trimmed, and moves on', () => {
    const one = grid()
      .at(1, 'Bandwidth')
      .do({ type: 'edit', text: '2' }, { type: 'commit', text: ' 20 ', go: 'down' });
    expect(one.column('Bandwidth')).toEqual(['20', '', '']);
    expect(one.state.active).toEqual({ rowId: 2, column: 'Bandwidth' });
    expect(one.state.unsent).toHaveLength(1);
  });

  it('goes on in the next row after the last column, and back', () => {
    const next: GridAction = { type: 'commit', text: '5', go: 'next' };
    expect(grid().at(1, 'Bandwidth').do(next).state.active).toEqual({ rowId: 2, column: 'LoadBalancerId' });
    const back: GridAction = { type: 'commit', text: 'lb-1', go: 'previous' };
    expect(grid().at(2, 'LoadBalancerId').do(back).state.active).toEqual({ rowId: 1, column: 'Bandwidth' });
  });

  it('sends and remembers nothing where nothing changes', () => {
    const { state } = grid().at(1, 'Bandwidth').do({ type: 'commit', text: '10', go: 'stay' });
    expect([state.unsent, state.undo]).toEqual([[], []]);
  });

  it('is not possible in the verdict', () => {
    expect(grid().at(1, 'verdict').do({ type: 'edit', text: 'x' }).state.editing).toBeNull();
  });
});

describe('changing many cells', () => {
  it('clears and fills down what is selected', () => {
    const one = grid().at(1, 'Bandwidth').at(3, 'Bandwidth', true).do({ type: 'fillDown' });
    expect(one.column('Bandwidth')).toEqual(['10', '10', '10']);
    expect(one.do({ type: 'clear' }).column('Bandwidth')).toEqual(['', '', '']);
    expect(one.do(undo, undo).column('Bandwidth')).toEqual(['10', '', '']);
  });

  it('fills a single cell from the one above', () => {
    expect(grid().at(2, 'Bandwidth').do({ type: 'fillDown' }).column('Bandwidth')).toEqual(['10', '10', '']);
    expect(grid().at(1, 'Bandwidth').do({ type: 'fillDown' }).state.unsent).toEqual([]);
  });

  it('sets a column in the rows that are shown, and in no others', () => {
    const all: GridAction = { type: 'setAll', column: 'Bandwidth', text: '7' };
    expect(grid(threeRows, [1, 3]).do(all).column('Bandwidth')).toEqual(['7', '', '7']);
  });

  it('adds a row below, on the same instance, and deletes rows', () => {
    const one = grid().at(1, 'ListenerPort').do({ type: 'insertRow' });
    expect(one.column('LoadBalancerId')).toEqual(['lb-1', 'lb-1', 'lb-1', 'lb-1']);
    expect(one.column('ListenerPort')).toEqual(['80', '', '81', '82']);
    expect(one.state.active).toEqual({ rowId: 4, column: 'ListenerPort' });
    one.do({ type: 'deleteRows' });
    expect(one.column('ListenerPort')).toEqual(['80', '81', '82']);
    expect(one.state.active).toEqual({ rowId: 2, column: 'ListenerPort' });
    expect(one.do(undo).column('ListenerPort')).toEqual(['80', '', '81', '82']);
    expect(one.do(undo).column('ListenerPort')).toEqual(['80', '81', '82']);
    expect(one.do(redo, redo).column('ListenerPort')).toEqual(['80', '81', '82']);
  });

  it('can delete all rows, and begin again', () => {
    const one = grid().do({ type: 'chooseAll' }, { type: 'deleteRows' });
    expect([one.state.rows, one.state.active]).toEqual([[], null]);
    expect(one.do({ type: 'insertRow' }).state.rows).toHaveLength(1);
  });
});

describe('copying and pasting', () => {
  it('copies the range', () => {
    expect(grid().at(1, 'ListenerPort').at(2, 'Bandwidth', true).texts()).toEqual([
      ['80', '10'],
      ['81', ''],
    ]);
  });

  it('pastes one cell into all selected ones', () => {
    const one = grid()
      .at(1, 'Bandwidth')
      .at(2, 'Bandwidth', true)
      .do({ type: 'paste', lines: [['5']] });
    expect(one.column('Bandwidth')).toEqual(['5', '5', '']);
  });

  it('pastes lines from the active cell on, and adds the rows that are missing, as one change', () => {
    const one = grid()
      .at(3, 'ListenerPort')
      .do({ type: 'paste', lines: [['90', '1'], ['91'], ['92', '3']] });
    expect(one.column('ListenerPort')).toEqual(['80', '81', '90', '91', '92']);
    expect(one.column('Bandwidth')).toEqual(['10', '', '1', '', '3']);
    expect(one.do(undo).state.rows).toEqual(threeRows);
  });

  it('says that columns did not fit', () => {
    const one = grid()
      .at(1, 'Bandwidth')
      .do({ type: 'paste', lines: [['5', 'lost']] });
    expect(one.state.notice).toBe('columns-cut');
    expect(one.do(move(0, 0)).state.notice).toBeNull();
  });

  it('refuses more rows than a plan may have, and changes nothing', () => {
    const lines = Array.from({ length: PLAN_ROWS_MAX }, (_, at) => [String(at)]);
    const { state } = grid().at(3, 'ListenerPort').do({ type: 'paste', lines });
    expect([state.notice, state.rows]).toEqual(['too-many-rows', threeRows]);
  });

  it('takes formulas as the texts they are', () => {
    const lines = [['=1+1'], ['@SUM(A1)']];
    expect(grid().at(1, 'LoadBalancerId').do({ type: 'paste', lines }).column('LoadBalancerId')).toEqual([
      '=1+1',
      '@SUM(A1)',
      'lb-1',
    ]);
  });
});

describe('undo', () => {
  it('returns to where the change was made, and ends with the next change', () => {
    const one = grid().at(1, 'Bandwidth').do({ type: 'commit', text: '1', go: 'down' }, undo);
    expect(one.state.active).toEqual({ rowId: 1, column: 'Bandwidth' });
    one.do({ type: 'commit', text: '2', go: 'stay' }, redo);
    expect(one.column('Bandwidth')).toEqual(['2', '', '']);
  });

  it('is sent as any other edit', () => {
    const { state } = grid().at(1, 'Bandwidth').do({ type: 'clear' }, undo);
    expect(state.unsent).toHaveLength(2);
    const sent = reduceGrid(state, { type: 'sent', count: 2 }, { rowIds: [], columns });
    expect([sent.unsent, sent.saved]).toEqual([[], threeRows]);
  });
});

describe('somebody else’s rows', () => {
  const theirs: readonly PlanRow[] = [
    { id: 1, cells: { LoadBalancerId: 'lb-1', ListenerPort: '8080', Bandwidth: '10' } },
    { id: 3, cells: { LoadBalancerId: 'lb-1', ListenerPort: '82' } },
    { id: 4, cells: { LoadBalancerId: 'lb-9', ListenerPort: '99' } },
  ];

  it('take over, and keep the cells that were typed and not sent', () => {
    const one = grid().at(1, 'Bandwidth').do({ type: 'commit', text: '20', go: 'stay' });
    one.do({ type: 'reloaded', rows: theirs });
    expect(one.column('Bandwidth')).toEqual(['20', '', '']);
    expect(one.column('ListenerPort')).toEqual(['8080', '82', '99']);
    expect(one.state.unsent).toEqual([{ kind: 'set', rows: [one.state.rows[0]] }]);
  });

  it('give a new row another id where somebody has taken its own', () => {
    const one = grid().at(3, 'ListenerPort').do({ type: 'insertRow' });
    one.do({ type: 'commit', text: '83', go: 'stay' }, { type: 'reloaded', rows: theirs });
    expect(one.state.rows.map(({ id }) => id)).toEqual([1, 3, 5, 4]);
    expect(one.column('ListenerPort')).toEqual(['8080', '82', '83', '99']);
    expect(one.state.active).toEqual({ rowId: 5, column: 'ListenerPort' });
    expect(one.do({ type: 'insertRow' }).state.active?.rowId).toBe(6);
  });

  it('lose an edit of a row that was deleted', () => {
    const one = grid().at(2, 'Bandwidth').do({ type: 'commit', text: '5', go: 'stay' });
    one.do({ type: 'reloaded', rows: theirs });
    expect(one.state.rows).toEqual(theirs);
    expect(one.state.active).toBeNull();
  });
});

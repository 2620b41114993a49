'use client';

/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only the rows in sight are in the document: no table could place them */
import { useTranslations } from 'next-intl';
import {
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  type ClipboardEvent,
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import { useUnloadQuestion } from '@/components/form/use-unload-question';
import type { PlanRow } from '@/lib/plans/plan-types';
import type { EditorElement } from './cell-editor';
import { formatTsv, parseTsv } from './clipboard';
import { shapeOf } from './columns';
import { actionOfKey } from './grid-keys';
import { rangeOf, type GridColumn, type GridView, type Place } from './grid-places';
import { GridRow, type CellIssues } from './grid-row';
import { textsOf, type GridAction, type GridState } from './grid-state';
import { useColumnTexts } from './use-column-texts';
import { ROW_HEIGHT, useRowWindow } from './use-row-window';
import type { ShownVerdict } from './verdict-mark';
import css from './grid.module.css';

type Props = {
  state: GridState;
  view: GridView;
  dispatch: (action: GridAction) => void;
  verdictOf: (row: PlanRow) => ShownVerdict;
  issuesOf: (row: PlanRow) => CellIssues | null;
  /** Why a row is blocked, in a few words; '' for any other row. */
  reasonOf: (row: PlanRow) => string;
  /** The names of instances by id. */
  instanceNames: Readonly<Record<string, string>>;
};

const VERDICT_WIDTH = 188;

/**
 * The rows of a plan as a grid that is edited in place (ARIA grid pattern). Only the rows in sight are in the document,
 * and the active one, which holds the focus.
 */
export function PlanGrid({ state, view, dispatch, verdictOf, issuesOf, reasonOf, instanceNames }: Props) {
  const t = useTranslations('plans.grid');
  const texts = useColumnTexts();
  const { place, first, last, pageRows } = useRowWindow(view.rowIds.length);
  const editor = useRef<EditorElement | null>(null);
  /** The next drawing moves the focus to the active cell. */
  const wantsFocus = useRef(false);
  const wasActive = useRef(false);
  const latest = useRef({ state, dispatch });
  const { active, editing } = state;

  const byId = useMemo(
    () => new Map(state.rows.map((row, at) => [row.id, { row, number: at + 1 }])),
    [state.rows],
  );
  const range = rangeOf(state, view);
  // Its column may have been folded away.
  const activeColumn =
    active !== null && view.columns.some((column) => column === active.column) ? active.column : 'verdict';
  const activeIndex = active === null ? -1 : view.rowIds.indexOf(active.rowId);

  useLayoutEffect(() => {
    // What had the focus has made room for the grid: a row was pasted into an empty plan, or its review was left.
    if (document.activeElement === document.body) wantsFocus.current = latest.current.state.active !== null;
  }, []);
  useLayoutEffect(() => {
    latest.current = { state, dispatch };
    if (!wantsFocus.current || place.current === null) return;
    wantsFocus.current = false;
    if (state.editing === null) focusActive(place.current, activeIndex);
    else editor.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  const wouldLose = useCallback((): boolean => {
    const { active: at, rows } = latest.current.state;
    const cells = rows.find(({ id }) => id === at?.rowId)?.cells;
    const text = at === null || at.column === 'verdict' ? '' : (cells?.[at.column] ?? '');
    return editor.current !== null && editor.current.value !== text;
  }, []);
  // A link takes the focus, and what is typed is kept; closing the tab does not.
  useUnloadQuestion(editing === null ? null : wouldLose);
  /** What is being typed is kept before anything else happens. */
  const keepTyped = useCallback((): void => {
    const { state: now, dispatch: send } = latest.current;
    const text = editor.current?.value;
    editor.current = null;
    if (now.editing !== null && text !== undefined) send({ type: 'commit', text, go: 'stay' });
  }, []);
  const setEditor = useCallback((node: EditorElement | null) => {
    editor.current = node;
  }, []);
  const act = useCallback(
    (action: GridAction): void => {
      if (action.type === 'commit' || action.type === 'cancel') editor.current = null;
      else keepTyped();
      wantsFocus.current = true;
      latest.current.dispatch(action);
    },
    [keepTyped],
  );

  function onKeyDown(event: KeyboardEvent) {
    if (editing !== null || event.defaultPrevented) return;
    const action = actionOfKey(event, { pageRows });
    // What is typed into a text box begins the edit there.
    if (
      action === null ||
      (action.type === 'edit' && action.text !== null && event.target instanceof HTMLInputElement)
    )
      return;
    event.preventDefault();
    act(action);
  }

  /** A cell that gets the focus, by whatever means, is the active one. */
  function onFocus({ target, currentTarget }: FocusEvent) {
    const focused = placeOf(target);
    if (focused !== null) {
      if (editing === null && (focused.rowId !== active?.rowId || focused.column !== active.column))
        act({ type: 'choose', place: focused, extend: false });
    } else if (target === currentTarget && activeIndex === -1)
      act({ type: 'move', rows: 0, columns: 1, extend: false });
  }

  function onMouseDown(event: MouseEvent) {
    const target = placeOf(event.target);
    if (target === null || event.button !== 0) return;
    if (editing !== null && event.target === editor.current) return;
    // The focus is moved once the row is drawn, and nothing is selected as text.
    event.preventDefault();
    wasActive.current = active?.rowId === target.rowId && active.column === target.column;
    act({ type: 'choose', place: target, extend: event.shiftKey });
  }

  function onMouseOver(event: MouseEvent) {
    const target = placeOf(event.target);
    if (event.buttons !== 1 || target === null || editing !== null) return;
    if (target.rowId === active?.rowId && target.column === active.column) return;
    act({ type: 'choose', place: target, extend: true });
  }

  function onClick(event: MouseEvent) {
    // A second tap edits: fingers have no double click.
    const isTouch = event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType === 'touch';
    if (isTouch && wasActive.current && editing === null) act({ type: 'edit', text: null });
  }

  function onCopy(event: ClipboardEvent) {
    if (editing !== null || range === null) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', formatTsv(textsOf(state, view)));
    if (event.type === 'cut') act({ type: 'clear' });
  }

  function onPaste(event: ClipboardEvent) {
    if (editing !== null) return;
    event.preventDefault();
    act({ type: 'paste', lines: parseTsv(event.clipboardData.getData('text/plain')) });
  }

  const shown = view.rowIds.slice(first, last).map((id, at) => ({ id, index: first + at }));
  // It holds the focus, also when it is scrolled out of sight.
  if (active !== null && activeIndex !== -1 && (activeIndex < first || activeIndex >= last))
    shown[activeIndex < first ? 'unshift' : 'push']({ id: active.rowId, index: activeIndex });
  const widths = view.columns.map((column) => `${shapeOf(column).width}px`);

  return (
    <div
      ref={place}
      role="grid"
      aria-label={t('label')}
      aria-multiselectable
      aria-rowcount={view.rowIds.length + 1}
      aria-colcount={view.columns.length + 1}
      // Until a cell is chosen, the grid itself is the stop of Tab.
      tabIndex={activeIndex === -1 ? 0 : -1}
      className={css.grid}
      style={{ '--columns': `${VERDICT_WIDTH}px ${widths.join(' ')}` } as CSSProperties}
      onKeyDown={onKeyDown}
      onMouseDown={onMouseDown}
      onMouseOver={onMouseOver}
      // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- its keys are above
      onClick={onClick}
      onDoubleClick={(event) => {
        if (placeOf(event.target) !== null && editing === null) act({ type: 'edit', text: null });
      }}
      onCopy={onCopy}
      onCut={onCopy}
      onPaste={onPaste}
      onFocus={onFocus}
    >
      <div role="rowgroup" className={css.head}>
        <div role="row" aria-rowindex={1} className={css.headRow}>
          <div role="columnheader" aria-colindex={1} className={css.verdict}>
            <span className={css.number}>{t('number')}</span>
            {t('verdict')}
          </div>
          {view.columns.map((column, at) => (
            <div
              key={column}
              role="columnheader"
              aria-colindex={at + 2}
              title={column}
              className={shapeOf(column).kind === 'number' ? css.digits : undefined}
            >
              {texts.label(column)}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={css.body} style={{ height: view.rowIds.length * ROW_HEIGHT }}>
        {shown.map(({ id, index }) => {
          const known = byId.get(id);
          if (known === undefined) return null;
          const isActive = active?.rowId === id;
          return (
            <GridRow
              key={id}
              row={known.row}
              number={known.number}
              index={index}
              top={index * ROW_HEIGHT}
              columns={view.columns}
              texts={texts}
              verdict={verdictOf(known.row)}
              issues={issuesOf(known.row)}
              reason={reasonOf(known.row)}
              instanceName={instanceNames[known.row.cells.LoadBalancerId ?? '']}
              active={isActive ? activeColumn : null}
              editing={isActive ? editing : null}
              selected={range !== null && range.top <= index && index <= range.bottom ? range : null}
              setEditor={setEditor}
              act={act}
              onLeave={keepTyped}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Moves the focus to the active cell, unless it is being edited, and scrolls it into sight. */
function focusActive(grid: HTMLElement, index: number): void {
  const cell = grid.querySelector<HTMLElement>('[data-column] > input, [data-column][tabindex="0"]');
  if (cell === null) {
    if (index === -1) grid.focus({ preventScroll: true });
    return;
  }
  cell.focus({ preventScroll: true });
  cell.closest('[data-column]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function placeOf(target: EventTarget): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
  const rowId = Number(cell?.closest<HTMLElement>('[data-row]')?.dataset.row);
  return cell === null || Number.isNaN(rowId) ? null : { rowId, column: cell.dataset.column as GridColumn };
}

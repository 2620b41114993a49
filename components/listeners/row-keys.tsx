'use client';

import { useRef } from 'react';
import { useKeys } from '@/components/shell/use-keys';
import { isSingleKey } from '@/components/ui/single-key';
import { usePageKeys } from '@/components/ui/use-page-keys';

/** What a row carries so that the keys find it. It takes the focus, but Tab goes past it to what can be pressed. */
export const ROW_OF_KEYS = { 'data-listener-row': '', tabIndex: -1 } as const;

const ROWS = '[data-listener-row]';

/** Where the search leads on to. */
export function focusFirstRow(): void {
  document.querySelector<HTMLElement>(ROWS)?.focus();
}

/**
 * `j` and `k`, and the arrow keys on a row, move the focus from row to row, `x` selects, Enter opens. It is the real
 * focus, so that a screen reader reads the row and Tab continues inside it.
 */
export function RowKeys() {
  const { single } = useKeys();
  /** Where the focus was last: it may have moved on, or the row may have been removed. */
  const last = useRef({ id: '', at: -1 });

  usePageKeys((event) => {
    if (event.key === 'Enter') openFocused(event);
    else if (isArrowOnRow(event)) command(event);
    else if (single && isSingleKey(event)) command(event);
  });

  function command(event: KeyboardEvent) {
    const rows = [...document.querySelectorAll<HTMLElement>(ROWS)];
    const at = placeOf(rows, last.current);
    if (rows.length === 0) return;
    switch (event.key) {
      case 'j':
      case 'ArrowDown':
        focusRow(rows, at.known ? at.place + 1 : at.place);
        break;
      case 'k':
      case 'ArrowUp':
        focusRow(rows, at.place - 1);
        break;
      case 'x':
      case 'X':
        if (at.known) select(rows[at.place], event.shiftKey);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  function focusRow(rows: readonly HTMLElement[], place: number) {
    const at = Math.min(Math.max(0, place), rows.length - 1);
    const row = rows[at];
    if (!row) return;
    last.current = { id: row.id, at };
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }
  return null;
}

/**
 * The row the keys apply to: the one with the focus, else the one that had it; if that was removed, the one in its
 * place.
 */
function placeOf(
  rows: readonly HTMLElement[],
  last: { id: string; at: number },
): { place: number; known: boolean } {
  const focused = document.activeElement?.closest<HTMLElement>(ROWS);
  const at = focused ? rows.indexOf(focused) : rows.findIndex(({ id }) => id === last.id);
  if (at >= 0) return { place: at, known: true };
  return { place: Math.min(Math.max(0, last.at), rows.length - 1), known: false };
}

/** Presses the row's box, as a pointer would. One that takes no tick gets the focus, so that it says why. */
function select(row: HTMLElement | undefined, range: boolean) {
  const box = row?.querySelector<HTMLInputElement>('input[type=checkbox]');
  if (!box) return;
  if (box.ariaDisabled === 'true') box.focus();
  else box.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: range }));
}

function isArrowOnRow({ key, target, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return false;
  return !(ctrlKey || metaKey || altKey || shiftKey) && target instanceof Element && target.matches(ROWS);
}

/** Enter on a row follows its link; on what can be pressed inside, it is that one's own. */
function openFocused(event: KeyboardEvent) {
  const { target } = event;
  if (event.defaultPrevented || !(target instanceof HTMLElement) || !target.matches(ROWS)) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const link = target.querySelector<HTMLAnchorElement>('a[href^="/listeners/"]');
  if (!link) return;
  event.preventDefault();
  link.click();
}

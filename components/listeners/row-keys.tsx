'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useListRequest, usePendingQuery } from '@/components/shell/pending-query';
import { useKeys } from '@/components/shell/use-keys';
import { isSingleKey } from '@/components/ui/single-key';
import { usePageKeys } from '@/components/ui/use-page-keys';
import { cloneHref, editHref } from '@/lib/listeners/list/hrefs';
import { formatListenerKey, parseAnyKey } from '@/lib/listeners/list/list-query';
import type { ListenerKey } from '@/lib/model/outcome';

/** What a row carries so that the keys find it. It takes the focus, but Tab goes past it to what can be pressed. */
export const ROW_OF_KEYS = { 'data-listener-row': '', tabIndex: -1 } as const;

const ROWS = '[data-listener-row]';

/** Where the search leads on to. */
export function focusFirstRow(): void {
  document.querySelector<HTMLElement>(ROWS)?.focus();
}

/** The row of a listener, if it is on screen. */
export function rowOf(key: ListenerKey): HTMLElement | null {
  const name = formatListenerKey(key);
  const rows = document.querySelectorAll<HTMLElement>(ROWS);
  const isIts = (row: HTMLElement) => {
    const of = keyOf(row);
    return of !== null && formatListenerKey(of) === name;
  };
  return [...rows].find(isIts) ?? null;
}

/** Whose row it is, by the address of its page. */
export function keyOf(row: HTMLElement): ListenerKey | null {
  const link = linkOf(row);
  if (!link) return null;
  const { pathname, search } = new URL(link.href);
  const key = pathname.split('/').slice(2).map(decodeURIComponent);
  return parseAnyKey([...key, new URLSearchParams(search).get('protocol') ?? 'tcp'].join('/'));
}

/** The panel follows the focus from row to row once it rests for so long: each step reads a listener. */
const REST_MILLIS = 150;

/**
 * `j` and `k`, and the arrow keys on a row, move the focus from row to row, and the panel with it. Space shows the row in
 * the panel, `x` selects, Enter opens, `e` edits and `c` clones. It is the real focus, so that a screen reader reads the
 * row and Tab continues inside it.
 */
export function RowKeys() {
  const { single } = useKeys();
  const router = useRouter();
  const { query } = usePendingQuery();
  const { change } = useListRequest();
  /** Where the focus was last: it may have moved on, or the row may have been removed. */
  const last = useRef({ id: '', at: -1 });
  const walking = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(walking.current), []);

  usePageKeys((event) => {
    if (event.key === 'Enter') openFocused(event);
    else if (event.key === ' ') peekFocused(event);
    else if (event.key === 'Escape') close(event);
    else if (isArrowOnRow(event)) command(event);
    else if (single && isSingleKey(event)) command(event);
  });

  /** A second time, the focus goes into the panel. */
  function peekFocused(event: KeyboardEvent) {
    const key = isRow(event) ? keyOf(event.target) : null;
    if (key === null) return;
    event.preventDefault();
    if (query.peek && formatListenerKey(query.peek) === formatListenerKey(key))
      document.querySelector<HTMLElement>('[data-peek]')?.focus();
    else change({ peek: key }, { push: true });
  }

  function close(event: KeyboardEvent) {
    if (query.peek === null || !isSingleKey(event)) return;
    clearTimeout(walking.current);
    (rowOf(query.peek) ?? document.querySelector('main'))?.focus();
    change({ peek: null });
  }

  function goTo(row: HTMLElement | undefined, hrefOf: (key: ListenerKey) => Route) {
    const key = row && keyOf(row);
    if (!key) return;
    // Another protocol cannot be edited here, which its page says.
    if (key.protocol === undefined) router.push(hrefOf(key));
    else linkOf(row)?.click();
  }

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
      case 'e':
        if (at.known) goTo(rows[at.place], editHref);
        break;
      case 'c':
        if (at.known) goTo(rows[at.place], cloneHref);
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
    const key = keyOf(row);
    clearTimeout(walking.current);
    if (query.peek !== null && key !== null)
      walking.current = setTimeout(() => change({ peek: key }), REST_MILLIS);
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
  const link = isRow(event) && linkOf(event.target);
  if (!link) return;
  event.preventDefault();
  link.click();
}

/** A key is pressed on the row itself, and nothing inside it handles the key. */
function isRow(event: KeyboardEvent): event is KeyboardEvent & { target: HTMLElement } {
  const { target } = event;
  if (event.defaultPrevented || !(target instanceof HTMLElement) || !target.matches(ROWS)) return false;
  return !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
}

function linkOf(row: HTMLElement): HTMLAnchorElement | null {
  return row.querySelector<HTMLAnchorElement>('a[href^="/listeners/"]');
}

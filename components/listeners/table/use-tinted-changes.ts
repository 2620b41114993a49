import { useEffect, useRef } from 'react';
import { changedRows } from './changed-rows';
import type { RowView } from './row-view';

const TINT_MILLIS = 2_400;

/** Tints for a moment what changed since the last reading. Other rows, of another page or filter, are no change. */
export function useTintedChanges(rows: readonly RowView[], question: string): void {
  const shown = useRef({ rows, question });
  useEffect(() => {
    const before = shown.current;
    shown.current = { rows, question };
    if (before.question !== question || before.rows === rows) return;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    for (const id of changedRows(before.rows, rows)) tint(document.getElementById(id));
  }, [rows, question]);
}

/** The cells have a ground of their own, except in the cards of a narrow screen. */
function tint(row: HTMLElement | null): void {
  for (const place of row ? [row, ...row.children] : [])
    place.animate(
      [{ backgroundColor: 'var(--accent-tint)' }, { backgroundColor: 'var(--accent-tint)' }, {}],
      {
        duration: TINT_MILLIS,
        easing: 'ease-out',
      },
    );
}

'use client';

import { useEffect, useRef, type PointerEvent, type ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
import frame from '@/components/ui/table.module.css';
import { useOutageSeconds } from '@/components/listeners/freshness/outage';
import css from './table.module.css';

type Props = {
  label: string;
  /** The page of rows shown: another one is read from its top. */
  page: number;
  /** The row just made: it is brought into the middle, where no message covers it. */
  markedRowId: string | null;
  children: ReactNode;
};

/** The table's scroll container. A refresh keeps the scroll position. */
export function TablePlace({ label, page, markedRowId, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const shownPage = useRef(page);
  const className = cx(frame.place, css.wrap, useOutageSeconds() !== null && css.outage);

  useEffect(() => {
    if (shownPage.current === page) return;
    shownPage.current = page;
    place.current?.scrollTo({ top: 0 });
  }, [page]);
  useEffect(() => {
    if (markedRowId !== null) document.getElementById(markedRowId)?.scrollIntoView({ block: 'center' });
  }, [markedRowId]);

  return (
    // A scrolling place is reached and scrolled by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section ref={place} aria-label={label} tabIndex={0} onPointerMove={showWhole} className={className}>
      {children}
    </section>
  );
}

/** Shows the text of truncated or icon-only cells on hover: one tooltip on demand, not one per cell. */
function showWhole({ target }: PointerEvent): void {
  if (!(target instanceof Element)) return;
  const button = target.closest<HTMLElement>('tbody button[aria-label]');
  if (button) button.title = button.ariaLabel ?? '';
  if (!(target instanceof HTMLElement) || !target.matches(`.${css.clip}`)) return;
  // At each move: the text may have changed to that of another row in the same place.
  if (target.scrollWidth > target.clientWidth) target.title = target.textContent;
  else target.removeAttribute('title');
}

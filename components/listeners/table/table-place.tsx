'use client';

import { useEffect, useRef, type MouseEvent, type PointerEvent, type ReactNode } from 'react';
import { useListRequest } from '@/components/shell/pending-query';
import { cx } from '@/components/ui/class-names';
import frame from '@/components/ui/table.module.css';
import { keyOf } from '../row-keys';
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

  const { change } = useListRequest();
  /** A click on a row where nothing else is to be pressed shows it in the panel; so does Space. */
  function peekClicked({ target }: MouseEvent) {
    if (!(target instanceof Element) || target.closest('a, button, input, label')) return;
    const row = target.closest<HTMLElement>('[data-listener-row]');
    const key = row && keyOf(row);
    if (!key || getSelection()?.isCollapsed === false) return;
    row.focus({ preventScroll: true });
    change({ peek: key }, { push: true });
  }

  useEffect(() => {
    if (shownPage.current === page) return;
    shownPage.current = page;
    place.current?.scrollTo({ top: 0 });
  }, [page]);
  useEffect(() => {
    if (markedRowId !== null) document.getElementById(markedRowId)?.scrollIntoView({ block: 'center' });
  }, [markedRowId]);

  return (
    // A scrolling place is reached and scrolled by keyboard. A click is heard here for all rows; their keys are in RowKeys.
    /* oxlint-disable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events */
    <section
      ref={place}
      aria-label={label}
      tabIndex={0}
      onPointerMove={showWhole}
      onClick={peekClicked}
      className={className}
    >
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

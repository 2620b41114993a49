'use client';

import { useEffect, useRef, useState } from 'react';

/** The same for every row, in px: what is in sight follows from where the grid is scrolled to. */
export const ROW_HEIGHT = 36;
/** Rows that are drawn above and below those in sight. */
const SPARE_ROWS = 8;

/** Which rows of a scrolled grid are drawn: from `first` up to `last`. */
export function useRowWindow(rowCount: number) {
  const place = useRef<HTMLDivElement>(null);
  const [{ top, inSight }, setSight] = useState({ top: 0, inSight: 20 });

  useEffect(() => {
    const grid = place.current;
    if (grid === null) return undefined;
    const look = (): void => {
      const seen = {
        top: Math.floor(grid.scrollTop / ROW_HEIGHT),
        inSight: Math.ceil(grid.clientHeight / ROW_HEIGHT),
      };
      setSight((now) => (now.top === seen.top && now.inSight === seen.inSight ? now : seen));
    };
    grid.addEventListener('scroll', look, { passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(grid);
    return () => {
      grid.removeEventListener('scroll', look);
      sizes.disconnect();
    };
  }, []);

  // In steps, so that scrolling by one row does not draw.
  const from = Math.max(0, Math.floor(top / SPARE_ROWS) * SPARE_ROWS - SPARE_ROWS);
  return {
    place,
    first: Math.min(from, rowCount),
    last: Math.min(from + inSight + 3 * SPARE_ROWS, rowCount),
    /** As many as are in sight, but one that stays. */
    pageRows: Math.max(1, inSight - 2),
  };
}

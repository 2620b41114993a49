'use client';

import { useEffect, useState } from 'react';
import { useHydrated } from '@/components/ui/use-hydrated';

type Props = {
  /** The element with which work goes on; where there is none, it is the page's main part. */
  id: string;
};

/**
 * Moves the focus to where work continues after an action on the previous page removed the focused control. If the user
 * has focused something else by then, it stays there, and a freshly loaded page starts at its top.
 */
export function LandingFocus({ id }: Props) {
  // False where the server sent the page: it was loaded, not navigated to.
  const hydrated = useHydrated();
  const [cameFromPage] = useState(hydrated);

  useEffect(() => {
    const { activeElement, body } = document;
    if (!cameFromPage || (activeElement !== null && activeElement !== body)) return;
    const place = document.getElementById(id) ?? document.getElementById('main');
    // The row is brought into sight by the table.
    place?.focus({ preventScroll: true });
  }, [cameFromPage, id]);
  return null;
}

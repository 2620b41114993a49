'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';

type Props = {
  /** The element with which work goes on; where there is none, it is the page's main part. */
  id: string;
};

/**
 * Puts the focus where work goes on after a deed on the page before, which took the focused control away with it. Whoever
 * has moved on to something else meanwhile stays there, and a page that is loaded begins at its top.
 */
export function LandingFocus({ id }: Props) {
  const awake = useSyncExternalStore(subscribeNever, isAwake, isAsleep);
  const [cameFromPage] = useState(awake);

  useEffect(() => {
    const { activeElement, body } = document;
    if (!cameFromPage || (activeElement !== null && activeElement !== body)) return;
    const place = document.getElementById(id) ?? document.getElementById('main');
    // The row is brought into sight by the table.
    place?.focus({ preventScroll: true });
  }, [cameFromPage, id]);
  return null;
}

function subscribeNever() {
  return () => undefined;
}

function isAwake(): boolean {
  return true;
}

/** What the server sent is taken over as it is: the page was loaded with it. */
function isAsleep(): boolean {
  return false;
}

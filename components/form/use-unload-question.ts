'use client';

import { useEffect } from 'react';

/** Asks before the page is closed or reloaded, if `wouldLose` then says that something would be lost; null: never. */
export function useUnloadQuestion(wouldLose: (() => boolean) | null): void {
  useEffect(() => {
    if (wouldLose === null) return undefined;
    // No event of an effect, for the same reason as in use-leave-guard.
    const ask = (event: BeforeUnloadEvent): void => {
      if (wouldLose()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [wouldLose]);
}

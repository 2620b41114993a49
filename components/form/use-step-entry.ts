import { useEffect, useEffectEvent, useRef } from 'react';

/** How long to wait for a browser that does not go back: it may skip entries made without a user gesture. */
const BACK_MILLIS = 1_000;

/** Marks the history entry of a form's step. */
const MARK = 'sluiceFormStep';

function isStep(state: unknown): boolean {
  return typeof state === 'object' && state !== null && MARK in state;
}

/**
 * Gives a step after the form (its review) its own history entry, so that the browser's Back leads from the step to the
 * form, and only from there out of it. `onBack` shows the form again; `leaveStep` removes the entry, and resolves when
 * it is gone.
 */
export function useStepEntry(isInStep: boolean, onBack: () => void): { leaveStep: () => Promise<void> } {
  const leaving = useRef<(() => void) | null>(null);
  const onPopState = useEffectEvent(({ state }: PopStateEvent): void => {
    if (isStep(state)) {
      // Forward into a step that was left: what it showed is gone, so the form keeps its own entry.
      if (!isInStep) window.history.back();
      return;
    }
    const left = leaving.current;
    leaving.current = null;
    // Once all have heard of it: the router hears of it too, and drops a navigation that was begun before.
    if (left !== null) setTimeout(left);
    else if (isInStep) onBack();
  });

  useEffect(() => {
    const end = new AbortController();
    window.addEventListener('popstate', (event) => onPopState(event), { signal: end.signal });
    return () => end.abort();
  }, []);
  useEffect(() => {
    if (!isInStep || isStep(window.history.state)) return;
    window.history.pushState({ ...window.history.state, [MARK]: true }, '', window.location.href);
  }, [isInStep]);

  return {
    leaveStep: () =>
      new Promise((resolve) => {
        if (!isStep(window.history.state)) return resolve();
        const left = (): void => {
          clearTimeout(timer);
          leaving.current = null;
          resolve();
        };
        const timer = setTimeout(left, BACK_MILLIS);
        leaving.current = left;
        window.history.back();
      }),
  };
}

import { useEffect, useEffectEvent, useRef } from 'react';

/** A browser that does not go back (it may leave out entries that were made without a press) is not waited for. */
const BACK_MILLIS = 1_000;

/** Marks the entry of the history that a step of a form has for itself. */
const MARK = 'sluiceFormStep';

function isStep(state: unknown): boolean {
  return typeof state === 'object' && state !== null && MARK in state;
}

/**
 * Gives a step that follows the form (its review) an entry of its own in the history, so that the browser's Back leads from the step to the
 * form, and only from there out of it. `onBack` shows the form again; `leaveStep` takes the entry away, and resolves when it is gone.
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

import { useEffect, useEffectEvent, useRef } from 'react';

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
    if (isStep(state)) return;
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
        leaving.current = resolve;
        window.history.back();
      }),
  };
}

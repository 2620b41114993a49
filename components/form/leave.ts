import type { FocusEvent } from 'react';

/**
 * Runs the effects of leaving a field after the click that took the focus away has ended: a message that appears below
 * a field must not move a button from under the pointer.
 */
export function afterPress(left: () => void): void {
  if (!document.documentElement.matches(':active')) {
    left();
    return;
  }
  const ended = new AbortController();
  const settle = (): void => {
    ended.abort();
    // After the click that follows the press.
    setTimeout(left);
  };
  for (const end of ['pointerup', 'pointercancel', 'keyup', 'dragend'] as const)
    document.addEventListener(end, settle, { capture: true, signal: ended.signal });
}

/** A handler for the blur of a whole field: moving between its own controls (the radios of a choice) is no leaving. */
export function onLeave(left: () => void): (event: FocusEvent<HTMLElement>) => void {
  return (event) => {
    const goesTo = event.relatedTarget;
    if (goesTo instanceof Node && event.currentTarget.contains(goesTo)) return;
    afterPress(left);
  };
}

/**
 * Input methods (Chinese, Japanese, Korean) use keys themselves while composing: Enter accepts a candidate, Escape
 * drops it, the arrows move through them. The browser passes these keys to the page as well, where they must not act as
 * commands.
 */

/** The key code for anything an input method consumed (UI Events, legacy key attributes). */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Whether an event is part of a composition. Safari ends the composition before the key that ended it, and marks that
 * key by its code.
 */
export function isComposing(event: Event): boolean {
  if (event instanceof KeyboardEvent) return event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD;
  return event instanceof InputEvent && event.isComposing;
}

/**
 * Stops key events of input methods before any handler sees them, so that none has to check for them. Until the returned
 * function is called.
 */
export function keepKeysOfInputMethods(): () => void {
  const keep = (event: KeyboardEvent): void => {
    if (!isComposing(event)) return;
    event.stopImmediatePropagation();
    // What the browser itself would do: send the form, close the dialog, empty the search box.
    if (event.key === 'Enter' || event.key === 'Escape') event.preventDefault();
  };
  window.addEventListener('keydown', keep, { capture: true });
  return () => window.removeEventListener('keydown', keep, { capture: true });
}

/**
 * Input methods (Chinese, Japanese, Korean) take keys for themselves while they compose a word: Enter takes a candidate, Escape drops it,
 * the arrows walk through them. The browser tells these keys to the page as well, where they are no commands.
 */

/** The key code that stands for whatever an input method took (UI Events, legacy key attributes). */
const TAKEN_BY_INPUT_METHOD = 229;

/** Whether an event is a part of composing. Safari ends the composition before the key that ended it, and tells that one by its code. */
export function isComposing(event: Event): boolean {
  if (event instanceof KeyboardEvent) return event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD;
  return event instanceof InputEvent && event.isComposing;
}

/**
 * Keeps the keys of input methods from everybody on the page, before anybody hears them: no handler has to know of them, and none can
 * forget. Until the function that is returned is called.
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

import { cdp } from 'vitest/browser';

/** The part of Chromium's debugging protocol that composes text; Vitest types none of it. */
type Session = { send: (method: string, parameters: Record<string, unknown>) => Promise<unknown> };

/** What an input method does: it composes a word in the focused box, consumes keys in the meantime, and commits. */
export function inputMethod() {
  const session = cdp() as Session;
  return {
    /** Shows this as being composed. */
    compose: (text: string) =>
      session.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      }),
    commit: (text: string) => session.send('Input.insertText', { text }),
  };
}

import type { Page } from '@playwright/test';

/** What an input method does: it composes a word in the focused box, consumes keys in the meantime, and commits. */
export async function inputMethod(page: Page) {
  const session = await page.context().newCDPSession(page);
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

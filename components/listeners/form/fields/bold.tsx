import type { ReactNode } from 'react';

/** For words that name a field beside their own: `<b>…</b>` in the messages (ux.md F9). */
export const bold = { b: (words: ReactNode) => <b>{words}</b> };

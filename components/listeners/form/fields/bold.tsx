import type { ReactNode } from 'react';

/** For texts that name another field: `<b>…</b>` in the messages (ux.md F9). */
export const bold = { b: (words: ReactNode) => <b>{words}</b> };

import type { ReactNode } from 'react';

/** For `t.rich`: the `<b>…</b>` of a message. */
export const bold = { b: (words: ReactNode) => <b>{words}</b> };

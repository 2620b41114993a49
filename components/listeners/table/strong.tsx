import type { ReactNode } from 'react';

/** For `<b>…</b>` in a message of a dialog. */
export function strong(children: ReactNode): ReactNode {
  return <b className="text-ink">{children}</b>;
}

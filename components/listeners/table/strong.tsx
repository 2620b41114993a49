import type { ReactNode } from 'react';

/** What stands between `<b>` and `</b>` in a message. */
export function strong(children: ReactNode): ReactNode {
  return <b className="text-ink">{children}</b>;
}

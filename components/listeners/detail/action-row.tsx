import type { ReactNode } from 'react';

export function ActionRow({ button, children }: { button: ReactNode; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[96px_minmax(0,1fr)] items-center gap-x-2 border-b border-line py-2 leading-4">
      {button}
      <p className="text-12 text-ink-2">{children}</p>
    </li>
  );
}

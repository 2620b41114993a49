import type { ReactNode } from 'react';

/** A page that scrolls as a whole. On a phone the document itself scrolls. */
export function PageScroll({ children }: { children: ReactNode }) {
  return (
    <div className="relative min-h-0 flex-1 overflow-auto max-sm:overflow-visible print:overflow-visible">
      {children}
    </div>
  );
}

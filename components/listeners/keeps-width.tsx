'use client';

import { useLayoutEffect, useRef, type ReactNode } from 'react';

/** Never narrower than it was before on this page, so that what follows it does not move when it says less. Keyed by what the reader asked for: after their own step things may move. */
export function KeepsWidth({ className, children }: { className?: string; children: ReactNode }) {
  const element = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const { current } = element;
    if (current) current.style.minWidth = `${current.offsetWidth}px`;
  });
  return (
    <span ref={element} className={className}>
      {children}
    </span>
  );
}

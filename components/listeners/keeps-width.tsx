'use client';

import { useLayoutEffect, useRef, type ReactNode } from 'react';

/**
 * Never narrower than before on this page, so that what follows does not move when its text gets shorter. Keyed by what
 * the reader requested: after their own action things may move.
 */
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

'use client';

import { Suspense, useState, type ReactNode } from 'react';

type Props = {
  /** Whether the content is there already. */
  ready: boolean;
  skeleton: ReactNode;
  children: ReactNode;
};

/**
 * Has a boundary for content that is late, and keeps to what it began with: a refresh that takes longer or shorter than
 * the first answer would otherwise build all below it anew, and take the focus, open menus and the scroll with it.
 */
export function StableSuspense({ ready, skeleton, children }: Props) {
  const [waits] = useState(!ready);
  return waits ? <Suspense fallback={skeleton}>{children}</Suspense> : children;
}

'use client';

import { Suspense, useState, type ReactNode } from 'react';

type Props = {
  /** Whether the content is there already. */
  ready: boolean;
  skeleton: ReactNode;
  children: ReactNode;
};

/**
 * A Suspense boundary for late content that keeps its first choice: a refresh slower or faster than the first response
 * would otherwise remount everything below it, and lose the focus, open menus and the scroll position.
 */
export function StableSuspense({ ready, skeleton, children }: Props) {
  const [waits] = useState(!ready);
  return waits ? <Suspense fallback={skeleton}>{children}</Suspense> : children;
}

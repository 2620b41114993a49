'use client';

import { useCallback, useState } from 'react';

/**
 * A part of a control that is fetched when it is first wanted. `preload` is for the pointer coming near and for
 * the focus; `part` is null until it is there. A failed fetch is told to the caller and may be tried again.
 */
export function useLazyPart<Part>(load: () => Promise<Part>) {
  const [part, setPart] = useState<{ value: Part } | null>(null);
  const fetchPart = useCallback(
    async (onFailure?: () => void) => {
      try {
        const value = await load();
        setPart((now) => now ?? { value });
      } catch {
        onFailure?.();
      }
    },
    [load],
  );
  return { part: part?.value ?? null, fetchPart };
}

import { useEffect, useEffectEvent } from 'react';

/** Calls `onKey` for every key pressed on the page; with `first`, before whatever else handles it. */
export function usePageKeys(onKey: (event: KeyboardEvent) => void, { first = false } = {}): void {
  const hear = useEffectEvent(onKey);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => hear(event);
    document.addEventListener('keydown', listen, first);
    return () => document.removeEventListener('keydown', listen, first);
  }, [first]);
}

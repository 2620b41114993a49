import { useSyncExternalStore } from 'react';

/** False on the server and while its page is hydrated: what only the browser knows is rendered from then on. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}

const neverChanges = () => () => {};

import { useSyncExternalStore } from 'react';

/** Whether Sluice responded to the last request, for all parts of a page that refresh. */
let answers = true;
const changed = new Set<() => void>();

function set(next: boolean): void {
  if (answers === next) return;
  answers = next;
  for (const tell of changed) tell();
}

/**
 * Runs `go` if Sluice responds, and reports whether it did. If a page cannot be fetched the browser navigates to it,
 * and its own error page would replace the listeners for good.
 */
export async function ifServerReachable(go: () => void): Promise<boolean> {
  let response;
  try {
    response = await fetch('/listeners/inventory', { method: 'HEAD', cache: 'no-store' });
  } catch {
    set(false);
    return false;
  }
  set(true);
  // Without a session, the page would be left for the one of sign-in (session-dialog.tsx).
  if (response.status !== 401) go();
  return true;
}

export function useAnswers(): boolean {
  return useSyncExternalStore(subscribe, () => answers, always);
}

function subscribe(tell: () => void): () => void {
  changed.add(tell);
  return () => void changed.delete(tell);
}

const always = () => true;

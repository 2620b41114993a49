import { useSyncExternalStore } from 'react';

/** Whether Sluice answered when it was asked last, for all parts of a page that read anew. */
let answers = true;
const changed = new Set<() => void>();

function set(next: boolean): void {
  if (answers === next) return;
  answers = next;
  for (const tell of changed) tell();
}

/**
 * Runs `go` if Sluice answers, and tells whether it did. A page that cannot be fetched makes the browser load the page itself, and its own error page would
 * stand where the listeners were, for good.
 */
export async function ifServerReachable(go: () => void): Promise<boolean> {
  try {
    await fetch('/listeners/inventory', { method: 'HEAD', cache: 'no-store' });
  } catch {
    set(false);
    return false;
  }
  set(true);
  go();
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

import { useSyncExternalStore } from 'react';

/** Whether this page's session has ended, as the last answers say: every part of the page requests with `fetch`. */
let ended = false;
const changed = new Set<() => void>();

function set(next: boolean): void {
  if (ended === next) return;
  ended = next;
  for (const tell of changed) tell();
}

/** Notes the answer 401 to whatever the page requests, Next's own requests too. Returns how to stop it. */
export function watchSession(): () => void {
  const { fetch: original } = window;
  window.fetch = async (...request) => {
    const response = await original(...request);
    if (response.status === 401) set(true);
    return response;
  };
  return () => {
    window.fetch = original;
  };
}

/** Whether the session has ended, so that the last request was not executed. */
export function hasSessionEnded(): boolean {
  return ended;
}

/** Asks whether there is a session again: somebody has signed in elsewhere in this browser. */
export async function recheckSession(): Promise<boolean> {
  const response = await fetch('/listeners/inventory', { method: 'HEAD', cache: 'no-store' });
  set(response.status === 401);
  return !ended;
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(subscribe, hasSessionEnded, never);
}

function subscribe(tell: () => void): () => void {
  changed.add(tell);
  return () => void changed.delete(tell);
}

const never = () => false;

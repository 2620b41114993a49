import { useSyncExternalStore } from 'react';

/** What the answers to this page's requests say, for all parts of it: every part requests with `fetch`, Next too. */
const atFirst = {
  /** Whether Sluice answered when it was last asked (`ifServerReachable`). */
  isReachable: true,
  /** Whether the last request was not executed because nobody is signed in any more. */
  hasSessionEnded: false,
};

let known = atFirst;
const changed = new Set<() => void>();

function note(news: Partial<typeof atFirst>): void {
  const next = { ...known, ...news };
  if (next.isReachable === known.isReachable && next.hasSessionEnded === known.hasSessionEnded) return;
  known = next;
  for (const tell of changed) tell();
}

/** The request behind what the page shows; null: that of the document. */
let lastRequestId: string | null = null;
/** That of the last action, during which other pages may be requested. Next requests one action after another. */
let lastActionId: string | null = null;

/** Looks at the answers to whatever the page requests from now on. Returns how to stop it. */
export function watchAnswers(): () => void {
  const { fetch: original } = window;
  window.fetch = async (...request) => {
    const response = await original(...request);
    if (response.status === 401) note({ hasSessionEnded: true });
    if (response.headers.get('content-type')?.startsWith('text/x-component') === true) {
      lastRequestId = response.headers.get('x-request-id');
      if (new Headers(request[1]?.headers).has('next-action')) lastActionId = lastRequestId;
    }
    return response;
  };
  return () => {
    window.fetch = original;
  };
}

/** The id of the request that gave what the page shows, as it is in Sluice's log; null if it is not known. */
export function shownRequestId(): string | null {
  if (lastRequestId !== null) return lastRequestId;
  // The headers of a document are not for scripts, but for this one (lib/web/request-log.ts).
  const [document] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return document?.serverTiming.find(({ name }) => name === 'request')?.description ?? null;
}

/** The request of an action that threw; null if it was not answered at all. */
export function failedRequestId(error: unknown): string | null {
  return error instanceof Error && 'digest' in error ? lastActionId : null;
}

/**
 * Runs `go` if Sluice responds, and reports whether it did. If a page cannot be fetched the browser navigates to it,
 * and its own error page would replace the listeners for good.
 */
export async function ifServerReachable(go: () => void): Promise<boolean> {
  let status;
  try {
    ({ status } = await probe());
  } catch {
    note({ isReachable: false });
    return false;
  }
  note({ isReachable: true });
  // Without a session, the page would be left for the one of sign-in (session-dialog.tsx).
  if (status !== 401) go();
  return true;
}

/** Asks whether there is a session again: somebody has signed in elsewhere in this browser. */
export async function recheckSession(): Promise<boolean> {
  note({ hasSessionEnded: (await probe()).status === 401 });
  return !known.hasSessionEnded;
}

const probe = (): Promise<Response> => fetch('/listeners/inventory', { method: 'HEAD', cache: 'no-store' });

/** Whether the session has ended, so that the last request was not executed. */
export function hasSessionEnded(): boolean {
  return known.hasSessionEnded;
}

/** What the answers say now. */
export function useAnswers(): typeof atFirst {
  return useSyncExternalStore(
    subscribe,
    () => known,
    () => atFirst,
  );
}

function subscribe(tell: () => void): () => void {
  changed.add(tell);
  return () => void changed.delete(tell);
}

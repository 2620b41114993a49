/** Calls `check` at this interval while the tab is visible, until the returned function is called. */
export function pollWhileVisible(
  everyMillis: number,
  check: (signal: AbortSignal) => Promise<unknown>,
): () => void {
  const stop = new AbortController();
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') void check(stop.signal);
  }, everyMillis);
  return () => {
    clearInterval(timer);
    stop.abort();
  };
}

/** Calls `work` after a rest, unless the returned function is called before; that also aborts what has begun. */
export function afterRest(restMillis: number, work: (signal: AbortSignal) => Promise<unknown>): () => void {
  const left = new AbortController();
  const timer = setTimeout(() => void work(left.signal), restMillis);
  return () => {
    clearTimeout(timer);
    left.abort();
  };
}

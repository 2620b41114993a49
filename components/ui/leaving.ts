/** Firefox aborts at once, and Next reacts within a few milliseconds. */
const ABORTED_WITHIN_MILLIS = 1_000;
const LATER_MILLIS = 10_000;

/**
 * Firefox aborts the requests of a page as soon as another address is requested. Next takes that for a server that does not
 * respond, and loads its own page as a whole: the address that was typed, or the bookmark, is never opened. So what a
 * script opens right after the user began to leave is opened later, and only if the page is still there.
 *
 * Applies until the returned function is called. A browser without the Navigation API behaves as before.
 */
export function letUsersLeave(): () => void {
  const end = new AbortController();
  let leftAt = -Infinity;
  window.addEventListener('beforeunload', () => (leftAt = performance.now()), { signal: end.signal });
  window.navigation?.addEventListener(
    'navigate',
    (event) => {
      const { cancelable, userInitiated, destination } = event;
      if (performance.now() - leftAt > ABORTED_WITHIN_MILLIS) return;
      if (!cancelable || userInitiated || destination.sameDocument) return;
      event.preventDefault();
      const later = setTimeout(() => window.location.assign(destination.url), LATER_MILLIS);
      // Back may show the page again, as it was.
      window.addEventListener('pagehide', () => clearTimeout(later), { once: true });
    },
    { signal: end.signal },
  );
  return () => end.abort();
}

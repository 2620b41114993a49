/** The target of a request, from its first line. Pure: the web server applies it before Next reads the URL. */

/** Next's own pages that no URL means: one always responds with 500, the other is our not-found page under another name. */
const INTERNAL_PAGES = new Set(['_global-error', '_not-found']);

/** A URL without a page, which gets the not-found page. */
const MISSING_ADDRESS = '/missing';

export type TargetReading = { kind: 'address'; url: string } | { kind: 'malformed' };

/**
 * The URL to serve. A target is malformed if no link can produce it: a foreign or absolute URL, `*`, a path that is broken
 * in its first segment. A path broken further on (a link cut short, `%E0%A4%A`), on which Next would fail with 500, gets
 * the not-found page.
 */
export function readTarget(target: string): TargetReading {
  if (!target.startsWith('/')) return { kind: 'malformed' };
  const path = target.split(/[?#]/, 1)[0] ?? '';
  // A backslash is a separator too (URL standard).
  const segments = path.slice(1).split(/[/\\]/).map(decoded);
  if (segments[0] === null) return { kind: 'malformed' };
  const leadsNowhere = segments.some((segment) => segment === null || INTERNAL_PAGES.has(segment));
  return { kind: 'address', url: leadsNowhere ? MISSING_ADDRESS : target };
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

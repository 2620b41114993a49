/** Where a request wants to go, as its first line says it. Pure: the web server applies it before Next reads the address. */

/** The pages of Next that no address means: the one always answers 500, the other is ours under another name. */
const INTERNAL_PAGES = new Set(['_global-error', '_not-found']);

/** An address that is no page of ours, so that it gets the page for all of those. */
const MISSING_ADDRESS = '/missing';

export type TargetReading = { kind: 'address'; url: string } | { kind: 'malformed' };

/**
 * The address to answer. Malformed is what no link can be: a foreign or absolute address, `*`, a path that is broken from the
 * first segment on. Broken further on (a link cut short, `%E0%A4%A`), where Next would fail with 500, it is the address of the page that says that nothing is there.
 */
export function readTarget(target: string): TargetReading {
  if (!target.startsWith('/')) return { kind: 'malformed' };
  const path = target.split(/[?#]/, 1)[0] ?? '';
  // A backslash separates as well (URL standard).
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

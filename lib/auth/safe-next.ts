/** Where a sign-in leads if no address was requested. */
export const HOME = '/listeners';

/** Longer ones are not kept while somebody signs in; no screen has one. */
const MAX_LENGTH = 2000;

/**
 * Where to go after signing in, from a URL that anybody may have written: a path of Sluice itself, or its first page. It is
 * read as a browser reads it, which takes `//host` and `/\host` for another site.
 */
export function safeNext(requested: unknown): string {
  if (typeof requested !== 'string' || !requested.startsWith('/')) return HOME;
  const here = 'https://sluice.invalid';
  if (!URL.canParse(requested, here)) return HOME;
  const url = new URL(requested, here);
  if (url.origin !== here || url.pathname.startsWith('//') || url.pathname.startsWith('/sign-in'))
    return HOME;
  const path = `${url.pathname}${url.search}${url.hash}`;
  return path.length > MAX_LENGTH ? HOME : path;
}

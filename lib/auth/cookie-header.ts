/** The cookies of a `Cookie` header, by name, as they were sent. */
function pairsIn(header: string): [name: string, value: string][] {
  return (
    header
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.includes('='))
      // A space before the equals sign is no part of a name to other readers, better-auth among them.
      .map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()])
  );
}

/** One cookie of a `Cookie` header, as it was sent; null if it is not there. */
export function cookieIn(header: string | null, name: string): string | null {
  return pairsIn(header ?? '').find(([each]) => each === name)?.[1] ?? null;
}

/** One cookie of a `Cookie` header, without the signature that better-auth puts after a dot; null if it is not there. */
export function unsignedCookie(header: string | null, name: string): string | null {
  return cookieIn(header, name)?.split('.', 1)[0] || null;
}

/** What a browser sends after these `Set-Cookie` headers. */
export function cookiesIn(setCookies: readonly string[]): string {
  return setCookies.map((header) => header.split(';', 1)[0]).join('; ');
}

/** A `Cookie` header with nothing but the first cookie of this name. */
export function onlyCookie(header: string | null, name: string): string {
  const value = cookieIn(header, name);
  return value === null ? '' : `${name}=${value}`;
}

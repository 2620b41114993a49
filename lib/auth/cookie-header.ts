/** The cookies of a `Cookie` header, by name, as they were sent. */
function pairsIn(header: string): [name: string, value: string][] {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.includes('='))
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
}

/** One cookie of a `Cookie` header, without the signature that better-auth puts after a dot; null if it is not there. */
export function unsignedCookie(header: string | null, name: string): string | null {
  const value = pairsIn(header ?? '').find(([each]) => each === name)?.[1];
  return value?.split('.', 1)[0] || null;
}

/** What a browser sends after these `Set-Cookie` headers. */
export function cookiesIn(setCookies: readonly string[]): string {
  return setCookies.map((header) => header.split(';', 1)[0]).join('; ');
}

/** The cookies of a `Cookie` header, without one of them. */
export function cookiesWithout(header: string, name: string): string {
  return pairsIn(header)
    .filter(([each]) => each !== name)
    .map((pair) => pair.join('='))
    .join('; ');
}

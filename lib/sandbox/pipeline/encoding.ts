const UNRESERVED = /^[A-Za-z0-9\-_.~]*$/;

/**
 * Percent-encodes as slb-api.md 1.3 asks: only `A-Z a-z 0-9 - _ . ~` stay. `encodeURIComponent` leaves five more.
 */
export function percentEncode(text: string): string {
  if (UNRESERVED.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export type Pair = readonly [name: string, value: string];

/** Sorted by raw name in plain code-unit order; a repeated name keeps the order in which its values came. */
export function sortByName(pairs: readonly Pair[]): readonly Pair[] {
  // Most clients send them sorted.
  const isSorted = pairs.every(([name], index) => index === 0 || (pairs[index - 1]?.[0] ?? '') <= name);
  if (isSorted) return pairs;
  return pairs.toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
}

/** The canonical query of both signature versions (slb-api.md 1.3 and 1.4). */
export function canonicalQuery(pairs: readonly Pair[]): string {
  let query = '';
  for (const [name, value] of sortByName(pairs)) {
    query += `${query === '' ? '' : '&'}${percentEncode(name)}=${percentEncode(value)}`;
  }
  return query;
}

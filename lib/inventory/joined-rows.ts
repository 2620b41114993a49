import type { ListedListener, RegionOverview } from '@/lib/model/list-row';

type Rows = readonly ListedListener[];
type Join = { parts: readonly Rows[]; whole: Rows };

/** Concurrent readers may view different regions. */
const KEPT = 8;

// On globalThis because a Next server may load one module twice, and caches by array must work across both.
const held: typeof globalThis & {
  sluiceJoinedRows?: Join[];
  sluiceJoinedParts?: WeakMap<Rows, readonly Rows[]>;
} = globalThis;

/**
 * Joins the rows of several regions. Returns the same array for the same parts, so that derived data can be cached by
 * it.
 */
export function joinRows(parts: readonly Rows[]): Rows {
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  const joins = (held.sluiceJoinedRows ??= []);
  const at = joins.findIndex(
    (join) => join.parts.length === parts.length && join.parts.every((part, index) => part === parts[index]),
  );
  const [found] = at < 0 ? [] : joins.splice(at, 1);
  const join = found ?? { parts: [...parts], whole: parts.flat() };
  (held.sluiceJoinedParts ??= new WeakMap()).set(join.whole, join.parts);
  joins.unshift(join);
  joins.length = Math.min(joins.length, KEPT);
  return join.whole;
}

/**
 * The arrays that were joined to this one, which is its own only part if it was not joined: what is computed for a part
 * stays valid when another region is read again.
 */
export function partsOf(rows: Rows): readonly Rows[] {
  return held.sluiceJoinedParts?.get(rows) ?? [rows];
}

/** All listeners read so far, from any region. Returns the same array until something is read again. */
export function listenersOf(regions: readonly RegionOverview[]): readonly ListedListener[] {
  return joinRows(regions.flatMap((region) => (region.state === 'read' ? [region.listeners] : [])));
}

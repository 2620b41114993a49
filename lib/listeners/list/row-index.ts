import { partsOf } from '@/lib/inventory/joined-rows';
import type { ListedListener } from '@/lib/model/list-row';
import type { HealthCoverage } from '@/lib/model/row-health';
import type { Filter } from './filter/filter';
import type { FilterContext } from './filter/predicate';
import type { FilterableRow, RowLanguage } from './filterable-row';
import type { ListQuery } from './list-query';
import { coverageIn, foundIn, partIndexOf, sharesIn, type PartIndex } from './part-index';
import { baseOrder, orderBy, type Order, type OrderBy } from './row-order';

/**
 * Data computed for an array of rows in a language, cached as long as the array exists: a second search, page or reader
 * finds the orders ready. What depends on one row alone is kept with the part it is from.
 */
type RowIndex = {
  parts: readonly PartIndex[];
  /** Those of all parts, one after the other. */
  rows: readonly FilterableRow[];
  base: Order;
  orders: Map<string, Order>;
  matches: Map<string, readonly ListedListener[]>;
};

/** Searches are paged and refreshed; no more of them are cached. */
const MATCHES_KEPT = 40;

// On globalThis because a Next server may load one module twice.
const held: typeof globalThis & {
  sluiceRowIndexes?: WeakMap<readonly ListedListener[], Map<string, RowIndex>>;
} = globalThis;

/** Rows to search, the reader's language, and what else a filter may depend on. */
export type Searchable = {
  listeners: readonly ListedListener[];
  language: RowLanguage;
  context: FilterContext;
};

/** All matching rows, in order. The array is shared: do not modify it. */
export function matchingRows(
  searchable: Searchable,
  filter: Filter,
  { sort, grouped }: Pick<ListQuery, 'sort' | 'grouped'>,
): readonly ListedListener[] {
  const index = rowIndexOf(searchable);
  const find = () => findMatches(index, orderOf(index, { ...sort, grouped }, searchable), filter, searchable);
  // Health, age and runs change while the rows stay the same: nothing that uses them is cached here.
  if (sort.column === 'healthy' || UNSTEADY.some((column) => filter.columns.has(column))) return find();
  const name = `${nameOf({ ...sort, grouped })} ${filter.text}`;
  const matches = index.matches.get(name) ?? find();
  // Least recently used goes first.
  index.matches.delete(name);
  index.matches.set(name, matches);
  const [oldest] = index.matches.keys();
  if (index.matches.size > MATCHES_KEPT && oldest !== undefined) index.matches.delete(oldest);
  return matches;
}

/** How many rows match. */
export function countMatches(searchable: Searchable, filter: Filter): number {
  return filter.text === '' ? searchable.listeners.length : count(searchable, filter, 'counted');
}

/** For how many rows the returned data does not decide whether they match. */
export function countUndecided(searchable: Searchable, filter: Filter): number {
  return filter.columns.size === 0 ? 0 : count(searchable, filter, 'undecided');
}

function count(
  { listeners, language, context }: Searchable,
  filter: Filter,
  what: 'counted' | 'undecided',
): number {
  let sum = 0;
  for (const part of partsOf(listeners))
    for (const found of foundIn(partIndexOf(part, language), filter, context, what)) sum += found.length;
  return sum;
}

/** For how many rows health is known (`healthCoverageOf`). */
export function coverageOfHealth({ listeners, language, context }: Searchable): HealthCoverage {
  const coverage: HealthCoverage = { known: 0, total: 0, sinceMillis: null };
  for (const part of partsOf(listeners))
    for (const { known, total, sinceMillis } of coverageIn(partIndexOf(part, language), context)) {
      coverage.known += known;
      coverage.total += total;
      if (sinceMillis !== null)
        coverage.sinceMillis = Math.min(coverage.sinceMillis ?? Infinity, sinceMillis);
    }
  return coverage;
}

const UNSTEADY = ['healthy', 'server', 'changed', 'run'] as const;

function findMatches(
  { parts, rows }: RowIndex,
  order: Order,
  filter: Filter,
  { context }: Searchable,
): ListedListener[] {
  const isFound = new Uint8Array(rows.length);
  let offset = 0;
  for (const part of parts) {
    for (const positions of foundIn(part, filter, context, 'matches'))
      for (const position of positions) isFound[offset + position] = 1;
    offset += part.rows.length;
  }
  const found: ListedListener[] = [];
  for (const position of order) {
    const row = rows[position];
    if (row !== undefined && isFound[position] === 1) found.push(row.listener);
  }
  return found;
}

function orderOf(
  { parts, rows, base, orders }: RowIndex,
  sort: OrderBy,
  { language, context }: Searchable,
): Order {
  const name = nameOf(sort);
  const shares = () => parts.flatMap((part) => sharesIn(part, context));
  const order = orders.get(name) ?? orderBy(rows, base, sort, language.locale, shares);
  if (sort.column !== 'healthy') orders.set(name, order);
  return order;
}

function nameOf({ column, descending, grouped }: OrderBy): string {
  return `${grouped ? 'grouped ' : ''}${descending ? '-' : ''}${column}`;
}

function rowIndexOf({ listeners, language }: Searchable): RowIndex {
  const indexes = (held.sluiceRowIndexes ??= new WeakMap());
  const byLocale = indexes.get(listeners) ?? new Map<string, RowIndex>();
  indexes.set(listeners, byLocale);
  const before = byLocale.get(language.locale);
  if (before) return before;
  const parts = partsOf(listeners).map((part) => partIndexOf(part, language));
  let offset = 0;
  const instances = parts.flatMap((part) => {
    const start = offset;
    offset += part.rows.length;
    return part.instances.map((range) => ({ ...range, from: start + range.from, to: start + range.to }));
  });
  const index: RowIndex = {
    parts,
    rows: parts.flatMap((part) => part.rows),
    base: baseOrder(instances, language.locale),
    orders: new Map(),
    matches: new Map(),
  };
  byLocale.set(language.locale, index);
  return index;
}

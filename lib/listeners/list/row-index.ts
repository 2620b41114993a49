import type { Filter } from './filter/filter';
import { compileFilter, type FilterContext } from './filter/predicate';
import { compileUndecided } from './filter/undecided';
import type { ListQuery } from './list-query';
import type { ListedListener } from '@/lib/model/list-row';
import { filterableRowsOf, type FilterableRow, type RowLanguage } from './filterable-row';
import { baseOrder, orderBy, type Order, type OrderBy } from './row-order';

/**
 * Data computed for an array of rows in a language, cached as long as the array exists: a second search, page or reader
 * finds the orders ready, and filters need not build the texts of the rows again.
 */
type RowIndex = {
  rows: readonly FilterableRow[];
  base: Order;
  orders: Map<string, Order>;
  matches: Map<string, readonly ListedListener[]>;
  counts: Map<string, number>;
};

/** Searches are paged, refreshed and counted for views; no more of them are cached. */
const MATCHES_KEPT = 40;

/** More than there are views. */
const COUNTS_KEPT = 200;

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
  // Health, age and runs change while the rows stay the same: nothing that uses them is cached.
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

/** How many rows match. Cached apart from the searches, because every page shows the counts of views. */
export function countMatches(searchable: Searchable, filter: Filter): number {
  return filter.text === '' ? searchable.listeners.length : count(searchable, filter, 'matches');
}

/** For how many rows the returned data does not decide whether they match. */
export function countUndecided(searchable: Searchable, filter: Filter): number {
  return filter.columns.size === 0 ? 0 : count(searchable, filter, 'undecided');
}

function count(searchable: Searchable, filter: Filter, what: 'matches' | 'undecided'): number {
  const { rows, counts } = rowIndexOf(searchable);
  const { text, tree, columns } = filter;
  const { health, nowMillis } = searchable.context;
  // Observations age even if none is added.
  const usesHealth = columns.has('healthy') || columns.has('server');
  const healthAge = usesHealth ? `${health.version}/${Math.floor(nowMillis / 1000)}` : '';
  const minute = columns.has('changed') ? Math.floor(nowMillis / 60_000) : '';
  const name = `${what} ${healthAge} ${minute} ${text}`;
  // A run changes a row's state at any time, so its counts are not cached.
  const isCached = !columns.has('run');
  const cached = isCached ? counts.get(name) : undefined;
  if (cached !== undefined) return cached;
  const compile = what === 'matches' ? compileFilter : compileUndecided;
  const isCounted = compile(tree, searchable.context);
  const sum = rows.reduce((total, row) => (isCounted(row) ? total + 1 : total), 0);
  if (!isCached) return sum;
  if (counts.size >= COUNTS_KEPT) counts.clear();
  counts.set(name, sum);
  return sum;
}

const UNSTEADY = ['healthy', 'server', 'changed', 'run'] as const;

function findMatches(
  { rows }: RowIndex,
  order: Order,
  { tree }: Filter,
  { context }: Searchable,
): ListedListener[] {
  const matches = compileFilter(tree, context);
  const found: ListedListener[] = [];
  for (const position of order) {
    const row = rows[position];
    if (row !== undefined && matches(row)) found.push(row.listener);
  }
  return found;
}

function orderOf({ rows, base, orders }: RowIndex, sort: OrderBy, { language, context }: Searchable): Order {
  const name = nameOf(sort);
  const order = orders.get(name) ?? orderBy(rows, base, sort, language.locale, context);
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
  const rows = filterableRowsOf(listeners, language);
  const index: RowIndex = {
    rows,
    base: baseOrder(listeners, language.locale),
    orders: new Map(),
    matches: new Map(),
    counts: new Map(),
  };
  byLocale.set(language.locale, index);
  return index;
}

import type { Filter } from './filter/filter';
import { compileFilter, type FilterContext } from './filter/predicate';
import { compileUndecided } from './filter/undecided';
import type { ListQuery } from './list-query';
import type { ListedListener } from '@/lib/model/list-row';
import { factsOf, type FilterableRow, type RowLanguage } from './filterable-row';
import { baseOrder, orderBy, type Order, type OrderBy } from './row-order';

/**
 * Data computed for an array of rows in a language, cached as long as the array exists: a second search, page or reader
 * finds the orders ready, and filters scan facts that lie next to each other in memory.
 */
type Board = {
  facts: readonly FilterableRow[];
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
  sluiceRowIndexes?: WeakMap<readonly ListedListener[], Map<string, Board>>;
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
  const board = boardOf(searchable);
  const find = () => findMatches(board, orderOf(board, { ...sort, grouped }, searchable), filter, searchable);
  // Health, age and runs change while the rows stay the same: nothing that uses them is cached.
  if (sort.column === 'healthy' || UNSTEADY.some((column) => filter.columns.has(column))) return find();
  const name = `${nameOf({ ...sort, grouped })} ${filter.text}`;
  const matches = board.matches.get(name) ?? find();
  // Least recently used goes first.
  board.matches.delete(name);
  board.matches.set(name, matches);
  const [oldest] = board.matches.keys();
  if (board.matches.size > MATCHES_KEPT && oldest !== undefined) board.matches.delete(oldest);
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
  const { facts, counts } = boardOf(searchable);
  const { text, tree, columns } = filter;
  const { health, nowMillis } = searchable.context;
  // Observations age too.
  const observed = columns.has('healthy') ? `${health.version}/${Math.floor(nowMillis / 1000)}` : '';
  const minute = columns.has('changed') ? Math.floor(nowMillis / 60_000) : '';
  const name = `${what} ${observed} ${minute} ${text}`;
  const before = columns.has('run') ? undefined : counts.get(name);
  if (before !== undefined) return before;
  const compile = what === 'matches' ? compileFilter : compileUndecided;
  const isCounted = compile(tree, searchable.context);
  const sum = facts.reduce((before, row) => (isCounted(row) ? before + 1 : before), 0);
  if (counts.size >= COUNTS_KEPT) counts.clear();
  counts.set(name, sum);
  return sum;
}

const UNSTEADY = ['healthy', 'changed', 'run'] as const;

function findMatches(
  { facts }: Board,
  order: Order,
  { tree }: Filter,
  { context }: Searchable,
): ListedListener[] {
  const matches = compileFilter(tree, context);
  const found: ListedListener[] = [];
  for (const position of order) {
    const row = facts[position];
    if (row !== undefined && matches(row)) found.push(row.listener);
  }
  return found;
}

function orderOf({ facts, base, orders }: Board, sort: OrderBy, { language, context }: Searchable): Order {
  const name = nameOf(sort);
  const order = orders.get(name) ?? orderBy(facts, base, sort, language.locale, context);
  if (sort.column !== 'healthy') orders.set(name, order);
  return order;
}

function nameOf({ column, descending, grouped }: OrderBy): string {
  return `${grouped ? 'grouped ' : ''}${descending ? '-' : ''}${column}`;
}

function boardOf({ listeners, language }: Searchable): Board {
  const boards = (held.sluiceRowIndexes ??= new WeakMap());
  const byLocale = boards.get(listeners) ?? new Map<string, Board>();
  boards.set(listeners, byLocale);
  const before = byLocale.get(language.locale);
  if (before) return before;
  const facts = factsOf(listeners, language);
  const board: Board = {
    facts,
    base: baseOrder(listeners, language.locale),
    orders: new Map(),
    matches: new Map(),
    counts: new Map(),
  };
  byLocale.set(language.locale, board);
  return board;
}

import { columnsIn, compileFilter } from './filter/predicate';
import { parseFilter } from './filter/parse';
import type { FilterNode } from './filter/tree';
import { compileUndecided } from './filter/undecided';
import type { ListQuery } from './list-query';
import type { ListedListener } from '@/lib/model/list-row';
import { factsOf, type FilterableRow, type RowLanguage } from './filterable-row';
import { baseOrder, orderBy, type Order, type OrderBy } from './row-order';
import { observedHealthVersion } from '@/lib/model/row-health';

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

/** All matching rows, in order. The array is shared: do not modify it. */
export function matchingRows(
  listeners: readonly ListedListener[],
  { text, sort, grouped }: Pick<ListQuery, 'text' | 'sort' | 'grouped'>,
  language: RowLanguage,
): readonly ListedListener[] {
  const board = boardOf(listeners, language);
  const sortName = `${grouped ? 'grouped ' : ''}${sort.descending ? '-' : ''}${sort.column}`;
  const filter = parseFilter(text);
  // Health, age and runs change while the rows stay the same: nothing that uses them is cached.
  if (sort.column === 'healthy' || UNSTEADY.some((column) => columnsIn(filter).has(column))) {
    const order =
      sort.column === 'healthy'
        ? orderBy(board.facts, board.base, { ...sort, grouped }, language.locale)
        : orderOf(board, sortName, { ...sort, grouped }, language);
    return findMatches(board, order, filter);
  }
  const name = `${sortName} ${text}`;
  const before = board.matches.get(name);
  const matches =
    before ?? findMatches(board, orderOf(board, sortName, { ...sort, grouped }, language), filter);
  // Least recently used goes first.
  board.matches.delete(name);
  board.matches.set(name, matches);
  const [oldest] = board.matches.keys();
  if (board.matches.size > MATCHES_KEPT && oldest !== undefined) board.matches.delete(oldest);
  return matches;
}

/** How many rows match. Cached apart from the searches, because every page shows the counts of views. */
export function countMatches(
  listeners: readonly ListedListener[],
  text: string,
  language: RowLanguage,
): number {
  return text === '' ? listeners.length : count(boardOf(listeners, language), text, 'matches');
}

/** For how many rows the returned data does not decide whether they match. */
export function countUndecided(
  listeners: readonly ListedListener[],
  text: string,
  language: RowLanguage,
): number {
  return text === '' ? 0 : count(boardOf(listeners, language), text, 'undecided');
}

function count({ facts, counts }: Board, text: string, what: 'matches' | 'undecided'): number {
  const filter = parseFilter(text);
  const requested = columnsIn(filter);
  if (what === 'undecided' && requested.size === 0) return 0;
  // Observations age too.
  const health = requested.has('healthy')
    ? `${observedHealthVersion()}/${Math.floor(Date.now() / 1000)}`
    : '';
  const minute = requested.has('changed') ? Math.floor(Date.now() / 60_000) : '';
  const name = `${what} ${health} ${minute} ${text}`;
  const before = requested.has('run') ? undefined : counts.get(name);
  if (before !== undefined) return before;
  const isCounted = what === 'matches' ? compileFilter(filter) : compileUndecided(filter);
  const sum = facts.reduce((before, row) => (isCounted(row) ? before + 1 : before), 0);
  if (counts.size >= COUNTS_KEPT) counts.clear();
  counts.set(name, sum);
  return sum;
}

const UNSTEADY = ['healthy', 'changed', 'run'] as const;

function findMatches({ facts }: Board, order: Order, filter: FilterNode): ListedListener[] {
  const matches = compileFilter(filter);
  const found: ListedListener[] = [];
  for (const position of order) {
    const row = facts[position];
    if (row !== undefined && matches(row)) found.push(row.listener);
  }
  return found;
}

function orderOf(board: Board, name: string, sort: OrderBy, language: RowLanguage): Order {
  const order = board.orders.get(name) ?? orderBy(board.facts, board.base, sort, language.locale);
  board.orders.set(name, order);
  return order;
}

function boardOf(listeners: readonly ListedListener[], language: RowLanguage): Board {
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

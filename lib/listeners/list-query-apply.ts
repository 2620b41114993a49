import type { ListColumn, ListQuery, StatusFilter } from './list-query';
import type { ListenerKey } from './outcome';
import type { ListedListener } from './overview-types';
import { isInTransition } from './rules';

/** The words a row shows, by column: what free text is looked for in, and what a column of words is sorted by. */
export type RowWords = (listener: ListedListener) => Record<ListColumn, string>;

export type ListPage = {
  rows: ListedListener[];
  /** How many match, on all pages. */
  matchCount: number;
  page: number;
  pageCount: number;
  /** Position of the first row among the matches, from 1; 0 where there is none. */
  from: number;
};

/**
 * Filters, sorts and cuts the page of a query. The words come from the caller, in the reader's language; `collator` is
 * that language's. A page behind the last one is the last one.
 */
export function applyListQuery(
  listeners: readonly ListedListener[],
  query: ListQuery,
  words: RowWords,
  collator: Intl.Collator,
): ListPage {
  const matches = sortListeners(matchingListeners(listeners, query, words), query.sort, words, collator);
  const pageCount = Math.max(1, Math.ceil(matches.length / query.pageSize));
  const page = Math.min(query.page ?? pageOf(matches, query.marked, query.pageSize), pageCount);
  const start = (page - 1) * query.pageSize;
  return {
    rows: matches.slice(start, start + query.pageSize),
    matchCount: matches.length,
    page,
    pageCount,
    from: matches.length === 0 ? 0 : start + 1,
  };
}

/** The status filter a listener falls under. */
export function statusFilterOf(listener: { status: string }): StatusFilter {
  if (isInTransition(listener.status)) return 'changing';
  return listener.status.toLowerCase() === 'running' ? 'running' : 'stopped';
}

export function countByStatus(listeners: readonly { status: string }[]): Record<StatusFilter, number> {
  const counts = { running: 0, stopped: 0, changing: 0 };
  for (const listener of listeners) counts[statusFilterOf(listener)] += 1;
  return counts;
}

/** Whether two keys name the same listener; SLB has no listener id. */
export function isSameListener(a: ListenerKey, b: ListenerKey): boolean {
  return (
    a.listenerPort === b.listenerPort && a.loadBalancerId === b.loadBalancerId && a.regionId === b.regionId
  );
}

function matchingListeners(
  listeners: readonly ListedListener[],
  { filters, text }: ListQuery,
  words: RowWords,
): ListedListener[] {
  const terms = fold(text)
    .split(' ')
    .filter((term) => term !== '');
  const admits = <T extends string>(filter: readonly T[], value: T): boolean =>
    filter.length === 0 || filter.includes(value);
  return listeners.filter((listener) => {
    if (!admits(filters.region, listener.regionId)) return false;
    if (!admits(filters.instance, listener.loadBalancerId)) return false;
    if (!admits(filters.status, statusFilterOf(listener))) return false;
    if (terms.length === 0) return true;
    const shown = fold(Object.values(words(listener)).join('\n'));
    return terms.every((term) => shown.includes(term));
  });
}

/** Full-width digits and capitals are found by what one types. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}

const statusRank: Record<StatusFilter, number> = { changing: 0, running: 1, stopped: 2 };

/** Columns that are not sorted by their words. */
const sortValues: Partial<Record<ListColumn, (listener: ListedListener) => number>> = {
  port: (listener) => listener.listenerPort,
  status: (listener) => statusRank[statusFilterOf(listener)],
  // No cap is the most; a listener that tells none comes before all numbers.
  bandwidth: ({ bandwidthMbps }) =>
    bandwidthMbps === null ? 0 : bandwidthMbps < 0 ? Number.MAX_SAFE_INTEGER : bandwidthMbps,
};

function sortListeners(
  listeners: readonly ListedListener[],
  { column, descending }: ListQuery['sort'],
  words: RowWords,
  collator: Intl.Collator,
): ListedListener[] {
  const value = sortValues[column];
  // Words are made once for a row, not once for a comparison.
  const keyed = listeners.map((listener) => ({
    listener,
    number: value ? value(listener) : 0,
    text: value ? '' : words(listener)[column],
  }));
  const sign = descending ? -1 : 1;
  keyed.sort((a, b) => {
    // An empty cell says nothing: it stands last in either direction.
    if ((a.text === '') !== (b.text === '')) return a.text === '' ? 1 : -1;
    return (
      sign * (a.number - b.number || collator.compare(a.text, b.text)) ||
      compareKeys(a.listener, b.listener, collator)
    );
  });
  return keyed.map(({ listener }) => listener);
}

/** What decides between equals, so that a refresh never shuffles them. */
function compareKeys(a: ListedListener, b: ListedListener, collator: Intl.Collator): number {
  return (
    collator.compare(a.loadBalancer.name, b.loadBalancer.name) ||
    compareText(a.regionId, b.regionId) ||
    compareText(a.loadBalancerId, b.loadBalancerId) ||
    a.listenerPort - b.listenerPort ||
    compareText(a.protocol, b.protocol)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function pageOf(matches: readonly ListedListener[], marked: ListenerKey | null, pageSize: number): number {
  const index = marked === null ? -1 : matches.findIndex((listener) => isSameListener(listener, marked));
  return index < 0 ? 1 : Math.floor(index / pageSize) + 1;
}

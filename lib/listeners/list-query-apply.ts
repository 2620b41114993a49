import type { ListQuery } from './list-query';
import type { ListenerKey } from './outcome';
import type { ListedListener } from './overview-types';
import { matchingRows } from './row-board';
import type { RowLanguage } from './row-facts';

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
 * Filters, sorts and cuts the page of a query, in the reader's language. A page behind the last one is the last one. Quick
 * where `listeners` is the array of the call before: its order is kept with it.
 */
export function applyListQuery(
  listeners: readonly ListedListener[],
  query: ListQuery,
  language: RowLanguage,
): ListPage {
  const matches = matchingRows(listeners, query, language);
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

/** Whether two keys name the same listener; SLB has no listener id. */
export function isSameListener(a: ListenerKey, b: ListenerKey): boolean {
  return (
    a.listenerPort === b.listenerPort && a.loadBalancerId === b.loadBalancerId && a.regionId === b.regionId
  );
}

function pageOf(matches: readonly ListedListener[], marked: ListenerKey | null, pageSize: number): number {
  const index = marked === null ? -1 : matches.findIndex((listener) => isSameListener(listener, marked));
  return index < 0 ? 1 : Math.floor(index / pageSize) + 1;
}

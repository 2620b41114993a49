import type { Filter } from './filter/filter';
import type { ListQuery } from './list-query';
import type { ListenerKey } from '@/lib/model/outcome';
import { protocolOf } from '@/lib/model/protocol';
import type { ListedListener } from '@/lib/model/list-row';
import { matchingRows, type Searchable } from './row-index';

export type ListPage = {
  rows: ListedListener[];
  /** How many match, on all pages. */
  matchCount: number;
  page: number;
  pageCount: number;
  /** Position of the first row among the matches, from 1; 0 where there is none. */
  from: number;
  /** The instances whose rows are grouped on this page, in order; empty if the rows are not grouped. */
  groups: ListGroup[];
};

export type ListGroup = {
  loadBalancerId: string;
  /** Its rows that match, on all pages. */
  matches: readonly ListedListener[];
  /** Its first rows are on the page before. */
  continued: boolean;
};

/**
 * Filters, sorts and pages the rows of a query, in the reader's language. A page past the last one is the last one.
 * Fast if the listeners are the array of the previous call: its order is cached with it.
 */
export function applyListQuery(searchable: Searchable, filter: Filter, query: ListQuery): ListPage {
  const matches = matchingRows(searchable, filter, query);
  const pageCount = Math.max(1, Math.ceil(matches.length / query.pageSize));
  const page = Math.min(query.page ?? pageOf(matches, query.marked, query.pageSize), pageCount);
  const start = (page - 1) * query.pageSize;
  const rows = matches.slice(start, start + query.pageSize);
  return {
    rows,
    groups: query.grouped ? groupsOf(rows, matches, start) : [],
    matchCount: matches.length,
    page,
    pageCount,
    from: matches.length === 0 ? 0 : start + 1,
  };
}

function groupsOf(
  rows: readonly ListedListener[],
  matches: readonly ListedListener[],
  start: number,
): ListGroup[] {
  const groups: ListGroup[] = [];
  const end = start + rows.length;
  // The rows of an instance are together, so that only its own are visited.
  let from = start;
  const idAt = (index: number) => matches[index]?.loadBalancerId;
  while (from > 0 && from < end && idAt(from - 1) === idAt(start)) from -= 1;
  while (from < end) {
    const loadBalancerId = idAt(from) ?? '';
    let to = from + 1;
    while (idAt(to) === loadBalancerId) to += 1;
    groups.push({ loadBalancerId, matches: matches.slice(from, to), continued: from < start });
    from = to;
  }
  return groups;
}

/** Whether two keys identify the same listener; SLB has no listener ids. */
export function isSameListener(a: ListenerKey, b: ListenerKey): boolean {
  return (
    a.listenerPort === b.listenerPort &&
    a.loadBalancerId === b.loadBalancerId &&
    a.regionId === b.regionId &&
    protocolOf(a) === protocolOf(b)
  );
}

function pageOf(matches: readonly ListedListener[], marked: ListenerKey | null, pageSize: number): number {
  const index = marked === null ? -1 : matches.findIndex((listener) => isSameListener(listener, marked));
  return index < 0 ? 1 : Math.floor(index / pageSize) + 1;
}

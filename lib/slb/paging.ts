import { clientCodes, type SlbResult } from './result';

// A guard against a service that never ends its list, far above any quota of SLB.
const MAX_PAGES = 1_000;

type NumberedPage<T> = { items: T[]; totalCount: number | undefined };
type ChainedPage<T> = { items: T[]; nextToken: string | undefined };

/** How often a list is read again that has another length by now: what shifted to a page that was read is missing. */
const MAX_READINGS = 3;

/**
 * All items of a list that is paged by numbers, counted from 1. A list may shift between two pages, so one whose count changes is read
 * again, a few times, and an item that comes twice (by `key`) is kept once. The RequestId is that of the last page; the first failure ends the reading.
 */
export async function allNumberedPages<T>(
  readPage: (pageNumber: number) => Promise<SlbResult<NumberedPage<T>>>,
  pageSize: number,
  key: (item: T) => string,
): Promise<SlbResult<T[]>> {
  const collected = new Map<string, T>();
  let firstCount: number | undefined;
  let readings = 1;
  for (let pageNumber = 1; pageNumber <= MAX_PAGES; pageNumber += 1) {
    const page = await readPage(pageNumber);
    if (!page.ok) return page;
    const { items, totalCount } = page.value;
    if (pageNumber === 1) firstCount = totalCount;
    else if (totalCount !== firstCount && readings < MAX_READINGS) {
      readings += 1;
      collected.clear();
      pageNumber = 0;
      continue;
    }
    for (const item of items) collected.set(key(item), item);
    const isLast = totalCount === undefined ? items.length < pageSize : pageNumber * pageSize >= totalCount;
    if (isLast || items.length === 0) {
      return { ok: true, value: [...collected.values()], requestId: page.requestId };
    }
  }
  return endless();
}

/** All items of a list whose every page names the next one. Otherwise as `allNumberedPages`. */
export async function allChainedPages<T>(
  readPage: (nextToken: string | undefined) => Promise<SlbResult<ChainedPage<T>>>,
  key: (item: T) => string,
): Promise<SlbResult<T[]>> {
  const collected = new Map<string, T>();
  let nextToken: string | undefined;
  for (let pageNumber = 1; pageNumber <= MAX_PAGES; pageNumber += 1) {
    const page = await readPage(nextToken);
    if (!page.ok) return page;
    for (const item of page.value.items) collected.set(key(item), item);
    nextToken = page.value.nextToken;
    if (nextToken === undefined) {
      return { ok: true, value: [...collected.values()], requestId: page.requestId };
    }
  }
  return endless();
}

function endless(): SlbResult<never> {
  return {
    ok: false,
    error: {
      kind: 'malformed',
      code: clientCodes.badAnswer,
      message: 'The list of the SLB endpoint has no end.',
      requestId: null,
      httpStatus: null,
      retrySafe: false,
      outcome: 'not-done',
    },
  };
}

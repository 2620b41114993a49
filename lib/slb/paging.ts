import type { ListGaps, SlbResult, UnreadRow } from './result';

/** Maximum pages per list. Far above any SLB quota; a longer list is reported as incomplete. */
const MAX_PAGES = 1_000;

/** How often a list is read again after its length changed: an item may have moved to a page already read. */
const MAX_READINGS = 3;

type Page<T> = { items: readonly T[]; unread: readonly UnreadRow[]; totalCount?: number | undefined };
type ChainedPage<T> = Page<T> & { nextToken: string | undefined };

/** What the pages of a list have returned so far. */
class Collected<T> {
  readonly #items = new Map<string, T>();
  #unread: UnreadRow[] = [];
  #lastUnread = '';
  readonly #key: (item: T) => string;

  constructor(key: (item: T) => string) {
    this.#key = key;
  }

  get size(): number {
    return this.#items.size + this.#unread.length;
  }

  clear(): void {
    this.#items.clear();
    this.#unread = [];
    this.#lastUnread = '';
  }

  /** Whether the page added anything new. An item that comes twice, because the list shifted, is kept once. */
  take({ items, unread }: Page<T>): boolean {
    const before = this.#items.size;
    for (const item of items) this.#items.set(this.#key(item), item);
    const hasNew = this.#items.size > before;
    // Rows that look identical count as repeated if the whole page is.
    const unreadText = JSON.stringify(unread);
    const hasNewUnread =
      unread.length > 0 && (hasNew || (items.length === 0 && unreadText !== this.#lastUnread));
    if (hasNewUnread) this.#unread.push(...unread);
    this.#lastUnread = unreadText;
    return hasNew || hasNewUnread;
  }

  /** `mayHaveMore`: the service named more pages. If the count was not reached, it says how many rows are missing. */
  result(requestId: string, totalCount: number | undefined, mayHaveMore: boolean): SlbResult<T[]> {
    const { size } = this;
    const isShort = totalCount !== undefined && size < totalCount;
    const gaps: ListGaps = {
      unread: this.#unread,
      incomplete: isShort || mayHaveMore ? { read: size, of: totalCount ?? null } : null,
    };
    return {
      ok: true,
      value: [...this.#items.values()],
      requestId,
      ...((gaps.unread.length > 0 || gaps.incomplete !== null) && { gaps }),
    };
  }
}

/**
 * All items of a list paged by number, starting at 1. Ends when the count is reached, or with the first page that adds
 * nothing new: a service that does not page returns the same page for every number. A list may shift between two pages,
 * so if its count changes it is read again, a few times. The result's gaps list what is missing in the end and the rows
 * that could not be parsed. The RequestId is that of the last page; the first failure ends the read.
 */
export async function allNumberedPages<T>(
  readPage: (pageNumber: number) => Promise<SlbResult<Page<T>>>,
  pageSize: number,
  key: (item: T) => string,
): Promise<SlbResult<T[]>> {
  const collected = new Collected(key);
  let firstCount: number | undefined;
  let readings = 1;
  for (let pageNumber = 1; ; pageNumber += 1) {
    const page = await readPage(pageNumber);
    if (!page.ok) return page;
    const { items, unread, totalCount } = page.value;
    if (pageNumber === 1) firstCount = totalCount;
    else if (totalCount !== firstCount && readings < MAX_READINGS) {
      readings += 1;
      collected.clear();
      pageNumber = 0;
      continue;
    }
    const hasNew = collected.take(page.value);
    const isLast =
      totalCount === undefined ? items.length + unread.length < pageSize : collected.size >= totalCount;
    if (isLast || !hasNew) return collected.result(page.requestId, totalCount, false);
    if (pageNumber === MAX_PAGES) return collected.result(page.requestId, totalCount, true);
  }
}

/** All items of a list in which every page names the next one. Otherwise like `allNumberedPages`. */
export async function allChainedPages<T>(
  readPage: (nextToken: string | undefined) => Promise<SlbResult<ChainedPage<T>>>,
  key: (item: T) => string,
): Promise<SlbResult<T[]>> {
  const collected = new Collected(key);
  const tokens = new Set<string>();
  let nextToken: string | undefined;
  for (let pageNumber = 1; ; pageNumber += 1) {
    const page = await readPage(nextToken);
    if (!page.ok) return page;
    const { totalCount } = page.value;
    const hasNew = collected.take(page.value);
    nextToken = page.value.nextToken;
    if (nextToken === undefined) return collected.result(page.requestId, totalCount, false);
    // A token seen before would be a loop: there is nothing behind it.
    const isCircle = tokens.has(nextToken);
    if (!hasNew || isCircle || pageNumber === MAX_PAGES) {
      const isCounted = totalCount !== undefined && collected.size >= totalCount;
      return collected.result(page.requestId, totalCount, !isCircle && !isCounted);
    }
    tokens.add(nextToken);
  }
}

/** The response of a call that does not page. */
export function allOf<T>(result: SlbResult<Page<T>>): SlbResult<T[]> {
  if (!result.ok) return result;
  const { items, unread } = result.value;
  return {
    ok: true,
    value: [...items],
    requestId: result.requestId,
    ...(unread.length > 0 && { gaps: { unread: [...unread], incomplete: null } }),
  };
}

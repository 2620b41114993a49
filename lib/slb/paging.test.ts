import { describe, expect, it } from 'vitest';
import { allChainedPages, allNumberedPages } from './paging';
import type { SlbFailure } from './result';

function numberedPages(pages: string[][], totalCount: number | undefined) {
  const requested: number[] = [];
  const read = (pageNumber: number) => {
    requested.push(pageNumber);
    const items = pages[pageNumber - 1] ?? [];
    return Promise.resolve({
      ok: true as const,
      value: { items, unread: [], totalCount },
      requestId: `R${pageNumber}`,
    });
  };
  return { requested, read };
}

function chainedPages(pageAt: (at: number) => { items: string[]; nextToken: string }, totalCount?: number) {
  const requested: (string | undefined)[] = [];
  const read = (nextToken: string | undefined) => {
    requested.push(nextToken);
    const value = { ...pageAt(requested.length), unread: [], totalCount };
    return Promise.resolve({ ok: true as const, value, requestId: 'R' });
  };
  return { requested, read };
}

describe('a list paged by number', () => {
  it('is read until its count is reached', async () => {
    const { requested, read } = numberedPages([['a', 'b'], ['c', 'd'], ['e']], 5);
    const result = await allNumberedPages(read, 2, (item) => item);
    expect(result).toEqual({ ok: true, value: ['a', 'b', 'c', 'd', 'e'], requestId: 'R3' });
    expect(requested).toEqual([1, 2, 3]);
  });

  it('is not read past its last full page', async () => {
    const { requested, read } = numberedPages([['a', 'b']], 2);
    await allNumberedPages(read, 2, (item) => item);
    expect(requested).toEqual([1]);
  });

  it('is read up to the first short page if no count is given', async () => {
    const { requested, read } = numberedPages([['a', 'b'], ['c']], undefined);
    expect(await allNumberedPages(read, 2, (item) => item)).toMatchObject({ value: ['a', 'b', 'c'] });
    expect(requested).toEqual([1, 2]);
  });

  it('ends at an empty page even if the count promises more', async () => {
    const { requested, read } = numberedPages([['a', 'b'], []], 100);
    expect(await allNumberedPages(read, 2, (item) => item)).toMatchObject({
      value: ['a', 'b'],
      gaps: { incomplete: { read: 2, of: 100 } },
    });
    expect(requested).toEqual([1, 2]);
  });

  it('is read again if its length changes between two pages, since something may have moved to a page already read', async () => {
    let items = ['a', 'b', 'c', 'd', 'e'];
    const requested: number[] = [];
    const read = (pageNumber: number) => {
      requested.push(pageNumber);
      const page = items.slice((pageNumber - 1) * 2, pageNumber * 2);
      const value = { items: page, unread: [], totalCount: items.length };
      if (requested.length === 1) items = items.slice(1);
      return Promise.resolve({ ok: true as const, value, requestId: 'R' });
    };
    expect(await allNumberedPages(read, 2, (item) => item)).toMatchObject({ value: ['b', 'c', 'd', 'e'] });
    expect(requested).toEqual([1, 2, 1, 2]);
  });

  it('that keeps changing is accepted as it is in the end', async () => {
    let count = 10;
    const read = (pageNumber: number) => {
      count += 1;
      const items = [`${pageNumber}a`, `${pageNumber}b`];
      return Promise.resolve({
        ok: true as const,
        value: { items, unread: [], totalCount: count },
        requestId: 'R',
      });
    };
    expect(await allNumberedPages(read, 2, (item) => item)).toMatchObject({ ok: true });
  });

  it('contains an item once even if it moved to the next page in the meantime', async () => {
    const { read } = numberedPages(
      [
        ['a', 'b'],
        ['b', 'c'],
      ],
      4,
    );
    expect(await allNumberedPages(read, 2, (item) => item)).toMatchObject({ value: ['a', 'b', 'c'] });
  });
});

describe('a list that a service does not page', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => `item ${index}`);
  /** Every page is the whole list. */
  const unpaged = (totalCount: number | undefined) => numberedPages(Array(1_000).fill(hundred), totalCount);

  it('is requested twice if it returns no count, and is complete', async () => {
    const { requested, read } = unpaged(undefined);
    expect(await allNumberedPages(read, 50, (item) => item)).toEqual({
      ok: true,
      value: hundred,
      requestId: 'R2',
    });
    expect(requested).toEqual([1, 2]);
  });

  it('is requested once if its whole count came at once', async () => {
    const { requested, read } = unpaged(100);
    expect(await allNumberedPages(read, 50, (item) => item)).not.toHaveProperty('gaps');
    expect(requested).toEqual([1]);
  });

  it('is incomplete, with its count, if its count is higher', async () => {
    const { requested, read } = unpaged(250);
    expect(await allNumberedPages(read, 50, (item) => item)).toMatchObject({
      value: hundred,
      gaps: { incomplete: { read: 100, of: 250 } },
    });
    expect(requested).toEqual([1, 2]);
  });

  it('counts its unreadable rows once', async () => {
    const read = () =>
      Promise.resolve({
        ok: true as const,
        value: {
          items: hundred,
          unread: [{ LoadBalancerId: 'lb-1' }, {}] as Record<string, string>[],
          totalCount: undefined,
        },
        requestId: 'R',
      });
    expect(await allNumberedPages(read, 50, (item) => item)).toMatchObject({
      gaps: { unread: [{ LoadBalancerId: 'lb-1' }, {}], incomplete: null },
    });
  });
});

describe('a list whose pages name the next one', () => {
  it('is read until no next page is named', async () => {
    const requested: (string | undefined)[] = [];
    const result = await allChainedPages(
      (nextToken) => {
        requested.push(nextToken);
        const value =
          nextToken === undefined
            ? { items: ['a'], unread: [], nextToken: 't' }
            : { items: ['b'], unread: [], nextToken: undefined };
        return Promise.resolve({ ok: true as const, value, requestId: 'R' });
      },
      (item) => item,
    );
    expect(result).toEqual({ ok: true, value: ['a', 'b'], requestId: 'R' });
    expect(requested).toEqual([undefined, 't']);
  });

  it('ends if a service that does not page returns the same again, and is then complete', async () => {
    const { requested, read } = chainedPages(() => ({ items: ['a', 'b'], nextToken: 'again' }));
    expect(await allChainedPages(read, (item) => item)).toEqual({
      ok: true,
      value: ['a', 'b'],
      requestId: 'R',
    });
    expect(requested).toHaveLength(2);
  });

  it('is incomplete if a page adds nothing and still names another', async () => {
    const { requested, read } = chainedPages((at) => ({ items: ['a'], nextToken: `t${at}` }));
    expect(await allChainedPages(read, (item) => item)).toMatchObject({
      value: ['a'],
      gaps: { incomplete: { read: 1, of: null } },
    });
    expect(requested).toHaveLength(2);
  });

  it('is reported as incomplete, with its count, if it exceeds the page limit', async () => {
    const { requested, read } = chainedPages((at) => ({ items: [`item ${at}`], nextToken: `t${at}` }), 5_000);
    const result = await allChainedPages(read, (item) => item);
    expect(result).toMatchObject({ ok: true, gaps: { incomplete: { read: 1_000, of: 5_000 } } });
    expect(requested).toHaveLength(1_000);
  });

  it('fails if one of its pages does', async () => {
    const error: SlbFailure = {
      kind: 'refused',
      code: 'InvalidParameter',
      message: 'No.',
      requestId: 'R',
      httpStatus: 400,
      retrySafe: false,
      outcome: 'not-done',
    };
    const result = await allChainedPages<string>(
      () => Promise.resolve({ ok: false, error }),
      (item) => item,
    );
    expect(result).toEqual({ ok: false, error });
  });
});

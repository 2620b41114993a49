import { describe, expect, it } from 'vitest';
import { allChainedPages, allNumberedPages } from './paging';
import type { SlbFailure } from './result';

function numberedPages(pages: string[][], totalCount: number | undefined) {
  const asked: number[] = [];
  const read = (pageNumber: number) => {
    asked.push(pageNumber);
    const items = pages[pageNumber - 1] ?? [];
    return Promise.resolve({ ok: true as const, value: { items, totalCount }, requestId: `R${pageNumber}` });
  };
  return { asked, read };
}

describe('a list paged by numbers', () => {
  it('is read until its count is reached', async () => {
    const { asked, read } = numberedPages([['a', 'b'], ['c', 'd'], ['e']], 5);
    const result = await allNumberedPages(read, 2, (item) => item);
    expect(result).toEqual({ ok: true, value: ['a', 'b', 'c', 'd', 'e'], requestId: 'R3' });
    expect(asked).toEqual([1, 2, 3]);
  });

  it('is read no further than its last full page', async () => {
    const { asked, read } = numberedPages([['a', 'b']], 2);
    await allNumberedPages(read, 2, (item) => item);
    expect(asked).toEqual([1]);
  });

  it('is read to the first short page when no count is given', async () => {
    const { asked, read } = numberedPages([['a', 'b'], ['c']], undefined);
    expect(await allNumberedPages(read, 2, (item) => item)).toMatchObject({ value: ['a', 'b', 'c'] });
    expect(asked).toEqual([1, 2]);
  });

  it('ends at an empty page even when the count promises more', async () => {
    const { asked, read } = numberedPages([['a', 'b'], []], 100);
    expect(await allNumberedPages(read, 2, (item) => item)).toMatchObject({ value: ['a', 'b'] });
    expect(asked).toEqual([1, 2]);
  });

  it('is read again when its length changes between two pages, since something may have moved to a page that was read', async () => {
    let items = ['a', 'b', 'c', 'd', 'e'];
    const asked: number[] = [];
    const read = (pageNumber: number) => {
      asked.push(pageNumber);
      const value = { items: items.slice((pageNumber - 1) * 2, pageNumber * 2), totalCount: items.length };
      if (asked.length === 1) items = items.slice(1);
      return Promise.resolve({ ok: true as const, value, requestId: 'R' });
    };
    expect(await allNumberedPages(read, 2, (item) => item)).toMatchObject({ value: ['b', 'c', 'd', 'e'] });
    expect(asked).toEqual([1, 2, 1, 2]);
  });

  it('that never stays the same is taken as it comes in the end', async () => {
    let count = 10;
    const read = (pageNumber: number) => {
      count += 1;
      const items = [`${pageNumber}a`, `${pageNumber}b`];
      return Promise.resolve({ ok: true as const, value: { items, totalCount: count }, requestId: 'R' });
    };
    expect(await allNumberedPages(read, 2, (item) => item)).toMatchObject({ ok: true });
  });

  it('holds an item once that moved to the next page meanwhile', async () => {
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

describe('a list whose pages name the next', () => {
  it('is read until no page is named', async () => {
    const asked: (string | undefined)[] = [];
    const result = await allChainedPages(
      (nextToken) => {
        asked.push(nextToken);
        const value =
          nextToken === undefined ? { items: ['a'], nextToken: 't' } : { items: ['b'], nextToken: undefined };
        return Promise.resolve({ ok: true as const, value, requestId: 'R' });
      },
      (item) => item,
    );
    expect(result).toEqual({ ok: true, value: ['a', 'b'], requestId: 'R' });
    expect(asked).toEqual([undefined, 't']);
  });

  it('is given up when it never ends', async () => {
    const read = () =>
      Promise.resolve({ ok: true as const, value: { items: ['a'], nextToken: 'again' }, requestId: 'R' });
    expect(await allChainedPages(read, (item) => item)).toMatchObject({
      ok: false,
      error: { kind: 'malformed', code: 'Sluice.BadAnswer' },
    });
  });

  it('fails as its first failing page does', async () => {
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

import type { ParameterReader } from './parameter-reader';

export type Page = { readonly number: number; readonly size: number };

/** The page that a call asks for; `name` is PageNumber everywhere but in one call. */
export function readPage(
  read: ParameterReader,
  sizes: { readonly normal: number; readonly maximum: number },
  name = 'PageNumber',
): Page {
  return {
    number: read.integer(name, 1, 1_000_000) ?? 1,
    size: read.integer('PageSize', 1, sizes.maximum) ?? sizes.normal,
  };
}

export function pageOf<Item>(items: readonly Item[], page: Page): Item[] {
  return items.slice((page.number - 1) * page.size, page.number * page.size);
}

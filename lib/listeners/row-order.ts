import type { ListColumn, ListQuery } from './list-query';
import type { ListedListener } from './overview-types';
import { factsIn, type RowLanguage } from './row-facts';
import { statusFilterOf, type StatusFilter } from './status-filter';
import { ranksOf } from './text-ranks';

type Sort = ListQuery['sort'];

const orders = new WeakMap<readonly ListedListener[], Map<string, readonly ListedListener[]>>();

/**
 * The rows in the order of a sort. An order is kept as long as the array of rows is: another search, page or reader takes it
 * over. Between equals the instance's name, the region, the instance and the port decide, so that a refresh never shuffles
 * them; an empty cell says nothing and stands last in either direction.
 */
export function sortedRows(
  rows: readonly ListedListener[],
  sort: Sort,
  language: RowLanguage,
): readonly ListedListener[] {
  const { column, descending } = sort;
  return kept(rows, `${language.locale} ${descending ? '-' : ''}${column}`, () => {
    const base = kept(rows, `${language.locale} base`, () => baseOrder(rows, language));
    const sign = descending ? -1 : 1;
    const keyed = base.map((listener, index) => ({ listener, index, key: 0 }));
    const keys = sortKeys(base, column, language);
    for (const row of keyed) {
      const key = keys[row.index] ?? null;
      row.key = key === null ? Number.POSITIVE_INFINITY : sign * key;
    }
    // The sort is stable, so the order between equals is that of the base.
    keyed.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1));
    return keyed.map(({ listener }) => listener);
  });
}

function kept(
  rows: readonly ListedListener[],
  name: string,
  make: () => readonly ListedListener[],
): readonly ListedListener[] {
  const byName = orders.get(rows) ?? new Map<string, readonly ListedListener[]>();
  orders.set(rows, byName);
  const order = byName.get(name) ?? make();
  byName.set(name, order);
  return order;
}

function baseOrder(rows: readonly ListedListener[], { locale }: RowLanguage): readonly ListedListener[] {
  const name = ranksOf(
    locale,
    'name',
    rows.map((row) => row.loadBalancer.name),
  );
  return rows
    .map((listener) => ({ listener, name: name.get(listener.loadBalancer.name) ?? 0 }))
    .toSorted((a, b) => a.name - b.name || compareKeys(a.listener, b.listener))
    .map(({ listener }) => listener);
}

function compareKeys(a: ListedListener, b: ListedListener): number {
  return (
    compareText(a.regionId, b.regionId) ||
    compareText(a.loadBalancerId, b.loadBalancerId) ||
    a.listenerPort - b.listenerPort ||
    compareText(a.protocol, b.protocol)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const statusRank: Record<StatusFilter, number> = { changing: 0, running: 1, stopped: 2 };

/** Columns that are not sorted by their words. */
const numbers: Partial<Record<ListColumn, (listener: ListedListener) => number>> = {
  port: (listener) => listener.listenerPort,
  status: (listener) => statusRank[statusFilterOf(listener)],
  // No cap is the most; a listener that tells none comes before all numbers.
  bandwidth: ({ bandwidthMbps }) =>
    bandwidthMbps === null ? 0 : bandwidthMbps < 0 ? Number.MAX_SAFE_INTEGER : bandwidthMbps,
};

/** Null for an empty cell. */
function sortKeys(
  rows: readonly ListedListener[],
  column: ListColumn,
  language: RowLanguage,
): (number | null)[] {
  const number = numbers[column];
  if (number) return rows.map(number);
  const facts = factsIn(language);
  const texts = rows.map((row) => facts(row).cells[column]);
  const ranks = ranksOf(language.locale, column, texts);
  return texts.map((text) => (text === '' ? null : (ranks.get(text) ?? 0)));
}

import type { ListColumn } from './list-query';
import type { ListedListener } from '@/lib/model/list-row';
import type { FilterableRow } from './filterable-row';
import { statusFilterOf, type StatusFilter } from '@/lib/model/status-filter';
import { ranksOf } from './collation-ranks';

/** Positions in the array of rows. */
export type Order = Uint32Array;

export type OrderBy = {
  column: ListColumn;
  descending: boolean;
  /** Rows of one instance are kept together. Instances are ordered by name, whatever the column. */
  grouped: boolean;
};

/** The rows of one instance: a range of the rows, by port. */
export type RowRange = { key: string; name: string; from: number; to: number };

/** Breaks ties, so that a refresh never shuffles rows: the instance's name, the region, the instance, the port. */
export function baseOrder(instances: readonly RowRange[], locale: string): Order {
  const names = ranksOf(
    locale,
    'name',
    instances.map(({ name }) => name),
  );
  const ranked = instances
    .map((range) => ({ ...range, rank: names.get(range.name) ?? 0 }))
    .toSorted((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const order = new Uint32Array(instances.reduce((sum, { from, to }) => sum + to - from, 0));
  let place = 0;
  for (const { from, to } of ranked)
    for (let position = from; position < to; position += 1) order[place++] = position;
  return order;
}

/** What rows are sorted by; null for an empty cell. */
type Key = number | null;

/** The base order, sorted by a column, whose `shares` of healthy servers are kept elsewhere. An empty cell comes last in either direction. */
export function orderBy(
  rows: readonly FilterableRow[],
  base: Order,
  { column, descending, grouped }: OrderBy,
  locale: string,
  shares: () => readonly Key[],
): Order {
  const keys = column === 'healthy' ? shares() : sortKeys(rows, column, locale);
  const order = sortedBy(keys, base, descending);
  if (!grouped) return order;
  return sortedBy(groupsOf(rows, base), order, column === 'instance' && descending);
}

/** The position of each row's instance in the base order. */
function groupsOf(rows: readonly FilterableRow[], base: Order): number[] {
  const groups = Array.from<number>({ length: rows.length });
  let group = 0;
  let last: FilterableRow | undefined;
  for (const position of base) {
    const row = rows[position];
    if (row && last && instanceOf(row) !== instanceOf(last)) group += 1;
    groups[position] = group;
    last = row;
  }
  return groups;
}

function instanceOf({ listener }: FilterableRow): string {
  return `${listener.regionId} ${listener.loadBalancerId}`;
}

/**
 * Sorts positions by their keys; stable, null last in either direction. Counts how many rows have each key instead of
 * comparing rows: most columns have few different values, and a hundred thousand rows are sorted in two passes.
 */
function sortedBy(keys: readonly Key[], order: Order, descending: boolean): Order {
  const ranks = new Map<Key, number>();
  const distinct = Float64Array.from(new Set(keys.filter((key) => key !== null))).toSorted();
  if (descending) distinct.reverse();
  distinct.forEach((key, rank) => ranks.set(key, rank));
  ranks.set(null, distinct.length);

  const rankOf = new Uint32Array(keys.length);
  const starts = new Uint32Array(distinct.length + 2);
  keys.forEach((key, position) => {
    const rank = ranks.get(key) ?? 0;
    rankOf[position] = rank;
    starts[rank + 1] = (starts[rank + 1] ?? 0) + 1;
  });
  for (let rank = 1; rank < starts.length; rank += 1)
    starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0);

  const sorted = new Uint32Array(order.length);
  for (const position of order) {
    const rank = rankOf[position] ?? 0;
    const place = starts[rank] ?? 0;
    sorted[place] = position;
    starts[rank] = place + 1;
  }
  return sorted;
}

const statusRank: Record<StatusFilter, number> = { changing: 0, running: 1, stopped: 2 };

/** Columns that are not sorted by their text. */
const numbers: Partial<Record<ListColumn, (listener: ListedListener) => number>> = {
  port: (listener) => listener.listenerPort,
  status: (listener) => statusRank[statusFilterOf(listener)],
  // Unlimited is the highest; a listener without a value comes before all numbers.
  bandwidth: ({ bandwidthMbps }) =>
    bandwidthMbps === null ? 0 : bandwidthMbps < 0 ? Number.MAX_SAFE_INTEGER : bandwidthMbps,
};

function sortKeys(rows: readonly FilterableRow[], column: ListColumn, locale: string): Key[] {
  // By age, as the column shows it: the newest first.
  if (column === 'changed')
    return rows.map(({ listener: { changedAtMillis } }) =>
      changedAtMillis === null ? null : -changedAtMillis,
    );
  const number = numbers[column];
  if (number) return rows.map(({ listener }) => number(listener));
  const ranks = ranksOf(
    locale,
    column,
    rows.map(({ cells }) => cells[column]),
  );
  return rows.map(({ cells }) => (cells[column] === '' ? null : (ranks.get(cells[column]) ?? 0)));
}

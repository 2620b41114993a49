import type { ListColumn } from './list-query';
import type { ListedListener } from '@/lib/model/list-row';
import type { FilterableRow } from './filterable-row';
import { healthyShareOf, listenerHealth, type HealthAt } from '@/lib/model/row-health';
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

/** Breaks ties, so that a refresh never shuffles rows: the instance's name, the region, the instance, the port. */
export function baseOrder(rows: readonly ListedListener[], locale: string): Order {
  const names = ranksOf(
    locale,
    'name',
    rows.map((row) => row.loadBalancer.name),
  );
  const instances = rows.map((row) => `${row.regionId} ${row.loadBalancerId}`);
  const ids = ranksByCode(instances);
  const protocols = ranksByCode(rows.map((row) => row.protocol));
  return sortedBy(
    rows.map((row) => names.get(row.loadBalancer.name) ?? 0),
    sortedBy(
      instances.map((instance) => ids.get(instance) ?? 0),
      sortedBy(
        rows.map((row) => row.listenerPort * 16 + (protocols.get(row.protocol) ?? 0)),
        Uint32Array.from(rows.keys()),
      ),
    ),
  );
}

/** The base order, sorted by a column. An empty cell comes last in either direction. */
export function orderBy(
  rows: readonly FilterableRow[],
  base: Order,
  { column, descending, grouped }: OrderBy,
  locale: string,
  at: HealthAt,
): Order {
  const sign = descending ? -1 : 1;
  const keys = sortKeys(rows, column, locale, at).map((key) =>
    key === null ? Number.POSITIVE_INFINITY : sign * key,
  );
  const order = sortedBy(keys, base);
  if (!grouped) return order;
  const groupSign = column === 'instance' ? sign : 1;
  return sortedBy(
    groupsOf(rows, base).map((group) => groupSign * group),
    order,
  );
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

/** Sorts positions by their keys; stable. */
function sortedBy(keys: readonly number[], order: Order): Order {
  return order.toSorted((a, b) => {
    const first = keys[a] ?? 0;
    const second = keys[b] ?? 0;
    return first === second ? 0 : first < second ? -1 : 1;
  });
}

function ranksByCode(texts: readonly string[]): Map<string, number> {
  return new Map([...new Set(texts)].toSorted().map((text, rank) => [text, rank]));
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

/** Null for an empty cell. */
function sortKeys(
  rows: readonly FilterableRow[],
  column: ListColumn,
  locale: string,
  at: HealthAt,
): (number | null)[] {
  if (column === 'healthy') return rows.map(({ listener }) => healthyShareOf(listenerHealth(listener, at)));
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

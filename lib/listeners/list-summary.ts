import type { ListedListener } from './overview-types';
import { countByStatus, type StatusFilter } from './status-filter';

/** What a list says of all its rows, before any filter. */
export type ListSummary = {
  all: number;
  counts: Record<StatusFilter, number>;
  instances: ReadonlyMap<string, { name: string; regionId: string }>;
  protocols: readonly string[];
  schedulers: readonly string[];
};

const known = new WeakMap<readonly ListedListener[], ListSummary>();

/** Walks the rows once for as long as the array is the same. */
export function summaryOf(listeners: readonly ListedListener[]): ListSummary {
  const before = known.get(listeners);
  if (before) return before;
  const summary: ListSummary = {
    all: listeners.length,
    counts: countByStatus(listeners),
    instances: new Map(
      listeners.map((row) => [row.loadBalancerId, { name: row.loadBalancer.name, regionId: row.regionId }]),
    ),
    protocols: [...new Set(listeners.map(({ protocol }) => protocol))].toSorted(),
    schedulers: [...new Set(listeners.flatMap(({ scheduler }) => scheduler ?? []))].toSorted(),
  };
  known.set(listeners, summary);
  return summary;
}

import type { ListedListener } from '@/lib/model/list-row';
import { countByStatus, type StatusFilter } from '@/lib/model/status-filter';

export type InstanceSummary = {
  name: string;
  regionId: string;
  listenerCount: number;
  /** The peak bandwidth its listeners share (Mbit/s); null where no sum rule applies (slb-api.md 5.2). */
  sharedMbps: number | null;
  /** The total of those listeners that have a limit. */
  heldMbps: number;
};

/** What a list says about all its rows, before any filter. */
export type ListSummary = {
  all: number;
  counts: Record<StatusFilter, number>;
  /** By id. */
  instances: ReadonlyMap<string, InstanceSummary>;
  protocols: readonly string[];
  schedulers: readonly string[];
  /** `key` and `key=value` of all tags, of listeners and their instances. */
  tags: readonly string[];
  owners: readonly string[];
};

const known = new WeakMap<readonly ListedListener[], ListSummary>();

/** Iterates the rows once per array. */
export function summaryOf(listeners: readonly ListedListener[]): ListSummary {
  const before = known.get(listeners);
  if (before) return before;
  const summary: ListSummary = {
    all: listeners.length,
    counts: countByStatus(listeners),
    instances: instancesOf(listeners),
    protocols: [...new Set(listeners.map(({ protocol }) => protocol))].toSorted(),
    tags: tagsOf(listeners),
    owners: [...new Set(listeners.flatMap(({ owner }) => owner?.name ?? []))].toSorted(),
    schedulers: [...new Set(listeners.flatMap(({ scheduler }) => scheduler ?? []))].toSorted(),
  };
  known.set(listeners, summary);
  return summary;
}

function instancesOf(listeners: readonly ListedListener[]): Map<string, InstanceSummary> {
  const instances = new Map<string, InstanceSummary>();
  for (const { loadBalancerId, regionId, loadBalancer, bandwidthMbps } of listeners) {
    const { name, sharedMbps } = loadBalancer;
    const before = instances.get(loadBalancerId);
    instances.set(loadBalancerId, {
      name,
      regionId,
      sharedMbps,
      listenerCount: (before?.listenerCount ?? 0) + 1,
      heldMbps: (before?.heldMbps ?? 0) + Math.max(0, bandwidthMbps ?? 0),
    });
  }
  return instances;
}

function tagsOf(listeners: readonly ListedListener[]): string[] {
  // The rows of an instance share one array.
  const lists = new Set(listeners.flatMap(({ tags, loadBalancer }) => [tags, loadBalancer.tags]));
  const tags = [...lists].flatMap((list) => list ?? []);
  return [...new Set(tags.flatMap(({ key, value }) => [key, `${key}=${value}`]))].toSorted();
}

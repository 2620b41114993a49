import { partsOf } from '@/lib/inventory/joined-rows';
import type { ListedListener } from '@/lib/model/list-row';
import { countByStatus, statusFilters, type StatusFilter } from '@/lib/model/status-filter';

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

/** Iterates the rows once per array, and those of a region that was not read again not at all. */
export function summaryOf(listeners: readonly ListedListener[]): ListSummary {
  const before = known.get(listeners);
  if (before) return before;
  const parts = partsOf(listeners);
  const summary = parts[0] === listeners ? summarize(listeners) : joined(parts.map(summaryOf));
  known.set(listeners, summary);
  return summary;
}

function summarize(listeners: readonly ListedListener[]): ListSummary {
  return {
    all: listeners.length,
    counts: countByStatus(listeners),
    instances: instancesOf(listeners),
    protocols: distinct(listeners.map(({ protocol }) => protocol)),
    tags: tagsOf(listeners),
    owners: distinct(listeners.flatMap(({ owner }) => owner?.name ?? [])),
    schedulers: distinct(listeners.flatMap(({ scheduler }) => scheduler ?? [])),
  };
}

/** An instance belongs to one region. */
function joined(parts: readonly ListSummary[]): ListSummary {
  const counts = { changing: 0, running: 0, stopped: 0 };
  for (const part of parts) for (const status of statusFilters) counts[status] += part.counts[status];
  return {
    all: parts.reduce((sum, { all }) => sum + all, 0),
    counts,
    instances: new Map(parts.flatMap(({ instances }) => [...instances])),
    protocols: distinct(parts.flatMap(({ protocols }) => protocols)),
    tags: distinct(parts.flatMap(({ tags }) => tags)),
    owners: distinct(parts.flatMap(({ owners }) => owners)),
    schedulers: distinct(parts.flatMap(({ schedulers }) => schedulers)),
  };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].toSorted();
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
  return distinct(tags.flatMap(({ key, value }) => [key, `${key}=${value}`]));
}

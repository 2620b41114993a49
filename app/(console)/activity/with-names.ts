import 'server-only';
import type { ActivityQuery } from '@/lib/activity/query';
import { knownInstances } from '@/lib/inventory/instance-names';

/** Extends the query to find instances by their current names, if it searches for any. */
export async function withNames(query: ActivityQuery): Promise<ActivityQuery> {
  const { filter } = query;
  if (filter.text === undefined && filter.loadBalancerId === undefined) return query;
  return { ...query, filter: { ...filter, names: await knownInstances() } };
}

import 'server-only';
import type { ActivityQuery } from '@/lib/activity/query';
import { knownInstances } from '@/lib/inventory/instance-names';

/** The query so that it finds instances by what they are called now, where it looks for any. */
export async function withNames(query: ActivityQuery): Promise<ActivityQuery> {
  const { filter } = query;
  if (filter.text === undefined && filter.loadBalancerId === undefined) return query;
  return { ...query, filter: { ...filter, names: await knownInstances() } };
}

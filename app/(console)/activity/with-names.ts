import 'server-only';
import type { ActivityQuery } from '@/lib/activity/query';
import { config } from '@/lib/config';
import { knownInstances } from '@/lib/inventory/instance-names';

/**
 * Completes the query with what the URL does not say: the current account, unless it asks for all, and the names of
 * instances, if it searches for any.
 */
export async function withNames(query: ActivityQuery): Promise<ActivityQuery> {
  const account = query.filter.allAccounts === true ? null : config().account;
  const filter = account === null ? query.filter : { ...query.filter, account };
  if (filter.text === undefined && filter.loadBalancerId === undefined) return { ...query, filter };
  return { ...query, filter: { ...filter, names: await knownInstances() } };
}

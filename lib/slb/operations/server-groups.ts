import 'server-only';
import {
  primarySecondaryServerGroupAnswer,
  primarySecondaryServerGroupsAnswer,
  vServerGroupAnswer,
  vServerGroupsAnswer,
} from '@/lib/slb/answers/server-groups';
import { readSlb } from '@/lib/slb/client';
import { allOf } from '@/lib/slb/paging';
import type { ServerGroup, ServerGroupDetail } from '@/lib/slb/responses';
import type { CallOptions, SlbResult } from '@/lib/slb/result';

type Owner = { regionId: string; loadBalancerId: string };
type GroupKey = { regionId: string; groupId: string };

/** The VServer groups of one instance; the call is not paged (slb-api.md 3.14). */
export async function describeVServerGroups(
  { regionId, loadBalancerId }: Owner,
  options?: CallOptions,
): Promise<SlbResult<ServerGroup[]>> {
  const owner = { LoadBalancerId: loadBalancerId };
  return allOf(await readSlb('DescribeVServerGroups', regionId, owner, vServerGroupsAnswer, options));
}

/** The primary/secondary (on the wire: master/slave) server groups of one instance; not paged (slb-api.md 3.14). */
export async function describePrimarySecondaryServerGroups(
  { regionId, loadBalancerId }: Owner,
  options?: CallOptions,
): Promise<SlbResult<ServerGroup[]>> {
  const action = 'DescribeMasterSlaveServerGroups';
  const owner = { LoadBalancerId: loadBalancerId };
  return allOf(await readSlb(action, regionId, owner, primarySecondaryServerGroupsAnswer, options));
}

/** One VServer group with its members (slb-api.md 3.14). */
export function describeVServerGroup(
  { regionId, groupId }: GroupKey,
  options?: CallOptions,
): Promise<SlbResult<ServerGroupDetail>> {
  const group = { VServerGroupId: groupId };
  return readSlb('DescribeVServerGroupAttribute', regionId, group, vServerGroupAnswer, options);
}

/** One primary/secondary server group with its two members, each with its role (slb-api.md 3.14). */
export function describePrimarySecondaryServerGroup(
  { regionId, groupId }: GroupKey,
  options?: CallOptions,
): Promise<SlbResult<ServerGroupDetail>> {
  const action = 'DescribeMasterSlaveServerGroupAttribute';
  const group = { MasterSlaveServerGroupId: groupId };
  return readSlb(action, regionId, group, primarySecondaryServerGroupAnswer, options);
}

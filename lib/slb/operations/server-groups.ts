import 'server-only';
import {
  primarySecondaryServerGroupAnswer,
  primarySecondaryServerGroupsAnswer,
  vServerGroupAnswer,
  vServerGroupsAnswer,
} from '@/lib/slb/answers/server-groups';
import { callSlb } from '@/lib/slb/client';
import { allOf } from '@/lib/slb/paging';
import type { PrimarySecondaryServerGroup, ServerGroupDetail, VServerGroup } from '@/lib/slb/responses';
import type { CallOptions, SlbResult } from '@/lib/slb/result';

type Owner = { regionId: string; loadBalancerId: string };

/** The VServer groups of one instance; the call is not paged (slb-api.md 3.14). */
export async function describeVServerGroups(
  { regionId, loadBalancerId }: Owner,
  options?: CallOptions,
): Promise<SlbResult<VServerGroup[]>> {
  const result = await callSlb(
    {
      action: 'DescribeVServerGroups',
      regionId,
      parameters: { LoadBalancerId: loadBalancerId },
      effect: 'read',
      answer: vServerGroupsAnswer,
    },
    options,
  );
  return allOf(result);
}

/** The primary/secondary (on the wire: master/slave) server groups of one instance; not paged (slb-api.md 3.14). */
export async function describePrimarySecondaryServerGroups(
  { regionId, loadBalancerId }: Owner,
  options?: CallOptions,
): Promise<SlbResult<PrimarySecondaryServerGroup[]>> {
  const result = await callSlb(
    {
      action: 'DescribeMasterSlaveServerGroups',
      regionId,
      parameters: { LoadBalancerId: loadBalancerId },
      effect: 'read',
      answer: primarySecondaryServerGroupsAnswer,
    },
    options,
  );
  return allOf(result);
}

/** One VServer group with its members (slb-api.md 3.14). */
export function describeVServerGroup(
  { regionId, groupId }: { regionId: string; groupId: string },
  options?: CallOptions,
): Promise<SlbResult<ServerGroupDetail>> {
  return callSlb(
    {
      action: 'DescribeVServerGroupAttribute',
      regionId,
      parameters: { VServerGroupId: groupId },
      effect: 'read',
      answer: vServerGroupAnswer,
    },
    options,
  );
}

/** One primary/secondary server group with its two members, each with its role (slb-api.md 3.14). */
export function describePrimarySecondaryServerGroup(
  { regionId, groupId }: { regionId: string; groupId: string },
  options?: CallOptions,
): Promise<SlbResult<ServerGroupDetail>> {
  return callSlb(
    {
      action: 'DescribeMasterSlaveServerGroupAttribute',
      regionId,
      parameters: { MasterSlaveServerGroupId: groupId },
      effect: 'read',
      answer: primarySecondaryServerGroupAnswer,
    },
    options,
  );
}

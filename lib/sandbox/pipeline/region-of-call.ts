import { boundsOf } from '../editions';
import type { Runtime } from '../runtime';

/** What names an instance, a group or a list; each id is of one of them only. */
const NAMES = [
  'LoadBalancerId',
  'LoadBalancerId.1',
  'VServerGroupId',
  'MasterSlaveServerGroupId',
  'AclId',
  'ResourceId.1',
  'ResourceId',
];

/** The region that a call is about: the one it names, that of a regional endpoint, or that of what it names (D5). */
export function regionOf(
  runtime: Pick<Runtime, 'defaultRegionId' | 'settings' | 'store'>,
  parameters: ReadonlyMap<string, string>,
): string | undefined {
  const named = parameters.get('RegionId') ?? runtime.defaultRegionId;
  if (named !== undefined || !boundsOf(runtime.settings.current).regionOfNamedId) return named;
  const { loadBalancers, serverGroups, accessControlLists } = runtime.store.tables;
  for (const name of NAMES) {
    // The first of a comma list, and of a listener's `<LoadBalancerId>_tcp_80` its instance.
    const id = parameters.get(name)?.split(/[,_]/, 1)[0];
    if (id === undefined) continue;
    const regionId =
      loadBalancers.regionOf(id) ?? serverGroups.regionOf(id) ?? accessControlLists.regionOf(id);
    if (regionId !== undefined) return regionId;
  }
  return undefined;
}

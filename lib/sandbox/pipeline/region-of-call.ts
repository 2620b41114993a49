import { boundsOf } from '../editions';
import type { Runtime } from '../runtime';

/** The parameters whose values are ids of instances, groups or lists; each id is of one of them only. */
const ID_PARAMETERS = /^(LoadBalancerId|VServerGroupId|MasterSlaveServerGroupId|AclId|ResourceId)(\.\d+)?$/;

/** The region that a call is about: the one it names, that of what it names (D5), or that of a regional endpoint. */
export function regionOf(
  runtime: Pick<Runtime, 'defaultRegionId' | 'settings' | 'store'>,
  parameters: ReadonlyMap<string, string>,
): string | undefined {
  const named = parameters.get('RegionId');
  if (named !== undefined) return named;
  const isByIds = boundsOf(runtime.settings.current).regionOfNamedId;
  return (isByIds ? regionOfIds(runtime, parameters) : undefined) ?? runtime.defaultRegionId;
}

/** The region of the first that exists. */
function regionOfIds(
  { store }: Pick<Runtime, 'store'>,
  parameters: ReadonlyMap<string, string>,
): string | undefined {
  const { loadBalancers, serverGroups, accessControlLists } = store.tables;
  for (const [name, value] of parameters) {
    if (!ID_PARAMETERS.test(name)) continue;
    for (const part of value.split(',')) {
      // Of a listener's `<LoadBalancerId>_tcp_80` its instance.
      const [id = ''] = part.split('_', 1);
      const regionId =
        loadBalancers.regionOf(id) ?? serverGroups.regionOf(id) ?? accessControlLists.regionOf(id);
      if (regionId !== undefined) return regionId;
    }
  }
  return undefined;
}

import 'server-only';
import { inventory } from './inventory';

type Named = { regionId: string; loadBalancerId: string };

/**
 * What these instances are called, by id, as far as the inventory holds them: no call is made, and one that is gone, nameless or was never read
 * is left out. Throws when the database cannot be read.
 */
export async function instanceNames(instances: readonly Named[]): Promise<ReadonlyMap<string, string>> {
  const inv = await inventory();
  const names = new Map<string, string>();
  for (const { regionId, loadBalancerId } of instances) {
    const name = inv.regions.get(regionId)?.instances.get(loadBalancerId)?.listed.name ?? '';
    // Listed is the id where there is no name.
    if (name !== '' && name !== loadBalancerId) names.set(loadBalancerId, name);
  }
  return names;
}

/** All instances that the inventory holds, of these regions or of all, with listeners or without. Listed is the id where there is no name. */
export async function knownInstances(
  regionIds?: readonly string[],
): Promise<readonly { loadBalancerId: string; name: string }[]> {
  const { regions } = await inventory();
  return (regionIds ?? [...regions.keys()]).flatMap((regionId) =>
    [...(regions.get(regionId)?.instances.values() ?? [])].map(({ listed }) => listed),
  );
}

import 'server-only';
import { inventory } from './inventory';

type Named = { regionId: string; loadBalancerId: string };

/**
 * The names of these instances by id, as far as the inventory has them. Makes no call; deleted, nameless and unread
 * instances are left out. Throws if the database cannot be read.
 */
export async function instanceNames(instances: readonly Named[]): Promise<ReadonlyMap<string, string>> {
  const inv = await inventory();
  const names = new Map<string, string>();
  for (const { regionId, loadBalancerId } of instances) {
    const name = inv.regions.get(regionId)?.instances.get(loadBalancerId)?.listed.name ?? '';
    // The list has the id if there is no name.
    if (name !== '' && name !== loadBalancerId) names.set(loadBalancerId, name);
  }
  return names;
}

/**
 * All instances in the inventory, of these regions or of all, with or without listeners. The list has the id if there
 * is no name.
 */
export async function knownInstances(
  regionIds?: readonly string[],
): Promise<readonly { loadBalancerId: string; name: string }[]> {
  const { regions } = await inventory();
  return (regionIds ?? [...regions.keys()]).flatMap((regionId) =>
    [...(regions.get(regionId)?.instances.values() ?? [])].map(({ listed }) => listed),
  );
}

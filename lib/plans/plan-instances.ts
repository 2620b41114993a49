import 'server-only';
import { currentInventory } from '@/lib/inventory/sync';
import type { PlanInstance } from './plan-types';

/** All instances that the inventory knows, with how many listeners of any protocol each has. Makes no call. */
export async function planInstances(): Promise<PlanInstance[]> {
  const { regions } = await currentInventory();
  return [...regions.values()].flatMap(({ regionId, instances, listeners }) => {
    const counts = new Map<string, number>();
    for (const { row } of listeners.values())
      counts.set(row.loadBalancerId, (counts.get(row.loadBalancerId) ?? 0) + 1);
    return [...instances].map(([loadBalancerId, { listed }]) => ({
      regionId,
      loadBalancerId,
      name: listed.name,
      listenerCount: counts.get(loadBalancerId) ?? 0,
    }));
  });
}

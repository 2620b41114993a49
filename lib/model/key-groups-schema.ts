import '../zod-settings';
import * as z from 'zod';
import { inputLimits } from '@/lib/input-limits';
import { listenerKeySchema } from './outcome';

/** Names of listeners as they travel (`KeyGroup`), bounded one by one and all together. */

const { regionId, loadBalancerId, listenerPort } = listenerKeySchema.shape;

/** Listeners of one instance, which has one on each port at most. */
export const keyGroupSchema = z.object({
  regionId,
  loadBalancerId,
  ports: z.array(listenerPort).max(inputLimits.listeners),
});

/** Groups that name no more listeners together than one request may. */
export function keyGroupsOf<Group extends z.ZodType<{ regionId: string; ports: number[] }>>(group: Group) {
  return z
    .array(group)
    .max(inputLimits.listeners)
    .refine((groups) => {
      const regions = new Set(groups.map((each) => each.regionId));
      const listeners = groups.reduce((sum, { ports }) => sum + ports.length, 0);
      return regions.size <= inputLimits.regions && listeners <= inputLimits.listeners;
    });
}

export const keyGroupsSchema = keyGroupsOf(keyGroupSchema);

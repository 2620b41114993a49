import '../zod-settings';
import * as z from 'zod';
import { inputLimits } from '@/lib/input-limits';
import { listenerKeySchema } from './outcome';

/** Listener keys as sent over the wire (`KeyGroup`), bounded per group and in total. */

const { regionId, loadBalancerId, listenerPort } = listenerKeySchema.shape;

/** Listeners of one instance, at most one per port. */
export const keyGroupSchema = z.object({
  regionId,
  loadBalancerId,
  ports: z.array(listenerPort).max(inputLimits.listeners),
});

/** Groups that together name no more listeners than one request may contain. */
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

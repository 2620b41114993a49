import 'server-only';
import type { ListenerSummary } from '@/lib/slb/responses';
import type { ListGaps } from '@/lib/slb/result';
import { inventory, save } from './inventory';
import { listenerCopyKey, takeListeners, takePartGaps, prune } from './region-copy';

/** Epoch ms on Sluice's own clock; null if Sluice did not observe it: SLB returns neither. */
export type ObservedChange = {
  /** When it was first observed; null: it existed when its region was first read. */
  firstObservedAtMillis: number | null;
  /** When it last changed, in status or a setting, from what had been read before. */
  changedAtMillis: number | null;
};

const UNKNOWN: ObservedChange = { firstObservedAtMillis: null, changedAtMillis: null };

/**
 * Stores all of an instance's listeners as just read, and returns what is known about one of them. Nothing is stored
 * for a region that was never read: what is new in it could not be distinguished from what is not. Throws if the
 * database cannot be read or written.
 */
export async function noteInstance(
  regionId: string,
  loadBalancerId: string,
  listed: readonly ListenerSummary[],
  requestedAtMillis: number,
  gaps?: ListGaps,
): Promise<(listenerPort: number, protocol: string) => ObservedChange> {
  const inv = await inventory();
  const copy = inv.regions.get(regionId);
  if (copy === undefined || copy.readAtMillis === null) return () => UNKNOWN;
  takeListeners(copy, listed, requestedAtMillis);
  takePartGaps(copy, [loadBalancerId], gaps);
  prune(copy, requestedAtMillis, (row) => row.loadBalancerId === loadBalancerId);
  if (copy.unsaved.listeners.size > 0) await save(inv, copy);
  return (listenerPort, protocol) => {
    const known = copy.listeners.get(listenerCopyKey({ loadBalancerId, listenerPort }, protocol));
    return known === undefined
      ? UNKNOWN
      : { firstObservedAtMillis: known.firstObservedAtMillis, changedAtMillis: known.changedAtMillis };
  };
}

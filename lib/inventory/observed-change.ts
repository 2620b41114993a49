import 'server-only';
import type { ListenerSummary } from '@/lib/slb/responses';
import type { ListGaps } from '@/lib/slb/result';
import { inventory, save } from './inventory';
import { listenerCopyKey, takeListeners, takePartGaps, prune } from './region-copy';

/** Epoch ms, of Sluice's own clock; null where Sluice did not see it: SLB tells neither. */
export type ObservedChange = {
  /** When it was met first; null: it was there when its region was first read. */
  firstObservedAtMillis: number | null;
  /** When it last differed, in its status or a setting, from what had been read before. */
  changedAtMillis: number | null;
};

const UNKNOWN: ObservedChange = { firstObservedAtMillis: null, changedAtMillis: null };

/**
 * Takes over what an instance was just seen to hold, all of it, as asked for at that moment, and tells what is known of one of its
 * listeners. Of a region that was never read nothing is known, and nothing is taken over: what is new in it could not be told from
 * what is not. Throws when the database cannot be read or written.
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

import 'server-only';
import type { ListenerSettings } from '@/lib/slb/responses';
import type { ListenerKey } from '@/lib/model/outcome';
import { currentInventory } from './sync';
import { listenerCopyKey } from './region-copy';
import { copiesOf } from './regions';

export type KnownListener = {
  listener: ListenerKey;
  settings: ListenerSettings;
  /** When it was requested from SLB (epoch ms). */
  readAtMillis: number;
};

/**
 * These TCP listeners with all settings that SLB returned for them when they were last read, without a call. One that
 * the inventory does not have, or of whose settings SLB returned none, is left out.
 */
export async function knownListeners(keys: readonly ListenerKey[]): Promise<KnownListener[]> {
  const copies = await copiesOf(await currentInventory(), [...new Set(keys.map(({ regionId }) => regionId))]);
  const byRegion = new Map(copies.map((copy) => [copy.regionId, copy]));
  return keys.flatMap((listener): KnownListener[] => {
    const copy = byRegion.get(listener.regionId)?.listeners.get(listenerCopyKey(listener, 'tcp'));
    if (copy === undefined || copy.summary.isConfigUntold) return [];
    return [{ listener, settings: copy.summary, readAtMillis: copy.requestedAtMillis }];
  });
}

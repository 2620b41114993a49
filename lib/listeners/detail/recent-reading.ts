import 'server-only';
import { connectionIdentity } from '@/lib/inventory/connection';
import { rowRequestedAtMillis } from '@/lib/inventory/overview';
import type { ListenerKey } from '@/lib/model/outcome';
import { protocolOf } from '@/lib/model/protocol';
import type { OneListenerReading } from './detail-types';
import { readOneListener } from './listener-detail';

/** As often as the list refreshes by itself. */
const REUSED_MILLIS = 30_000;
const MOST_KEPT = 50;

type Kept = { startedAtMillis: number; reading: Promise<OneListenerReading> };

// On globalThis because a Next server may load one module twice.
const held: typeof globalThis & { sluiceRecentReadings?: Map<string, Kept> } = globalThis;

/**
 * One listener for what is rendered again with every search, sort and page beside it (the preview). For half a minute a
 * reading is used again without a call, unless the list has read the row later, as it does on Refresh and after every
 * write of Sluice. A failure is never used again, nor is a listener that the list does not have.
 */
export async function readOneRecently(
  key: ListenerKey,
): Promise<{ reading: Promise<OneListenerReading>; isNew: boolean }> {
  const readings = (held.sluiceRecentReadings ??= new Map<string, Kept>());
  const { regionId, loadBalancerId, listenerPort } = key;
  const [connection, rowAtMillis] = await Promise.all([connectionIdentity(), rowRequestedAtMillis(key)]);
  const id = JSON.stringify([connection, regionId, loadBalancerId, listenerPort, protocolOf(key)]);
  const kept = readings.get(id);
  const sinceMillis = Math.max(rowAtMillis ?? Infinity, Date.now() - REUSED_MILLIS);
  if (kept !== undefined && kept.startedAtMillis >= sinceMillis)
    return { reading: kept.reading, isNew: false };

  const reading = readOneListener(key);
  // Taken last: the reading makes the row as new as its own beginning.
  const begun: Kept = { startedAtMillis: Date.now(), reading };
  readings.delete(id);
  readings.set(id, begun);
  for (const oldest of [...readings.keys()].slice(0, -MOST_KEPT)) readings.delete(oldest);
  const forget = (): void => {
    if (readings.get(id) === begun) readings.delete(id);
  };
  reading.then(({ state }) => state !== 'read' && forget(), forget);
  return { reading, isNew: true };
}

import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '@/lib/config';
import { leaveListenerUnsure, rereadListener } from '@/lib/inventory/reread-listener';
import { describeTcpListener } from '@/lib/slb/operations/listeners';
import type { LoadBalancerDetail, TcpListenerAttributes } from '@/lib/slb/responses';
import { isGone, type SlbFailure } from '@/lib/slb/result';
import type { Difference, ListenerKey, Written } from '@/lib/model/outcome';

/** SLB took it. `requestId` is null where its answer was lost and its effect was found. */
export type Accepted = { requestId: string | null; foundAfterLostAnswer: boolean };

export type Reading =
  | { kind: 'there'; attributes: TcpListenerAttributes }
  | { kind: 'gone' }
  | { kind: 'unreadable'; error: SlbFailure };

/** The listener as the cloud now says. */
export async function readListener(key: ListenerKey, signal?: AbortSignal): Promise<Reading> {
  const result = await describeTcpListener(key, { signal });
  if (result.ok) return { kind: 'there', attributes: result.value };
  return isGone(result.error) ? { kind: 'gone' } : { kind: 'unreadable', error: result.error };
}

const PAUSES_MILLIS = [100, 300, 900];

/**
 * The listener after a write that SLB took, and its row in the list read again. Some patience is had with what the cloud shows late: right
 * after Create a listener may not be there yet, after Delete it may still be (slb-api.md 5.8). Answers the last reading, whatever it is.
 */
export async function readBack(key: ListenerKey, expected: 'there' | 'gone'): Promise<Reading> {
  const reading = await readListenerUntil(key, expected);
  if (expected === 'gone' && reading.kind !== 'gone') await leaveListenerUnsure(key);
  else await rereadListener(key);
  return reading;
}

/** The same, with what is to be told of it. */
export async function readBackWritten(
  key: ListenerKey,
  taken: Accepted,
  differencesOf: (found: TcpListenerAttributes) => Difference[],
): Promise<Written> {
  const reading = await readBack(key, 'there');
  const found = reading.kind === 'there' ? reading.attributes : null;
  return {
    listener: key,
    status: found?.status ?? 'unknown',
    readBack: found !== null,
    requestId: taken.requestId,
    foundAfterLostAnswer: taken.foundAfterLostAnswer,
    differences: found === null ? [] : differencesOf(found),
  };
}

/** Readings that hang end with the one during which a call's own time ran out: the instance waits for them. */
async function readListenerUntil(key: ListenerKey, expected: 'there' | 'gone'): Promise<Reading> {
  const untilAt = performance.now() + config().slb.deadlineMillis;
  let reading = await readListener(key);
  for (const pause of PAUSES_MILLIS) {
    if (reading.kind === expected || performance.now() > untilAt) return reading;
    await sleep(pause);
    reading = await readListener(key);
  }
  return reading;
}

/**
 * Whether the port carries a TCP listener, as its instance says: the TCP read call tells nothing of other protocols.
 * `tcp` also where the instance names no listener there, so that the TCP reading decides.
 */
export function protocolOn(loadBalancer: LoadBalancerDetail, listenerPort: number): 'tcp' | 'other' {
  const there = loadBalancer.listenerPorts.filter((row) => row.listenerPort === listenerPort);
  return there.length > 0 && there.every((row) => row.protocol !== 'tcp') ? 'other' : 'tcp';
}

import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '@/lib/config';
import { leaveListenerUnsure, rereadListener, takeListener } from '@/lib/inventory/reread-listener';
import { describeTcpListener } from '@/lib/slb/operations/listeners';
import type { LoadBalancerDetail, TcpListenerAttributes } from '@/lib/slb/responses';
import { isGone, type SlbFailure } from '@/lib/slb/result';
import { settingsOf } from '@/lib/model/settings';
import { stateOf, type WriteIntent } from './audit-log';
import type { Difference, ListenerKey, Written } from '@/lib/model/outcome';

/** SLB accepted it. `requestId` is null if its response was lost and its effect was found. */
export type Accepted = { requestId: string | null; foundAfterLostAnswer: boolean };

export type Reading =
  | { kind: 'there'; attributes: TcpListenerAttributes }
  | { kind: 'gone' }
  | { kind: 'unreadable'; error: SlbFailure };

/** The listener as the cloud now returns it. */
export async function readListener(key: ListenerKey, signal?: AbortSignal): Promise<Reading> {
  const result = await describeTcpListener(key, { signal });
  if (result.ok) return { kind: 'there', attributes: result.value };
  return isGone(result.error) ? { kind: 'gone' } : { kind: 'unreadable', error: result.error };
}

const PAUSES_MILLIS = [100, 300, 900];

/**
 * The listener after a write SLB accepted; also reads its list row again. Waits a little for what the cloud returns
 * late: right after Create a listener may not exist yet, after Delete it may still (slb-api.md 5.8). Returns the last
 * read, whatever it is.
 */
export async function readBack(
  { listener: key, runId }: Pick<WriteIntent, 'listener' | 'runId'>,
  expected: 'there' | 'gone',
): Promise<Reading> {
  const { reading, requestedAtMillis } = await readListenerUntil(key, expected);
  if (expected === 'gone' && reading.kind !== 'gone') await leaveListenerUnsure(key);
  // A run has no calls to spare: what it reads is its row's state too.
  else if (runId !== undefined && reading.kind === 'there')
    await takeListener(key, reading.attributes, requestedAtMillis);
  else await rereadListener(key);
  return reading;
}

/** The same, with what to report about it. */
export async function readBackWritten(
  write: Pick<WriteIntent, 'listener' | 'runId'>,
  taken: Accepted,
  differencesOf: (found: TcpListenerAttributes) => Difference[],
): Promise<Written> {
  const reading = await readBack(write, 'there');
  const found = reading.kind === 'there' ? reading.attributes : null;
  return {
    listener: write.listener,
    status: found?.status ?? 'unknown',
    readBack: found !== null,
    requestId: taken.requestId,
    foundAfterLostAnswer: taken.foundAfterLostAnswer,
    differences: found === null ? [] : differencesOf(found),
    ...(write.runId !== undefined && found !== null && { state: stateOf(settingsOf(found), found) }),
  };
}

/** A hanging read ends when a call's own time would be up: the instance is locked until then. */
async function readListenerUntil(
  key: ListenerKey,
  expected: 'there' | 'gone',
): Promise<{ reading: Reading; requestedAtMillis: number }> {
  const untilAt = performance.now() + config().slb.deadlineMillis;
  let requestedAtMillis = Date.now();
  let reading = await readListener(key);
  for (const pause of PAUSES_MILLIS) {
    if (reading.kind === expected || performance.now() > untilAt) break;
    await sleep(pause);
    requestedAtMillis = Date.now();
    reading = await readListener(key);
  }
  return { reading, requestedAtMillis };
}

/**
 * Whether the port has a TCP listener according to its instance. The TCP read call returns nothing about other
 * protocols. Also `tcp` if the instance lists no listener on the port, so that the TCP read decides.
 */
export function protocolOn(loadBalancer: LoadBalancerDetail, listenerPort: number): 'tcp' | 'other' {
  const there = loadBalancer.listenerPorts.filter((row) => row.listenerPort === listenerPort);
  return there.length > 0 && there.every((row) => row.protocol !== 'tcp') ? 'other' : 'tcp';
}

import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '@/lib/config';
import { leaveListenerUnsure, rereadListener, takeListener } from '@/lib/inventory/reread-listener';
import {
  describeListeners,
  describeOtherListener,
  describeTcpListener,
} from '@/lib/slb/operations/listeners';
import type { LoadBalancerDetail, TcpListenerAttributes } from '@/lib/slb/responses';
import { isGone, type SlbFailure } from '@/lib/slb/result';
import { settingsOf } from '@/lib/model/settings';
import { stateOf, type AuditState, type WriteIntent } from './audit-log';
import type { Difference, ListenerKey, Written } from '@/lib/model/outcome';
import { otherProtocols } from '@/lib/model/protocol';

/** SLB accepted it. `requestId` is null if its response was lost and its effect was found. */
export type Accepted = { requestId: string | null; foundAfterLostAnswer: boolean };

export type Reading =
  /** `state`: as the audit log stores it. The attributes of another protocol's listener have no more than its status. */
  | { kind: 'there'; attributes: TcpListenerAttributes; state: AuditState }
  | { kind: 'gone' }
  | { kind: 'unreadable'; error: SlbFailure };

/** The listener as the cloud now returns it, by the call of its protocol. */
export async function readListener(key: ListenerKey, signal?: AbortSignal): Promise<Reading> {
  const other = otherProtocols.find((protocol) => protocol === key.protocol);
  if (other === undefined) {
    const tcp = await describeTcpListener(key, { signal });
    if (!tcp.ok) return notThere(key, tcp.error, signal);
    return { kind: 'there', attributes: tcp.value, state: stateOf(settingsOf(tcp.value), tcp.value) };
  }
  const result = await describeOtherListener(key, other, { signal });
  if (!result.ok) return notThere(key, result.error, signal);
  const { common, returned } = result.value;
  const { status = UNKNOWN_STATUS } = common;
  const attributes = { listenerPort: key.listenerPort, status, aclIds: [], tags: [] };
  const settings = returned.filter(({ name }) => !NO_SETTING.has(name)).map(({ name, text }) => [name, text]);
  return { kind: 'there', attributes, state: { ...Object.fromEntries(settings), Status: status } };
}

/** What identifies the listener or the response, and tags, which the log does not have of TCP listeners either. */
const NO_SETTING: ReadonlySet<string> = new Set(['RequestId', 'LoadBalancerId', 'ListenerPort', 'Tags']);

/** Not one of SLB's, so it counts as in transition. */
const UNKNOWN_STATUS = 'unknown';

/**
 * A port with listeners of other protocols only is not reported as missing: SLB refuses the call (slb-api.md 4.3). The
 * list then tells.
 */
async function notThere(
  { regionId, loadBalancerId, listenerPort, protocol = 'tcp' }: ListenerKey,
  error: SlbFailure,
  signal: AbortSignal | undefined,
): Promise<Reading> {
  if (isGone(error)) return { kind: 'gone' };
  if (!error.code.startsWith('UnsupportedOperation')) return { kind: 'unreadable', error };
  const onPort = await describeListeners(
    { regionId, loadBalancerIds: [loadBalancerId], listenerPort },
    { signal },
  );
  const isGoneFrom =
    onPort.ok &&
    onPort.gaps === undefined &&
    !onPort.value.some(({ listenerProtocol }) => [protocol, ''].includes(listenerProtocol));
  return isGoneFrom ? { kind: 'gone' } : { kind: 'unreadable', error };
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
    ...(write.runId !== undefined && reading.kind === 'there' && { state: reading.state }),
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

import 'server-only';
import { config, type Config } from '@/lib/config';
import { endActivityOfOther } from '@/lib/activity/record';
import { listUnsettledWrites, settleWrites, type UnsettledWrite } from '@/lib/activity/unsettled-writes';
import { connectionEndpoint, connectionIdentity } from '@/lib/inventory/connection';
import { rereadListener } from '@/lib/inventory/reread-listener';
import { onOwnBehalf } from '@/lib/slb/on-behalf-of';
import type { TcpListenerAttributes } from '@/lib/slb/responses';
import { sluiceCodes } from '@/lib/model/errors';
import type { ListenerKey } from '@/lib/model/outcome';
import { readListener, type Reading } from './read-back';
import { SET_ACTION, setParameters } from '@/lib/listeners/wire/set-parameters';
import { isSameSetting, isSettingName, settingsFromNames, settingsOf } from '@/lib/model/settings';
import { auditStateIn, type AuditState } from './audit-log';
import { CREATE_ACTION } from '@/lib/listeners/wire/parameters';
import { outsideRequest } from '@/lib/telemetry/request-id';

/**
 * The unsettled writes on a listener, or on all of them, of the cloud or sandbox Sluice is connected to now, whichever
 * key sent them.
 */
export async function unsettledWrites(
  of: Partial<ListenerKey> & { runId?: number } = {},
): Promise<UnsettledWrite[]> {
  return listUnsettledWrites({ ...of, endpoint: connectionEndpoint() });
}

/** Whether a read that began after a write was sent shows its effect. */
export function isEffectOf(
  { operation, after }: Pick<UnsettledWrite, 'operation' | 'after'>,
  reading: Reading,
): boolean {
  if (reading.kind === 'unreadable') return false;
  if (operation === 'DeleteLoadBalancerListener') return reading.kind === 'gone';
  if (reading.kind === 'gone') return false;
  const { status } = reading.attributes;
  switch (operation) {
    case 'StartLoadBalancerListener':
      return status === 'starting' || status === 'running';
    case 'StopLoadBalancerListener':
      return status === 'stopping' || status === 'stopped';
    case CREATE_ACTION:
    case SET_ACTION:
      return isAsSent(operation, auditStateIn(after) ?? {}, reading.attributes);
    default:
      return false;
  }
}

function isAsSent(operation: string, sent: Record<string, string>, read: TcpListenerAttributes): boolean {
  const found = settingsOf(read);
  // The state after a change is the whole of what was requested.
  if (operation === SET_ACTION) return setParameters(found, settingsFromNames(sent)).length === 0;
  const port = sent['BackendServerPort'];
  if (port !== undefined && port !== String(read.backendServerPort)) return false;
  return Object.entries(sent).every(
    ([name, value]) => !isSettingName(name) || isSameSetting(name, value, found[name]),
  );
}

/** Whether two states in the audit log are of the same listener: its settings, whatever its status. */
export function isSameListener(kept: AuditState, now: AuditState): boolean {
  return [...new Set([...Object.keys(kept), ...Object.keys(now)])].every((name) =>
    isSettingName(name)
      ? isSameSetting(name, kept[name], now[name])
      : name === 'Status' || kept[name] === now[name],
  );
}

/**
 * Settles the writes of a listener whose effect a read shows, and those on a listener that no longer exists; returns
 * the rest. The read must have begun after they were sent. Writes a process is waiting for are left to it.
 */
export async function settleByReading(
  writes: readonly UnsettledWrite[],
  reading: Reading,
): Promise<UnsettledWrite[]> {
  const connection = await connectionIdentity();
  const others = writes.filter(isLeft);
  const observed = others.filter((write) => isEffectOf(write, reading));
  const gone = others.filter((write) => !observed.includes(write) && isPointless(write, reading, connection));
  await endAsObserved(observed);
  for (const { id, isOpen } of gone) if (isOpen) await endActivityOfOther(id, { ...goneSince });
  await settleWrites(
    gone.map(({ id }) => id),
    'gone',
  );
  return writes.filter((write) => !observed.includes(write) && !gone.includes(write));
}

/** Whether no process awaits its response: this one does not, and another would have stopped waiting. */
function isLeft({ isOwn, isElsewhere }: UnsettledWrite): boolean {
  return !isOwn && !isElsewhere;
}

/** Later than this after its horizon, an effect may come from anybody's write. */
const OWN_EFFECT_MILLIS = 600_000;

/**
 * Records the outcome of writes whose effect was observed and whose process ended before it could. If it is found much
 * later, the log does not claim that they succeeded: their outcome stays unknown, and the effect is recorded as a later
 * result.
 */
export async function endAsObserved(writes: readonly UnsettledWrite[]): Promise<void> {
  for (const { id, isOpen, until } of writes) {
    if (!isOpen) continue;
    const isLate = Date.now() - Date.parse(until) > OWN_EFFECT_MILLIS;
    await endActivityOfOther(id, isLate ? observedLate : { outcome: 'succeeded', ...nothingSaid });
  }
  await settleWrites(
    writes.map(({ id }) => id),
    'seen',
  );
}

/**
 * Whether the target of a write is gone for good. The target of a creation may still appear. An instance that is not
 * found counts only for the account that sent the write: another one never sees it.
 */
function isPointless(
  { operation, phase, connection }: UnsettledWrite,
  reading: Reading,
  own: string | null,
): boolean {
  if (phase !== 'unknown' || operation === CREATE_ACTION) return false;
  if (reading.kind === 'gone') return true;
  return (
    reading.kind === 'unreadable' &&
    reading.error.code === 'InvalidLoadBalancerId.NotFound' &&
    connection === own
  );
}

const nothingSaid = { code: null, message: null, requestId: null };
const observedLate = {
  outcome: 'unknown',
  code: sluiceCodes.outcomeUnknown,
  message: 'Sluice stopped during this call. Its effect was found later, and may have another cause.',
  requestId: null,
} as const;
const goneSince = {
  outcome: 'unknown',
  code: sluiceCodes.outcomeUnknown,
  message: 'Sluice stopped during this call, and the listener has been deleted since.',
  requestId: null,
} as const;

/** Reads a listener if it has unsettled writes, and returns those that remain. No call if it has none. */
export async function recheckUnsettled(listener: ListenerKey): Promise<UnsettledWrite[]> {
  const writes = await unsettledWrites(listener);
  if (!writes.some(isLeft)) return writes;
  const left = await settleByReading(writes, await readListener(listener));
  if (left.length < writes.length) await rereadListener(listener);
  return left;
}

// On globalThis because a Next server may load one module twice.
const held: typeof globalThis & { sluiceUnsettledTimers?: Map<string | null, NodeJS.Timeout> } = globalThis;
const timers = () => (held.sluiceUnsettledTimers ??= new Map());
const FIRST_CHECK_MILLIS = 10_000;
const LAST_CHECK_MILLIS = 300_000;
/**
 * Some can never be settled, such as on an instance that no longer exists. After this long only its page and its next
 * change still read the listener.
 */
const FOLLOWED_MILLIS = 24 * 3_600_000;

/**
 * Polls the current account's listeners with unsettled writes from time to time, as long as there are any less than a
 * day past their horizon. Called at startup, and when a write is left unsettled; in Sluice's own session in either case.
 */
export function followUnsettled(
  pauseMillis = FIRST_CHECK_MILLIS,
  { account }: Pick<Config, 'account'> = config(),
): void {
  clearTimeout(timers().get(account));
  const timer = setTimeout(() => {
    outsideRequest(() => onOwnBehalf(recheckAll))
      .catch((error: unknown) => {
        process.stderr.write(`Unsettled writes: ${String(error)}\n`);
        return true;
      })
      .then(
        (isAnyLeft) =>
          isAnyLeft && followUnsettled(Math.min(2 * pauseMillis, LAST_CHECK_MILLIS), { account }),
      );
  }, pauseMillis);
  timer.unref();
  timers().set(account, timer);
}

/** Returns whether any may be left, for instance if there are no credentials: those of a role may come late. */
async function recheckAll(): Promise<boolean> {
  const own = await connectionIdentity();
  if (own === null) return true;
  const since = new Date(Date.now() - FOLLOWED_MILLIS).toISOString();
  // Other accounts' are theirs to poll. An only account also polls what it wrote with an earlier key.
  const isOwn = (connection: string) => config().account === null || connection === own;
  const writes = (await unsettledWrites()).filter(
    ({ until, connection }) => until > since && isOwn(connection),
  );
  const listeners = new Map(writes.filter(isLeft).map((write) => [keyText(write), write]));
  // Writes of this process that are not in the log yet, for lack of disk space, are polled once they are. A pending one
  // is followed when its outcome is unknown.
  let isAnyLeft = writes.some(
    ({ isOwn, isElsewhere, phase }) => isElsewhere || (isOwn && phase === 'unknown'),
  );
  for (const { regionId, loadBalancerId, listenerPort, protocol } of listeners.values()) {
    const left = await recheckUnsettled({ regionId, loadBalancerId, listenerPort, protocol });
    isAnyLeft ||= left.length > 0;
  }
  return isAnyLeft;
}

function keyText({ regionId, loadBalancerId, listenerPort, protocol = 'tcp' }: ListenerKey): string {
  return `${regionId}/${loadBalancerId}/${listenerPort}/${protocol}`;
}

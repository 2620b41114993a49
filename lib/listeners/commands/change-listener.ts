import 'server-only';
import {
  deleteListener as sendDelete,
  startListener as sendStart,
  stopListener as sendStop,
} from '@/lib/slb/operations/listeners';
import { accessNow } from '@/lib/auth/access';
import { permissionOf } from '@/lib/model/permission';
import { sendWithRecovery, type SendOutcome, type Write } from './send-with-recovery';
import { notDone, rejectionByRule, sluiceCodes, type ListenerError } from '@/lib/model/errors';
import { listenerKeySchema, type ChangeOutcome, type ListenerKey } from '@/lib/model/outcome';
import { listenerGone } from './local-errors';
import { executeWrite, type Requested, type Decision, type Moment } from './execute-write';
import { readBack, readListener, type Reading } from './read-back';
import { readBefore } from './read-before';
import { isInTransition, type ListenerAction } from '@/lib/model/rules';
import type { Requester } from '@/lib/model/actor';
import { createIntent, recordRejection, type WriteIntent } from './audit-log';

type Change = {
  operation: string;
  send: typeof sendStart;
  /** Whether a read shows the change's effect. */
  isDone: (reading: Reading) => boolean;
  after: Record<string, string> | null;
};

const statusOf = (reading: Reading): string | null =>
  reading.kind === 'there' ? reading.attributes.status : null;

const changes: Readonly<Record<ListenerAction, Change>> = {
  start: {
    operation: 'StartLoadBalancerListener',
    send: sendStart,
    isDone: (reading) => ['starting', 'running'].includes(statusOf(reading) ?? ''),
    after: { Status: 'running' },
  },
  stop: {
    operation: 'StopLoadBalancerListener',
    send: sendStop,
    isDone: (reading) => ['stopping', 'stopped'].includes(statusOf(reading) ?? ''),
    after: { Status: 'stopped' },
  },
  delete: {
    operation: 'DeleteLoadBalancerListener',
    send: sendDelete,
    isDone: (reading) => reading.kind === 'gone',
    after: null,
  },
};

/**
 * Starts, stops or deletes a listener. Its state and its instance's protections are read first and checked by the rules
 * the page shows. "Already in that state" is an outcome and makes no call. Every write and rejection is in the audit
 * log (`executeWrite`). With `onlyIfStopped` a listener that is not stopped is rejected with `Sluice.StartedMeanwhile`;
 * for the other options see `Requested`.
 */
export async function changeListener(
  action: ListenerAction,
  input: unknown,
  actor: Requester,
  { onlyIfStopped = false, ...known }: { onlyIfStopped?: boolean } & Requested = {},
): Promise<ChangeOutcome> {
  const parsed = listenerKeySchema.safeParse(input);
  if (!parsed.success)
    return rejected(notDone(sluiceCodes.invalidInput, 'The listener is not named properly.'));

  const { operation, after } = changes[action];
  const requested = createIntent({
    actor,
    runId: known.runId,
    operation,
    listener: parsed.data,
    before: null,
    after,
  });
  return executeWrite(
    action,
    requested,
    (moment) => decideChange(action, requested, { ...moment, onlyIfStopped }),
    rejected,
    known,
  );
}

const rejected = (error: ListenerError): ChangeOutcome => ({ ok: false, error });

async function decideChange(
  action: ListenerAction,
  requested: WriteIntent,
  { onlyIfStopped, isRepetition, confirmed }: Moment & { onlyIfStopped: boolean },
): Promise<Decision<ChangeOutcome>> {
  const { listener } = requested;
  const before = await readBefore(listener, action, confirmed);
  const intent: WriteIntent = { ...requested, before: before.found?.state ?? null };
  const reject = (error: ListenerError, { isNews = false } = {}): Decision<ChangeOutcome> => ({
    kind: 'refused',
    intent,
    error,
    isNews,
  });
  const alreadySo = (status: string): Decision<ChangeOutcome> => ({
    kind: 'already-so',
    outcome: { ok: true, listener, status, alreadySo: true, requestId: null },
    isNews: true,
  });

  if (before.kind === 'refused') return reject(before.error);
  if (before.kind === 'gone')
    return action === 'delete' ? alreadySo('deleted') : reject(listenerGone(), { isNews: true });

  const { verdict } = before;
  const { status } = before.found.attributes;
  if (!verdict.allowed) {
    const { blockReason, reason } = verdict;
    if (blockReason === 'already-running' || blockReason === 'already-stopped') return alreadySo(status);
    const isWaitedFor = blockReason === 'in-transition' && isRepetition && !onlyIfStopped;
    if (!isWaitedFor) return reject(rejectionByRule(blockReason, reason));
  }
  if (onlyIfStopped && status !== 'stopped')
    return reject(rejectionByRule('started-meanwhile', null), { isNews: true });

  return {
    kind: 'to-send',
    // Whatever else changes in the meantime, the call stays the same.
    basis: null,
    // But only the listener that was read first may be deleted.
    identity: action === 'delete' ? intent.before : null,
    ...writeOf(action, intent),
    conclude: async ({ requestId }) => {
      const now = await readBack(intent, action === 'delete' ? 'gone' : 'there');
      return { ok: true, listener, status: statusAfter(action, now), alreadySo: false, requestId };
    },
  };
}

function writeOf(action: ListenerAction, intent: WriteIntent): Write {
  return {
    intent,
    // A port may have a second listener of another protocol (slb-api.md 3.11), so the protocol is named.
    send: (options) => {
      const { protocol: listenerProtocol = 'tcp', ...port } = intent.listener;
      return changes[action].send({ ...port, listenerProtocol }, options);
    },
    probeEffect: (reading) => {
      if (changes[action].isDone(reading)) return 'done';
      // The listener may be in transition because of this very call: sending another would be blind.
      const isOnItsWay = action !== 'delete' && isInTransition(statusOf(reading) ?? '');
      return isOnItsWay ? 'otherwise' : 'not-done';
    },
  };
}

/**
 * Starts a listener that was just created, as part of the same write: under the same lock, and without deciding again;
 * but only if the requester may still do so.
 */
export async function startCreated(
  listener: ListenerKey,
  actor: Requester,
  runId?: number,
): Promise<SendOutcome> {
  const { operation, after } = changes.start;
  const intent = createIntent({ actor, runId, operation, listener, before: { Status: 'stopped' }, after });
  const permission = permissionOf(await accessNow(actor), 'start', listener);
  if (permission.allowed) return sendWithRecovery(writeOf('start', intent));
  const error = rejectionByRule(permission.blockReason, null);
  await recordRejection(intent, error);
  return { outcome: 'refused', error };
}

/**
 * Whether a change is already in effect, by reading only. For callers that do not know the outcome of their call. Also
 * false if the listener cannot be read.
 */
export async function probeChange(
  action: ListenerAction,
  listener: ListenerKey,
): Promise<{ done: true; status: string } | { done: false }> {
  const reading = await readListener(listener);
  if (reading.kind === 'unreadable' || !changes[action].isDone(reading)) return { done: false };
  return { done: true, status: statusAfter(action, reading) };
}

/**
 * What is reported about a listener after a change, from the last read. SLB keeps returning a deleted listener for a
 * while (slb-api.md 5.8); its status then means nothing, least of all `running`.
 */
export function statusAfter(action: ListenerAction, now: Reading): string {
  if (now.kind === 'gone') return 'deleted';
  return action === 'delete' ? 'deleting' : (statusOf(now) ?? 'unknown');
}

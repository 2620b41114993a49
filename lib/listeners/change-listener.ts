import 'server-only';
import { config } from '@/lib/config';
import { leaveListenerUnsure, rereadListener } from '@/lib/inventory/reread-listener';
import {
  deleteListener as sendDelete,
  startListener as sendStart,
  stopListener as sendStop,
} from '@/lib/slb/operations/listeners';
import { describeLoadBalancer } from '@/lib/slb/operations/load-balancers';
import type { LoadBalancerDetail } from '@/lib/slb/responses';
import { carryOut, type Seen } from './carry-out';
import { settingsInCreateNames } from './diff';
import { outcomeUnknown, refusal, refusalByRule, sluiceCodes, type ListenerError } from './errors';
import { onInstance } from './on-instance';
import { listenerKeySchema, type ChangeOutcome, type ListenerKey } from './outcome';
import { instanceBusy, listenerGone } from './own-refusals';
import { protocolOn, readListener, readListenerUntil, type Reading } from './read-back';
import { mayDo, type ListenerAction } from './rules';
import { beginDeed, recordRefusal, type Actor, type Deed } from './trail';

type Change = {
  operation: string;
  send: typeof sendStart;
  /** Whether a reading shows the change's effect. */
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
 * Starts, stops or deletes a listener. Its state and its instance's protections are read first, by the rules that the page shows; what is
 * already so is an outcome and makes no call. Every write and refusal is in the activity trail. Done in its turn on the instance
 * (`onInstance`), and judged again before a call that SLB was too busy for is repeated. With `onlyIfStopped` a listener that is not stopped
 * is refused with `Sluice.StartedMeanwhile`.
 */
export async function changeListener(
  action: ListenerAction,
  input: unknown,
  actor: Actor,
  { onlyIfStopped = false }: { onlyIfStopped?: boolean } = {},
): Promise<ChangeOutcome> {
  const parsed = listenerKeySchema.safeParse(input);
  if (!parsed.success)
    return {
      ok: false,
      error: refusal({
        code: sluiceCodes.invalidInput,
        message: 'The listener is not named properly.',
        requestId: null,
        outcome: 'not-done',
      }),
    };

  const listener = parsed.data;
  const { operation, after } = changes[action];
  const deed: Deed = { actor, operation, listener, before: null, after, startedAt: performance.now() };
  return onInstance(
    listener,
    () => changeInTurn(action, deed, onlyIfStopped),
    async () => {
      const error = instanceBusy();
      await recordRefusal(deed, error);
      return { ok: false, error };
    },
  );
}

/** `again`: SLB was too busy to take it, and what allowed it had gone when it was to be repeated. That happens once. */
async function changeInTurn(
  action: ListenerAction,
  asked: Deed,
  onlyIfStopped: boolean,
  again = false,
): Promise<ChangeOutcome> {
  const { listener } = asked;
  const change = changes[action];
  const [reading, loadBalancer] = await Promise.all([readListener(listener), describeLoadBalancer(listener)]);

  const deed: Deed = { ...asked, before: reading.kind === 'there' ? settingsBefore(reading) : null };
  const refuse = async (error: ListenerError): Promise<ChangeOutcome> => {
    await recordRefusal(deed, error);
    return { ok: false, error };
  };
  const alreadySo = (status: string): ChangeOutcome => ({
    ok: true,
    listener,
    status,
    alreadySo: true,
    requestId: null,
  });

  if (config().readOnly) return refuse(refusalByRule('read-only', null));
  if (!loadBalancer.ok) return refuse(refusal(loadBalancer.error));
  const protocol = protocolOn(loadBalancer.value, listener.listenerPort);
  if (reading.kind === 'unreadable' && protocol === 'tcp') return refuse(refusal(reading.error));
  if (reading.kind === 'gone' && protocol !== 'other') {
    await rereadListener(listener);
    return action === 'delete' ? alreadySo('deleted') : refuse(listenerGone());
  }

  const status = statusOf(reading) ?? 'unknown';
  const verdict = mayDo(action, { status, protocol }, loadBalancer.value, { readOnly: false });
  if (!verdict.allowed) {
    if (verdict.obstacle !== 'already-running' && verdict.obstacle !== 'already-stopped')
      return refuse(refusalByRule(verdict.obstacle, verdict.reason));
    // The list showed something else.
    await rereadListener(listener);
    return alreadySo(status);
  }

  if (onlyIfStopped && status !== 'stopped') {
    await rereadListener(listener);
    return refuse(refusalByRule('started-meanwhile', null));
  }

  let isOvertaken = false;
  const mayRepeat = async (): Promise<boolean> => {
    const [now, instance] = await Promise.all([readListener(listener), describeLoadBalancer(listener)]);
    isOvertaken = !(
      now.kind === 'there' &&
      instance.ok &&
      isStillAllowed(now.attributes.status, instance.value)
    );
    return !isOvertaken;
  };
  const isStillAllowed = (statusNow: string, instance: LoadBalancerDetail): boolean => {
    const still = mayDo(action, { status: statusNow, protocol }, instance, { readOnly: false });
    // On its way it may be: that is what SLB is busy with.
    return (
      (still.allowed || still.obstacle === 'in-transition') && !(onlyIfStopped && statusNow !== 'stopped')
    );
  };

  const begun = await beginDeed(deed);
  const carriedOut = await carryOut(
    // A port may carry a second listener of another protocol (slb-api.md 3.11), so the one that is meant is named.
    () => change.send({ ...listener, listenerProtocol: 'tcp' }, { mayRepeat }),
    async (): Promise<Seen> => {
      const seen = await readListener(listener);
      if (seen.kind === 'unreadable') return 'unreadable';
      return change.isDone(seen) ? 'done' : 'not-done';
    },
  );
  if (!carriedOut.ok) {
    const unknown = carriedOut.outcome === 'unknown';
    const error = unknown ? outcomeUnknown(carriedOut.error) : refusal(carriedOut.error);
    await begun.end({ outcome: unknown ? 'unknown' : 'refused', error });
    await rereadListener(listener);
    if (isOvertaken && !unknown && !again) return changeInTurn(action, asked, onlyIfStopped, true);
    return { ok: false, error };
  }

  await begun.end({ outcome: 'succeeded', requestId: carriedOut.requestId });
  const now = await readListenerUntil(listener, action === 'delete' ? 'gone' : 'there');
  if (action === 'delete' && now.kind !== 'gone') await leaveListenerUnsure(listener);
  else await rereadListener(listener);
  return {
    ok: true,
    listener,
    status: statusAfter(action, now),
    alreadySo: false,
    requestId: carriedOut.requestId,
  };
}

/**
 * Whether a change is done already, by reading alone: for whoever does not know what became of its call. Not done is also said
 * where the listener cannot be read.
 */
export async function lookWhetherDone(
  action: ListenerAction,
  listener: ListenerKey,
): Promise<{ done: true; status: string } | { done: false }> {
  const reading = await readListener(listener);
  if (reading.kind === 'unreadable' || !changes[action].isDone(reading)) return { done: false };
  return { done: true, status: statusAfter(action, reading) };
}

/**
 * What is said of a listener after a change, by the last reading. SLB shows a deletion late (slb-api.md 5.8): what it
 * still has of the listener then is no status any more, least of all `running`.
 */
export function statusAfter(action: ListenerAction, now: Reading): string {
  if (now.kind === 'gone') return 'deleted';
  return action === 'delete' ? 'deleting' : (statusOf(now) ?? 'unknown');
}

/** Everything a later restore needs, and the status. */
function settingsBefore(reading: Extract<Reading, { kind: 'there' }>): Record<string, string> {
  return { ...settingsInCreateNames(reading.attributes), Status: reading.attributes.status };
}

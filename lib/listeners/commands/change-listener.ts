import 'server-only';
import {
  deleteListener as sendDelete,
  startListener as sendStart,
  stopListener as sendStop,
} from '@/lib/slb/operations/listeners';
import { carryOut, type CarriedOut, type Write } from './send-with-recovery';
import { refusal, refusalByRule, sluiceCodes, type ListenerError } from '@/lib/model/errors';
import { listenerKeySchema, type ChangeOutcome, type ListenerKey } from '@/lib/model/outcome';
import { listenerGone } from './local-errors';
import { performDeed, type AskedFor, type Judged, type Moment } from './execute-write';
import { readBack, readListener, type Reading } from './read-back';
import { readBefore } from './read-before';
import { isInTransition, type ListenerAction } from '@/lib/model/rules';
import { settingsOf } from '@/lib/model/settings';
import { newDeed, stateOf, type Actor, type Deed } from './audit-log';

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
 * already so is an outcome and makes no call. Every write and refusal is in the activity trail (`performDeed`). With `onlyIfStopped` a
 * listener that is not stopped is refused with `Sluice.StartedMeanwhile`; for the others see `AskedFor`.
 */
export async function changeListener(
  action: ListenerAction,
  input: unknown,
  actor: Actor,
  { onlyIfStopped = false, ...known }: { onlyIfStopped?: boolean } & AskedFor = {},
): Promise<ChangeOutcome> {
  const parsed = listenerKeySchema.safeParse(input);
  if (!parsed.success)
    return refused(
      refusal({
        code: sluiceCodes.invalidInput,
        message: 'The listener is not named properly.',
        requestId: null,
        outcome: 'not-done',
      }),
    );

  const { operation, after } = changes[action];
  const asked = newDeed({ actor, operation, listener: parsed.data, before: null, after });
  return performDeed(
    asked,
    (moment) => judgeChange(action, asked, { ...moment, onlyIfStopped }),
    refused,
    known,
  );
}

const refused = (error: ListenerError): ChangeOutcome => ({ ok: false, error });

async function judgeChange(
  action: ListenerAction,
  asked: Deed,
  { onlyIfStopped, isRepetition, confirmed }: Moment & { onlyIfStopped: boolean },
): Promise<Judged<ChangeOutcome>> {
  const { listener } = asked;
  const before = await readBefore(listener, action, confirmed);
  const read = before.attributes;
  const deed: Deed = { ...asked, before: read && stateOf(settingsOf(read), read) };
  const refuse = (error: ListenerError, { isNews = false } = {}): Judged<ChangeOutcome> => ({
    kind: 'refused',
    deed,
    error,
    isNews,
  });
  const alreadySo = (status: string): Judged<ChangeOutcome> => ({
    kind: 'already-so',
    outcome: { ok: true, listener, status, alreadySo: true, requestId: null },
    isNews: true,
  });

  if (before.kind === 'refused') return refuse(before.error);
  if (before.kind === 'gone')
    return action === 'delete' ? alreadySo('deleted') : refuse(listenerGone(), { isNews: true });

  const { verdict } = before;
  const { status } = before.attributes;
  if (!verdict.allowed) {
    const { obstacle, reason } = verdict;
    if (obstacle === 'already-running' || obstacle === 'already-stopped') return alreadySo(status);
    const isWaitedFor = obstacle === 'in-transition' && isRepetition && !onlyIfStopped;
    if (!isWaitedFor) return refuse(refusalByRule(obstacle, reason));
  }
  if (onlyIfStopped && status !== 'stopped')
    return refuse(refusalByRule('started-meanwhile', null), { isNews: true });

  return {
    kind: 'to-send',
    // Whatever else is changed meanwhile, it is the same call.
    basis: null,
    // But no other listener is deleted than the one that was read first.
    identity: action === 'delete' ? deed.before : null,
    ...writeOf(action, deed),
    conclude: async ({ requestId }) => {
      const now = await readBack(listener, action === 'delete' ? 'gone' : 'there');
      return { ok: true, listener, status: statusAfter(action, now), alreadySo: false, requestId };
    },
  };
}

function writeOf(action: ListenerAction, deed: Deed): Write {
  return {
    deed,
    // A port may carry a second listener of another protocol (slb-api.md 3.11), so the one that is meant is named.
    send: (options) => changes[action].send({ ...deed.listener, listenerProtocol: 'tcp' }, options),
    seenIn: (reading) => {
      if (changes[action].isDone(reading)) return 'done';
      // It may be this call that it is on its way by: another one would be sent blindly.
      const isOnItsWay = action !== 'delete' && isInTransition(statusOf(reading) ?? '');
      return isOnItsWay ? 'otherwise' : 'not-done';
    },
  };
}

/** Starts a listener that was created a moment ago, as a part of that deed: in its turn, and without a judgement of its own. */
export async function startCreated(listener: ListenerKey, actor: Actor): Promise<CarriedOut> {
  const { operation, after } = changes.start;
  return carryOut(
    writeOf('start', newDeed({ actor, operation, listener, before: { Status: 'stopped' }, after })),
  );
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

import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import { config } from '@/lib/config';
import { isStorageFailure, whereThereIsRoom } from '@/lib/db/storage';
import { rereadListener } from '@/lib/inventory/reread-listener';
import { appendPostponed, postponedCount } from '@/lib/activity/postponed';
import { settleWrites, type UnsettledWrite } from '@/lib/activity/unsettled-writes';
import type { Accepted } from './read-back';
import { accessNow } from '@/lib/auth/access';
import { onBehalfOf } from '@/lib/slb/on-behalf-of';
import { permissionOf, type ListenerOperation } from '@/lib/model/permission';
import { sendWithRecovery, type Write } from './send-with-recovery';
import { rejectionByRule, type AwaitedWrite, type ListenerError } from '@/lib/model/errors';
import { withInstanceLock } from './instance-lock';
import type { ListenerKey } from '@/lib/model/outcome';
import { instanceBusy, instanceLockLost, notRecordable, unsettledWrite, writeAwaited } from './local-errors';
import { recordRejection, type WriteIntent, type AuditState } from './audit-log';
import { recheckUnsettled, unsettledWrites } from './unsettled-writes';

/**
 * What to do about a write, given what was just read. `isNews`: the listener differs from what the list shows, so its
 * row is read again.
 */
export type Decision<Outcome> =
  /** A call, which stays valid as long as `basis` reads the same, and what to report once SLB accepted it. */
  | (Write & {
      kind: 'to-send';
      basis: unknown;
      /** What the listener must still be when the call is retried, so that another one in its place is left alone. */
      identity?: AuditState | null;
      conclude: (accepted: Accepted) => Promise<Outcome>;
    })
  /** Nothing may be sent. `outcome`: if there is more to report than the error. */
  | { kind: 'refused'; intent: WriteIntent; error: ListenerError; outcome?: Outcome; isNews?: boolean }
  /** Nothing needs to be sent. */
  | { kind: 'already-so'; outcome: Outcome; isNews?: boolean };

export type Moment = {
  /** SLB was just too busy for the call, so a listener in transition is what we are waiting for. */
  isRepetition: boolean;
  /** The listener's state the write was decided on, if it must still be the same one; null: any. */
  confirmed: AuditState | null;
};

/** What else is known about a requested write. */
export type Requested = {
  /**
   * Its process ended during its call. `state` is what the call had found; the write is only executed on that same
   * listener.
   */
  confirmed?: AuditState | null | undefined;
  /**
   * The caller has confirmed that an earlier write on the listener has an unknown outcome. A number confirms those up
   * to that one (`UnsettledWrite.id`) and none after it.
   */
  despiteUnsettled?: boolean | number | null | undefined;
  /** The bulk run it is part of. */
  runId?: number | undefined;
};

/**
 * The one way in which a listener is created, started, stopped, deleted and changed: under the instance lock, decided
 * on a fresh read, sent, with every write and rejection in the audit log, and the list row read again.
 *
 * Whether the requester may do this `operation` is asked first, and again right before each send, about the person as
 * they are then. `decide` reads and decides; it sends and records nothing. SLB may be too busy for the call for as long as the client
 * retries it, and the state may change in the meantime, so `decide` runs again right before each retry. If it decides
 * otherwise, the new decision counts. No new call begins later than a call may take. `rejected` converts a rejection to
 * an outcome.
 */
export async function executeWrite<Outcome>(
  operation: ListenerOperation,
  requested: WriteIntent,
  decide: (moment: Moment) => Promise<Decision<Outcome>>,
  rejected: (error: ListenerError) => Outcome,
  { confirmed = null, despiteUnsettled = false }: Requested = {},
): Promise<Outcome> {
  const forbidden = async (): Promise<ListenerError | null> => {
    const permission = permissionOf(await accessNow(requested.actor), operation, requested.listener);
    return permission.allowed ? null : rejectionByRule(permission.blockReason, null);
  };
  const reject = async (error: ListenerError): Promise<Outcome> => {
    await recordRejection(requested, error);
    return rejected(error);
  };
  const decideNow = async (moment: Moment): Promise<Decision<Outcome>> => {
    const decision = await decide(moment);
    const error = decision.kind === 'to-send' ? await forbidden() : null;
    return decision.kind === 'to-send' && error !== null
      ? { kind: 'refused', intent: decision.intent, error }
      : decision;
  };
  let unsettled: UnsettledWrite[] = [];
  let mayBeSent = false;
  const settle = async (decision: Decision<Outcome>, untilAt: number): Promise<Outcome> => {
    if (decision.kind !== 'to-send') {
      if (decision.kind === 'refused') await recordRejection(decision.intent, decision.error);
      if (decision.isNews) await rereadListener(requested.listener);
      return decision.kind === 'refused' ? (decision.outcome ?? rejected(decision.error)) : decision.outcome;
    }
    const renewed: { decision: Decision<Outcome> | null } = { decision: null };
    const mayRepeat = async (): Promise<boolean> => {
      const again = await decideNow({
        isRepetition: true,
        confirmed: confirmed ?? decision.identity ?? null,
      });
      if (again.kind === 'to-send' && isDeepStrictEqual(again.basis, decision.basis)) return true;
      renewed.decision = again;
      return false;
    };
    mayBeSent = true;
    const sent = await sendWithRecovery(decision, { mayRepeat });
    // A write that did not overwrite anything keeps its warning.
    if (sent.outcome !== 'refused')
      await settleWrites(
        unsettled.map(({ id }) => id),
        'acknowledged',
      );
    if (sent.outcome === 'succeeded') {
      const outcome = await decision.conclude(sent);
      await sent.recorded;
      return outcome;
    }
    await rereadListener(requested.listener);
    const next = renewed.decision;
    if (next === null || sent.outcome === 'unknown') return rejected(sent.error);
    const maySend = performance.now() < untilAt;
    return next.kind === 'to-send' && !maySend ? rejected(sent.error) : settle(next, untilAt);
  };
  const { personId, name } = requested.actor;
  const asRequester = (work: () => Promise<Outcome>) => (personId === null ? work() : onBehalfOf(name, work));
  const underLock = async (): Promise<Outcome> => {
    const untilAt = performance.now() + config().slb.deadlineMillis;
    const isLogBehind = await isBehind();
    unsettled = await recheckUnsettled(requested.listener);
    const inWay = isLogBehind ? notRecordable() : inTheWay(unsettled, requested, despiteUnsettled);
    if (inWay !== null) return reject(inWay);
    return settle(await decideNow({ isRepetition: false, confirmed }), untilAt);
  };
  try {
    const error = await forbidden();
    if (error !== null) return await reject(error);
    return await withInstanceLock(
      requested.listener,
      () => asRequester(underLock),
      async (why) =>
        reject(why === 'late' ? instanceBusy(await awaitedOn(requested.listener)) : instanceLockLost()),
    );
  } catch (error) {
    // What has to be read first cannot be read either.
    if (isStorageFailure(error) && !mayBeSent) return reject(notRecordable());
    throw error;
  }
}

/**
 * Whether something that happened is not recorded yet for lack of disk space. Nothing may follow it, since it still
 * looks in progress.
 */
async function isBehind(): Promise<boolean> {
  return postponedCount() > 0 && !(await whereThereIsRoom(appendPostponed));
}

/**
 * Why nothing may be sent to a listener with unsettled writes. Those of the same run are the reason its row is retried.
 */
function inTheWay(
  unsettled: readonly UnsettledWrite[],
  { runId }: WriteIntent,
  despiteUnsettled: Requested['despiteUnsettled'],
): ListenerError | null {
  const awaited = unsettled.find(({ phase }) => phase === 'awaited');
  if (awaited !== undefined) return writeAwaited(inShort(awaited));
  const others = unsettled.filter((write) => runId === undefined || write.runId !== runId);
  const isConfirmed = ({ id }: UnsettledWrite) =>
    typeof despiteUnsettled === 'number' ? id <= despiteUnsettled : despiteUnsettled === true;
  const unknown = others.findLast((write) => !isConfirmed(write));
  return unknown === undefined ? null : unsettledWrite(inShort(unknown));
}

function inShort({ operation, listenerPort, protocol, until }: UnsettledWrite): AwaitedWrite {
  return { operation, listenerPort, protocol, until };
}

/** The write on an instance whose response this process, or another one, is waiting for. */
async function awaitedOn({ regionId, loadBalancerId }: ListenerKey): Promise<AwaitedWrite | null> {
  const writes = await unsettledWrites({ regionId, loadBalancerId });
  const awaited = writes.find(({ phase }) => phase === 'awaited');
  return awaited === undefined ? null : inShort(awaited);
}

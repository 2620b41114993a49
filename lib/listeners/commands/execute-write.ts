import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import { config } from '@/lib/config';
import { whereThereIsRoom } from '@/lib/db/storage';
import { rereadListener } from '@/lib/inventory/reread-listener';
import { appendPostponed, postponedCount } from '@/lib/activity/postponed';
import { settleWrites, type UnsettledWrite } from '@/lib/activity/unsettled-writes';
import type { Accepted } from './read-back';
import { sendWithRecovery, type Write } from './send-with-recovery';
import type { AwaitedWrite, ListenerError } from '@/lib/model/errors';
import { withInstanceLock } from './instance-lock';
import type { ListenerKey } from '@/lib/model/outcome';
import { diskFull, instanceBusy, unsettledWrite, writeAwaited } from './local-errors';
import { recordRejection, type WriteIntent, type AuditState } from './audit-log';
import { recheckUnsettled } from './unsettled-writes';
import { listWritesInFlight } from './writes-in-flight';

/** What a deed comes to on what was just read. `isNews`: the listener is not what the list shows, so its row is read again. */
export type Decision<Outcome> =
  /** A call, which stays the same as long as `basis` is read to be the same; and what is told once SLB took it. */
  | (Write & {
      kind: 'to-send';
      basis: unknown;
      /** What the listener must still be when the call is repeated, where another in its place is not meant. */
      identity?: AuditState | null;
      conclude: (taken: Accepted) => Promise<Outcome>;
    })
  /** Nothing may be sent. `outcome`: where more is to be told than the error. */
  | { kind: 'refused'; intent: WriteIntent; error: ListenerError; outcome?: Outcome; isNews?: boolean }
  /** Nothing need be sent. */
  | { kind: 'already-so'; outcome: Outcome; isNews?: boolean };

export type Moment = {
  /** SLB was too busy to take the call a moment ago, so a listener on its way is what is being waited for. */
  isRepetition: boolean;
  /** The state of the listener that the deed was decided on, where it must still be the same one; null: whatever it is. */
  confirmed: AuditState | null;
};

/** What more is known of a requested write. */
export type Requested = {
  /** Its process ended during its call, which had found the listener so: it is done on that one only. */
  confirmed?: AuditState | null | undefined;
  /** Whoever asks knows that an earlier write on the listener has an unknown outcome; a number: of those up to that one (`UnsettledWrite.id`), and of none after it. */
  despiteUnsettled?: boolean | number | null | undefined;
};

/**
 * The one way in which a listener is created, started, stopped, deleted and changed: in its turn on the instance, judged on what is read
 * then, carried out, with every write and refusal in the activity trail, and the row in the list read again.
 *
 * `decide` reads and decides, and sends and records nothing. SLB may be too busy to take the call, for as long as the client repeats it, and
 * what it was judged on may change meanwhile; so it is judged again right before each repetition. Where that comes to anything else, that
 * counts instead; no other call is begun later than a call may take. `refused` makes an outcome of a refusal.
 */
export async function executeWrite<Outcome>(
  requested: WriteIntent,
  decide: (moment: Moment) => Promise<Decision<Outcome>>,
  rejected: (error: ListenerError) => Outcome,
  { confirmed = null, despiteUnsettled = false }: Requested = {},
): Promise<Outcome> {
  let unsettled: UnsettledWrite[] = [];
  const settle = async (decision: Decision<Outcome>, untilAt: number): Promise<Outcome> => {
    if (decision.kind !== 'to-send') {
      if (decision.kind === 'refused') await recordRejection(decision.intent, decision.error);
      if (decision.isNews) await rereadListener(requested.listener);
      return decision.kind === 'refused' ? (decision.outcome ?? rejected(decision.error)) : decision.outcome;
    }
    const anew: { decision: Decision<Outcome> | null } = { decision: null };
    const mayRepeat = async (): Promise<boolean> => {
      const again = await decide({ isRepetition: true, confirmed: confirmed ?? decision.identity ?? null });
      if (again.kind === 'to-send' && isDeepStrictEqual(again.basis, decision.basis)) return true;
      anew.decision = again;
      return false;
    };
    const carriedOut = await sendWithRecovery(decision, { mayRepeat });
    // One that nothing was written over keeps its warning.
    if (carriedOut.outcome !== 'refused')
      await settleWrites(
        unsettled.map(({ id }) => id),
        'acknowledged',
      );
    if (carriedOut.outcome === 'succeeded') return decision.conclude(carriedOut);
    await rereadListener(requested.listener);
    const next = anew.decision;
    if (next === null || carriedOut.outcome === 'unknown') return rejected(carriedOut.error);
    const maySend = performance.now() < untilAt;
    return next.kind === 'to-send' && !maySend ? rejected(carriedOut.error) : settle(next, untilAt);
  };
  return withInstanceLock(
    requested.listener,
    async () => {
      const untilAt = performance.now() + config().slb.deadlineMillis;
      const isLogBehind = await isBehind();
      unsettled = await recheckUnsettled(requested.listener);
      const error = isLogBehind ? diskFull() : inTheWay(unsettled, requested, despiteUnsettled);
      if (error !== null) {
        await recordRejection(requested, error);
        return rejected(error);
      }
      return settle(await decide({ isRepetition: false, confirmed }), untilAt);
    },
    async () => {
      const error = instanceBusy(awaitedOn(requested.listener));
      await recordRejection(requested, error);
      return rejected(error);
    },
  );
}

/** Whether something that happened is not recorded yet, for want of room: nothing may follow it, and it looks as if it were under way. */
async function isBehind(): Promise<boolean> {
  return postponedCount() > 0 && !(await whereThereIsRoom(appendPostponed));
}

/** Why nothing may be sent to a listener with unsettled writes; those of the same run are what its row is tried again for. */
function inTheWay(
  unsettled: readonly UnsettledWrite[],
  { actor: { runId } }: WriteIntent,
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

function inShort({ operation, listenerPort, until }: UnsettledWrite): AwaitedWrite {
  return { operation, listenerPort, until };
}

/** What this process awaits on an instance. */
function awaitedOn({ regionId, loadBalancerId }: ListenerKey): AwaitedWrite | null {
  const write = listWritesInFlight().find(
    ({ listener }) => listener.regionId === regionId && listener.loadBalancerId === loadBalancerId,
  );
  if (write === undefined) return null;
  const until = new Date(write.untilMillis).toISOString();
  return { operation: write.operation, listenerPort: write.listener.listenerPort, until };
}

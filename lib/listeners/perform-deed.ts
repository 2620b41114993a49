import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import { config } from '@/lib/config';
import { rereadListener } from '@/lib/inventory/reread-listener';
import { carryOut, type Taken, type Write } from './carry-out';
import type { ListenerError } from './errors';
import { onInstance } from './on-instance';
import { instanceBusy } from './own-refusals';
import { recordRefusal, type Deed } from './trail';

/** What a deed comes to on what was just read. `isNews`: the listener is not what the list shows, so its row is read again. */
export type Judged<Outcome> =
  /** A call, which stays the same as long as `basis` is read to be the same; and what is told once SLB took it. */
  | (Write & { kind: 'to-send'; basis: unknown; conclude: (taken: Taken) => Promise<Outcome> })
  /** Nothing may be sent. `outcome`: where more is to be told than the error. */
  | { kind: 'refused'; deed: Deed; error: ListenerError; outcome?: Outcome; isNews?: boolean }
  /** Nothing need be sent. */
  | { kind: 'already-so'; outcome: Outcome; isNews?: boolean };

export type Moment = {
  /** SLB was too busy to take the call a moment ago, so a listener on its way is what is being waited for. */
  isRepetition: boolean;
};

/**
 * The one way in which a listener is created, started, stopped, deleted and changed: in its turn on the instance, judged on what is read
 * then, carried out, with every write and refusal in the activity trail, and the row in the list read again.
 *
 * `judge` reads and decides, and sends and records nothing. SLB may be too busy to take the call, for as long as the client repeats it, and
 * what it was judged on may change meanwhile; so it is judged again right before each repetition. Where that comes to anything else, that
 * counts instead; no other call is begun later than a call may take. `refused` makes an outcome of a refusal.
 */
export async function performDeed<Outcome>(
  asked: Deed,
  judge: (moment: Moment) => Promise<Judged<Outcome>>,
  refused: (error: ListenerError) => Outcome,
): Promise<Outcome> {
  const settle = async (judged: Judged<Outcome>, untilAt: number): Promise<Outcome> => {
    if (judged.kind !== 'to-send') {
      if (judged.kind === 'refused') await recordRefusal(judged.deed, judged.error);
      if (judged.isNews) await rereadListener(asked.listener);
      return judged.kind === 'refused' ? (judged.outcome ?? refused(judged.error)) : judged.outcome;
    }
    const anew: { judged: Judged<Outcome> | null } = { judged: null };
    const mayRepeat = async (): Promise<boolean> => {
      const again = await judge({ isRepetition: true });
      if (again.kind === 'to-send' && isDeepStrictEqual(again.basis, judged.basis)) return true;
      anew.judged = again;
      return false;
    };
    const carriedOut = await carryOut(judged, { mayRepeat });
    if (carriedOut.outcome === 'succeeded') return judged.conclude(carriedOut);
    await rereadListener(asked.listener);
    const next = anew.judged;
    if (next === null || carriedOut.outcome === 'unknown') return refused(carriedOut.error);
    const maySend = performance.now() < untilAt;
    return next.kind === 'to-send' && !maySend ? refused(carriedOut.error) : settle(next, untilAt);
  };
  return onInstance(
    asked.listener,
    async () => {
      const untilAt = performance.now() + config().slb.deadlineMillis;
      return settle(await judge({ isRepetition: false }), untilAt);
    },
    async () => {
      const error = instanceBusy();
      await recordRefusal(asked, error);
      return refused(error);
    },
  );
}

import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '@/lib/config';
import { takeCallSlots } from '@/lib/db/call-slots';

/** A call that was let through: it awaits `leaves` before it sends its request, and calls `ends` with its response. */
export type Sent = { leaves: () => Promise<void>; ends: () => void };

/** The configured calls per second. All times are from `performance.now()`. */
export type SendBudget = {
  /**
   * How long the next call has to wait; 0 if it does not. Of the `waiting` calls, so many could go now if the budget
   * allowed it.
   */
  delayMillis: (now: number, waiting: number) => number;
  /** Lets a call through that does not have to wait. */
  take: (now: number, isRead: boolean) => Sent;
};

const WINDOW_MILLIS = 1_000;
/** After this long without a response, a call was counted long ago or never arrived. */
export const UNANSWERED_MILLIS = 2 * WINDOW_MILLIS;
/** A service counts a call when it arrives, at the latest this long after it was sent. Its response may take much longer. */
const COUNTED_WITHIN_MILLIS = 100;
/** After so many calls, the fastest of them tells how long a response takes at least. */
const ENOUGH_TO_KNOW = 10;
/** A slot of the shared budget is used within this time, or given up: those of other processes follow it. */
const SLOT_MILLIS = 30;
/** If PostgreSQL cannot be asked, calls wait: without the budget nothing tells how many others send. */
const ASK_AGAIN_MILLIS = 500;

/** No budget is configured. */
export const unlimited: SendBudget = {
  delayMillis: () => 0,
  take: () => ({ leaves: async () => {}, ends: () => {} }),
};

/** For one process: calls are counted in memory, from when they leave until the service no longer counts them. */
export function makeOwnBudget(): SendBudget {
  type Mark = { startedAt: number; until: number };
  const sent = new Set<Mark>();
  const fastest = { read: { calls: 0, millis: Infinity }, write: { calls: 0, millis: Infinity } };

  /**
   * The latest time at which the service has counted a call that is answered now: its response took time too. What the
   * fastest took is never forgotten: a smaller value only makes it later.
   */
  const countedAt = (startedAt: number, isRead: boolean): number => {
    const now = performance.now();
    const known = isRead ? fastest.read : fastest.write;
    known.calls += 1;
    known.millis = Math.min(known.millis, now - startedAt);
    const answering = known.calls < ENOUGH_TO_KNOW ? 0 : known.millis;
    return Math.min(now - answering, startedAt + COUNTED_WITHIN_MILLIS);
  };

  return {
    delayMillis: (now) => {
      for (const mark of sent) if (mark.until <= now) sent.delete(mark);
      if (sent.size < (config().slb.callsPerSecond ?? Infinity)) return 0;
      const free = Math.min(...[...sent].map(({ until }) => until)) - now;
      // If all are yet to leave, the next one that leaves or ends admits another.
      return Math.min(UNANSWERED_MILLIS, Math.max(0, free));
    },
    take: (startedAt, isRead) => {
      // Until it leaves, however long that takes: it may leave at any moment.
      const mark: Mark = { startedAt, until: Infinity };
      sent.add(mark);
      return {
        leaves: async () => {
          const now = performance.now();
          Object.assign(mark, { startedAt: now, until: now + UNANSWERED_MILLIS });
        },
        ends: () => (mark.until = countedAt(mark.startedAt, isRead) + WINDOW_MILLIS),
      };
    },
  };
}

/**
 * For the processes on one PostgreSQL: each reserves slots there for the calls that could go, and gives them to whichever
 * call is first when a slot is due. `onChange` is called when there are new ones.
 */
export function makeSharedBudget(onChange: () => void): SendBudget {
  let due: number[] = [];
  let isAsking = false;

  const reserve = async (wanted: number): Promise<number[]> => {
    const { account, slb } = config();
    const delays = await takeCallSlots(account ?? '', slb.callsPerSecond ?? 1, wanted);
    const now = performance.now();
    return delays.map((delay) => now + delay);
  };
  const ask = async (wanted: number): Promise<void> => {
    isAsking = true;
    try {
      due = await reserve(wanted);
    } catch {
      await sleep(ASK_AGAIN_MILLIS);
    }
    isAsking = false;
    onChange();
  };
  const isMissed = (at: number): boolean => performance.now() > at + SLOT_MILLIS;
  const anotherSlot = async (): Promise<number> => {
    const [at = 0] = await reserve(1);
    await sleep(Math.max(0, Math.ceil(at - performance.now())));
    return at;
  };

  return {
    delayMillis: (now, waiting) => {
      due = due.filter((at) => at + SLOT_MILLIS >= now);
      const [next] = due;
      if (next !== undefined) return Math.max(0, next - now);
      if (!isAsking) void ask(waiting);
      return UNANSWERED_MILLIS;
    },
    take: () => {
      let at = due.shift() ?? 0;
      return {
        leaves: async () => {
          // Its credentials took that long.
          while (isMissed(at)) at = await anotherSlot();
        },
        ends: () => {},
      };
    },
  };
}

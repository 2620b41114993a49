import 'server-only';
import { config } from '@/lib/config';
import { takeTurnLock, type NoTurn, type TurnLock } from '@/lib/db/turn-lock';
import type { ListenerKey } from '@/lib/model/outcome';

type Instance = Pick<ListenerKey, 'regionId' | 'loadBalancerId'>;

/** The writes of this process on one instance. If there is one, somebody holds the lock or waits for other processes. */
type Queue = {
  /** In the order of arrival. */
  waiting: Set<() => void>;
  /** Null while the first of them waits for other processes. */
  turn: TurnLock | null;
};

// On globalThis because a Next server may load one module twice, and a process has one queue per instance.
const held: typeof globalThis & { sluiceInstances?: Map<string, Queue> } = globalThis;
const queues = () => (held.sluiceInstances ??= new Map());

/**
 * Runs `work` while holding the instance's lock. SLB accepts one change per instance at a time (slb-api.md 5.8), and
 * what a write has read must stay true until it has written. First come, first served within a process, which waits for
 * other processes with its first write only and lets them have their turn after each; a run takes the lock for each row,
 * so a single write waits for at most one of its rows. After waiting as long as a call may take, or if PostgreSQL cannot
 * be reached, returns `notHeld` instead: nothing was done. Taken only by the listener services, once per write: `work`
 * must not take it again.
 */
export async function withInstanceLock<T>(
  instance: Instance,
  work: () => Promise<T>,
  notHeld: (why: NoTurn) => Promise<T>,
): Promise<T> {
  const key = keyOf(instance);
  const until = performance.now() + config().slb.deadlineMillis;
  const queue: Queue = queues().get(key) ?? { waiting: new Set(), turn: null };
  if (!queues().has(key)) queues().set(key, queue);
  else if (!(await comesInTime(queue))) return notHeld('late');
  const turn = await takeTurn(key, until - performance.now());
  if (typeof turn === 'string') {
    passOn(key, queue);
    return notHeld(turn);
  }
  queue.turn = turn;
  try {
    return await work();
  } finally {
    queue.turn = null;
    void turn.release().then(() => passOn(key, queue));
  }
}

/**
 * Whether this process still holds the lock of an instance that it has taken: PostgreSQL gives it to the next one once the
 * connection that holds it is lost. Asked right before each send.
 */
export async function isInstanceLockHeld(instance: Instance): Promise<boolean> {
  const turn = queues().get(keyOf(instance))?.turn;
  return turn === undefined || turn === null || turn.isHeld();
}

/** How many writes wait for the lock of an instance. */
export function waitingForInstances(): number {
  return [...queues().values()].reduce((sum, { waiting, turn }) => sum + waiting.size + (turn ? 0 : 1), 0);
}

function keyOf({ regionId, loadBalancerId }: Instance): string {
  return `${config().account ?? ''}/${regionId}/${loadBalancerId}`;
}

/** The lock among processes: an embedded database has one. */
async function takeTurn(key: string, withinMillis: number): Promise<TurnLock | NoTurn> {
  const { databaseUrl } = config();
  return databaseUrl === null
    ? { isHeld: async () => true, release: async () => {} }
    : takeTurnLock(databaseUrl, `turn ${key}`, withinMillis);
}

function passOn(key: string, { waiting }: Queue): void {
  const [next] = waiting;
  if (next === undefined) queues().delete(key);
  else next();
}

function comesInTime({ waiting }: Queue): Promise<boolean> {
  return new Promise((resolve) => {
    const leave = (inTime: boolean): void => {
      clearTimeout(timer);
      waiting.delete(start);
      resolve(inTime);
    };
    const start = (): void => leave(true);
    const timer = setTimeout(() => leave(false), config().slb.deadlineMillis);
    waiting.add(start);
  });
}

import 'server-only';
import { config } from '@/lib/config';
import type { ListenerKey } from '@/lib/model/outcome';

/** Those waiting for the lock of one instance, in the order of arrival. If the list exists, somebody holds the lock. */
type Queue = Set<() => void>;

// On globalThis because a Next server may load one module twice, and a process has one queue per instance.
const held: typeof globalThis & { sluiceInstances?: Map<string, Queue> } = globalThis;

/**
 * Runs `work` while holding the instance's lock within this process. SLB accepts one change per instance at a time
 * (slb-api.md 5.8), and what a write has read must stay true until it has written. First come, first served; a run
 * takes the lock for each row, so a single write waits for at most one of its rows. After waiting as long as a call may
 * take, returns `tooLate` instead: nothing was done. Taken only by the listener services, once per write: `work` must
 * not take it again.
 */
export async function withInstanceLock<T>(
  { regionId, loadBalancerId }: Pick<ListenerKey, 'regionId' | 'loadBalancerId'>,
  work: () => Promise<T>,
  tooLate: () => Promise<T>,
): Promise<T> {
  const queues = (held.sluiceInstances ??= new Map());
  const key = `${regionId}/${loadBalancerId}`;
  const queue: Queue = queues.get(key) ?? new Set();
  if (!queues.has(key)) queues.set(key, queue);
  else if (!(await comesInTime(queue))) return tooLate();
  try {
    return await work();
  } finally {
    const [next] = queue;
    if (next === undefined) queues.delete(key);
    else next();
  }
}

/** How many writes wait for the lock of an instance. */
export function waitingForInstances(): number {
  return [...(held.sluiceInstances?.values() ?? [])].reduce((sum, { size }) => sum + size, 0);
}

function comesInTime(queue: Queue): Promise<boolean> {
  return new Promise((resolve) => {
    const leave = (inTime: boolean): void => {
      clearTimeout(timer);
      queue.delete(start);
      resolve(inTime);
    };
    const start = (): void => leave(true);
    const timer = setTimeout(() => leave(false), config().slb.deadlineMillis);
    queue.add(start);
  });
}

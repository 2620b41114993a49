import 'server-only';
import { config } from '@/lib/config';
import type { ListenerKey } from '@/lib/model/outcome';

/** Those that wait for their turn on one instance, in the order they came. While there is one, somebody has the turn. */
type Queue = Set<() => void>;

// On globalThis because a Next server may load one module twice, and a process has one queue per instance.
const held: typeof globalThis & { sluiceInstances?: Map<string, Queue> } = globalThis;

/**
 * Does `work` when nothing else that this process does through here is under way on the instance: SLB takes one change per instance at a
 * time (slb-api.md 5.8), and what a deed has read of a listener must hold until it has written. First come, first served; a run takes its
 * turn for each row, so a single deed waits for one row of it at most. Whoever has waited as long as a call may take gets `tooLate`
 * instead: nothing was done. Taken by the services of listeners alone, once per deed: `work` must not ask for a turn again.
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

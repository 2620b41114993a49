import 'server-only';
import { describeAccessControlList } from '@/lib/slb/operations/access-control-lists';
import { describeLoadBalancer } from '@/lib/slb/operations/load-balancers';

/** What a creation depends on besides its own port, which SLB itself checks. */
export type Reads = {
  loadBalancer: typeof describeLoadBalancer;
  accessControlList: typeof describeAccessControlList;
};

/** Each is read when it is asked for. */
export const freshReads: Reads = {
  loadBalancer: describeLoadBalancer,
  accessControlList: describeAccessControlList,
};

/** `forget`: the instance is read again for the next creation, such as after a rejected one. */
export type RecentReads = Reads & {
  forget: (instance: { regionId: string; loadBalancerId: string }) => void;
};

/** Long enough for many creations, and short enough that a protection turned on during a run is respected. */
const MAX_AGE_MILLIS = 30_000;

/**
 * Reads that serve the creations of a run one after the other: an instance and a list are read again once what is known
 * about them is 30 seconds old. A failed read serves one creation only.
 */
export function makeRecentReads(now: () => number = () => performance.now()): RecentReads {
  const loadBalancers = keep(describeLoadBalancer, keyOf, now);
  const lists = keep(describeAccessControlList, ({ regionId, aclId }) => `${regionId}/${aclId}`, now);
  return {
    loadBalancer: loadBalancers.read,
    accessControlList: lists.read,
    forget: (instance) => loadBalancers.forget(keyOf(instance)),
  };
}

function keyOf({ regionId, loadBalancerId }: { regionId: string; loadBalancerId: string }): string {
  return `${regionId}/${loadBalancerId}`;
}

function keep<Key, Result extends { ok: boolean }>(
  read: (key: Key) => Promise<Result>,
  nameOf: (key: Key) => string,
  now: () => number,
) {
  const kept = new Map<string, { result: Result; readAt: number }>();
  return {
    forget: (name: string): void => void kept.delete(name),
    read: async (key: Key): Promise<Result> => {
      const name = nameOf(key);
      const before = kept.get(name);
      if (before !== undefined && now() - before.readAt < MAX_AGE_MILLIS) return before.result;
      const readAt = now();
      const result = await read(key);
      if (result.ok) kept.set(name, { result, readAt });
      else kept.delete(name);
      return result;
    },
  };
}

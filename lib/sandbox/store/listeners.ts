import type { ChangeList } from './changes';
import type {
  AclBinding,
  HttpsListener,
  Listener,
  ListenerKey,
  ListenerState,
  StoredListener,
} from './models';
import { shelf, type Kept } from './shelf';

export type ListenerTable = ReturnType<typeof listenerTable>;

/** The listeners of all instances, ordered by instance, port and protocol. */
export function listenerTable(changes: ChangeList) {
  const listeners = shelf<StoredListener>(changes, 'listener', {
    keyOf: ({ listener }) => keyText(listener),
    ownerOf: ({ listener }) => listener.loadBalancerId,
    compare: (left, right) => compareOnInstance(left.value.listener, right.value.listener),
  });

  /** Of a region, by instance; an instance and all its listeners are in one region. */
  const inRegion = (regionId: string): readonly Kept<StoredListener>[][] =>
    [...listeners.owners()]
      .filter((owner) => listeners.of(owner)[0]?.value.listener.regionId === regionId)
      .toSorted()
      .map((owner) => [...listeners.of(owner)]);

  return {
    shelf: listeners,
    /** All listeners on one port: several only where two protocols share it. */
    onPort: (loadBalancerId: string, listenerPort: number): StoredListener[] => {
      const held = listeners.of(loadBalancerId);
      const found: StoredListener[] = [];
      for (let index = firstFrom(held, listenerPort); index < held.length; index += 1) {
        const stored = held[index]?.value;
        if (stored?.listener.listenerPort !== listenerPort) break;
        found.push(stored);
      }
      return found;
    },
    onLoadBalancer: (loadBalancerId: string): StoredListener[] =>
      listeners.of(loadBalancerId).map(({ value }) => value),
    /** How many listeners an instance has, and the Mbit/s that they hold; -1 (no cap) holds nothing. */
    totalsOf: (loadBalancerId: string): { listeners: number; bandwidthMbps: number } => {
      const held = listeners.of(loadBalancerId);
      let bandwidthMbps = 0;
      for (const { value } of held) bandwidthMbps += Math.max(value.listener.bandwidthMbps, 0);
      return { listeners: held.length, bandwidthMbps };
    },
    /** A group serves listeners of its own instance only. */
    withGroup: (loadBalancerId: string, groupId: string): Listener[] =>
      listeners
        .of(loadBalancerId)
        .map(({ value }) => value.listener)
        .filter(({ vServerGroupId, masterSlaveServerGroupId }) =>
          [vServerGroupId, masterSlaveServerGroupId].includes(groupId),
        ),
    withAcl: (regionId: string, aclId: string): StoredListener[] =>
      inRegion(regionId)
        .flat()
        .map(({ value }) => value)
        .filter(({ listener }) => aclIdsOf(listener.acl).includes(aclId)),
    withCertificate: (regionId: string, certificateId: string): StoredListener[] =>
      inRegion(regionId)
        .flat()
        .map(({ value }) => value)
        .filter(
          ({ listener }) =>
            listener.protocol === 'https' && certificateIdsOf(listener).includes(certificateId),
        ),
    insert: (listener: Listener, state: ListenerState): void => listeners.insert({ listener, state }),
    setState: (key: ListenerKey, state: ListenerState): void => {
      const stored = listeners.find(keyText(key));
      if (stored !== undefined) listeners.update({ ...stored, state });
    },
    /** What is configured; the state is left as it is. */
    update: (listener: Listener): void => {
      const stored = listeners.find(keyText(listener));
      if (stored !== undefined) listeners.update({ ...stored, listener });
    },
    removeOf: (loadBalancerId: string): void => {
      const keys = listeners.of(loadBalancerId).map(({ value }) => keyText(value.listener));
      for (const key of keys) listeners.remove(key);
    },
    remove: (key: ListenerKey): void => listeners.remove(keyText(key)),
    /** One page of at most `limit`, from behind the key `after`, and how many match in all. */
    page: (
      regionId: string,
      matches: (listener: Listener) => boolean,
      limit: number,
      after: ListenerKey | null,
    ): { rows: StoredListener[]; total: number } => {
      const rows: StoredListener[] = [];
      let total = 0;
      for (const held of inRegion(regionId)) {
        for (const { value } of held) {
          if (!matches(value.listener)) continue;
          total += 1;
          if (rows.length < limit && (after === null || compare(value.listener, after) > 0)) rows.push(value);
        }
      }
      return { rows, total };
    },
  };
}

/** All certificates that it uses. */
function certificateIdsOf(listener: HttpsListener) {
  const { serverCertificateId, caCertificateId, domainExtensions = [] } = listener;
  return [serverCertificateId, caCertificateId, ...domainExtensions.map((it) => it.serverCertificateId)];
}

/** All lists that a listener is bound to. */
export function aclIdsOf(acl: AclBinding | undefined): string[] {
  return acl === undefined ? [] : [acl.aclId, ...(acl.furtherAclIds ?? [])];
}

/** The index of the first of an instance's listeners whose port is not lower. */
function firstFrom(held: readonly Kept<StoredListener>[], listenerPort: number): number {
  let low = 0;
  let high = held.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((held[middle]?.value.listener.listenerPort ?? 0) < listenerPort) low = middle + 1;
    else high = middle;
  }
  return low;
}

function keyText({ loadBalancerId, listenerPort, protocol }: ListenerKey): string {
  return `${loadBalancerId}/${listenerPort}/${protocol}`;
}

function compare(left: ListenerKey, right: ListenerKey): number {
  if (left.loadBalancerId !== right.loadBalancerId)
    return left.loadBalancerId < right.loadBalancerId ? -1 : 1;
  return compareOnInstance(left, right);
}

function compareOnInstance(left: ListenerKey, right: ListenerKey): number {
  if (left.listenerPort !== right.listenerPort) return left.listenerPort - right.listenerPort;
  return left.protocol < right.protocol ? -1 : left.protocol > right.protocol ? 1 : 0;
}

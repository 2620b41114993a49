import { isPayByBandwidth } from '@/lib/listeners/advice';
import type {
  ListedAccess,
  ListedBackend,
  ListedHealthCheck,
  ListedListener,
  ListedLoadBalancer,
} from '@/lib/listeners/overview-types';
import { checkPortOf } from '@/lib/listeners/setting-states';
import type { ListenerSummary, LoadBalancer } from '@/lib/slb/responses';

export type KnownGroup = {
  loadBalancerId: string;
  kind: 'vserver-group' | 'primary-secondary-group';
  name: string;
  serverCount: number | null;
};

/** What was read of a region beside its listeners, by id. What is missing could not be read, or not yet. */
export type RegionNames = {
  groups: ReadonlyMap<string, KnownGroup>;
  accessControlLists: ReadonlyMap<string, { name: string | null; entryCount: number | null }>;
};

/** What a row says of its instance: one object for all rows of it. */
export function toListedLoadBalancer(loadBalancer: LoadBalancer): ListedLoadBalancer {
  return {
    loadBalancerId: loadBalancer.loadBalancerId,
    name: loadBalancer.name,
    address: loadBalancer.address,
    status: loadBalancer.status,
    deleteProtection: loadBalancer.deleteProtection,
    modificationProtection: loadBalancer.modificationProtection,
    sharedMbps: isPayByBandwidth(loadBalancer) ? loadBalancer.bandwidthMbps : null,
  };
}

/**
 * An instance that no reading had: it was made, or deleted, between two. Its listeners are shown, and guarded as those of a
 * locked one, until it is read.
 */
export function unreadLoadBalancer(loadBalancerId: string): ListedLoadBalancer {
  return {
    loadBalancerId,
    name: loadBalancerId,
    status: 'locked',
    deleteProtection: false,
    modificationProtection: { status: 'none' },
    sharedMbps: null,
  };
}

/** One row of the list out of the answer's listener, its instance and the names in use. */
export function toListedListener(
  regionId: string,
  listener: ListenerSummary,
  loadBalancer: ListedLoadBalancer,
  names: RegionNames,
): ListedListener {
  const { loadBalancerId, listenerPort } = listener;
  return {
    regionId,
    loadBalancerId,
    listenerPort,
    protocol: listener.listenerProtocol,
    status: listener.status.toLowerCase(),
    changingSinceMillis: null,
    changedAtMillis: null,
    loadBalancer,
    backend: backendOf(listener, names),
    scheduler: listener.scheduler ?? null,
    bandwidthMbps: listener.bandwidthMbps ?? null,
    access: accessOf(listener, names),
    healthCheck: healthCheckOf(listener),
    description: listener.description ?? null,
  };
}

/** The backend port means something only without a group (slb-api.md 3.10, 5.6). */
function backendOf(listener: ListenerSummary, names: RegionNames): ListedBackend {
  if (listener.vServerGroupId !== undefined) {
    const groupId = listener.vServerGroupId;
    const group = names.groups.get(groupId);
    return {
      kind: 'vserver-group',
      groupId,
      name: group?.name ?? null,
      serverCount: group?.serverCount ?? null,
    };
  }
  if (listener.primarySecondaryServerGroupId !== undefined) {
    const groupId = listener.primarySecondaryServerGroupId;
    return { kind: 'primary-secondary-group', groupId, name: names.groups.get(groupId)?.name ?? null };
  }
  return { kind: 'port', backendServerPort: listener.backendServerPort ?? null };
}

function accessOf(listener: ListenerSummary, names: RegionNames): ListedAccess {
  if (listener.aclStatus !== 'on') return { status: 'off' };
  return {
    status: 'on',
    type: listener.aclType ?? '',
    lists: listener.aclIds.map((aclId) => ({
      aclId,
      name: names.accessControlLists.get(aclId)?.name ?? null,
      entryCount: names.accessControlLists.get(aclId)?.entryCount ?? null,
    })),
  };
}

function healthCheckOf(listener: ListenerSummary): ListedHealthCheck | null {
  if (listener.healthCheck === undefined) return null;
  if (listener.healthCheck !== 'on') return { status: 'off' };
  return {
    status: 'on',
    type: listener.healthCheckType ?? 'tcp',
    connectPort: checkPortOf(listener),
    intervalSeconds: listener.healthCheckIntervalSeconds ?? null,
  };
}

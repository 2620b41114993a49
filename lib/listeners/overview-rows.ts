import type { ListenerSummary, LoadBalancer, VServerGroup } from '@/lib/slb/responses';
import { isPayByBandwidth } from './advice';
import type { ListedAccess, ListedBackend, ListedHealthCheck, ListedListener } from './overview-types';

/** What was read of a region beside its listeners, by id. What is missing could not be read. */
export type RegionNames = {
  accessControlLists: Map<string, string>;
  entryCounts: Map<string, number>;
  vServerGroups: Map<string, VServerGroup>;
  primarySecondaryServerGroups: Map<string, string>;
};

/**
 * One row of the list out of the answer's listener, its instance and the names in use. An instance that is missing was
 * deleted between the two reads: its listener is shown, and guarded as a locked one, until the next read.
 */
export function toListedListener(
  regionId: string,
  listener: ListenerSummary,
  loadBalancer: LoadBalancer | undefined,
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
    loadBalancer: {
      loadBalancerId,
      name: loadBalancer?.name ?? loadBalancerId,
      status: loadBalancer?.status ?? 'locked',
      deleteProtection: loadBalancer?.deleteProtection ?? false,
      modificationProtection: loadBalancer?.modificationProtection ?? { status: 'none' },
      sharedMbps: loadBalancer && isPayByBandwidth(loadBalancer) ? loadBalancer.bandwidthMbps : null,
    },
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
    const group = names.vServerGroups.get(groupId);
    return {
      kind: 'vserver-group',
      groupId,
      name: group?.name ?? null,
      serverCount: group?.serverCount ?? null,
    };
  }
  if (listener.primarySecondaryServerGroupId !== undefined) {
    const groupId = listener.primarySecondaryServerGroupId;
    return {
      kind: 'primary-secondary-group',
      groupId,
      name: names.primarySecondaryServerGroups.get(groupId) ?? null,
    };
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
      name: names.accessControlLists.get(aclId) ?? null,
      entryCount: names.entryCounts.get(aclId) ?? null,
    })),
  };
}

function healthCheckOf(listener: ListenerSummary): ListedHealthCheck | null {
  if (listener.healthCheck === undefined) return null;
  if (listener.healthCheck !== 'on') return { status: 'off' };
  const connectPort = listener.healthCheckConnectPort;
  return {
    status: 'on',
    type: listener.healthCheckType ?? 'tcp',
    // -520 is an old way to write "the backend port" (slb-api.md D17).
    connectPort: connectPort !== undefined && connectPort > 0 ? connectPort : null,
    intervalSeconds: listener.healthCheckIntervalSeconds ?? null,
  };
}

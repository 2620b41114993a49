import type { OwnerRule } from '@/lib/config';
import type { Coverage } from '@/lib/model/acl-coverage';
import { isPayByBandwidth } from '@/lib/model/advice';
import type {
  ListedAccess,
  ListedBackend,
  ListedHealthCheck,
  ListedListener,
  ListedLoadBalancer,
  UnreadableCell,
} from '@/lib/model/list-row';
import { ownerOf } from '@/lib/model/owner';
import { reachOf, type ReadAccess } from '@/lib/model/reach';
import { checkPortOf, isAccessKnown } from '@/lib/model/setting-states';
import type { ListenerSummary, LoadBalancer } from '@/lib/slb/responses';

export type KnownGroup = {
  loadBalancerId: string;
  kind: 'vserver-group' | 'primary-secondary-group';
  name: string;
  serverCount: number | null;
};

export type KnownAccessControlList = {
  name: string | null;
  /** `ipv4` or `ipv6`; empty if it is not known. */
  addressIpVersion: string;
  /** Addresses and blocks as SLB returned them; null while they could not be read. */
  entries: readonly string[] | null;
  /** What they cover, computed once for all rows bound to the list. */
  coverage: Coverage | null;
};

/** What was read of a region besides its listeners, by id. What is missing could not be read, or has not been yet. */
export type RegionNames = {
  groups: ReadonlyMap<string, KnownGroup>;
  accessControlLists: ReadonlyMap<string, KnownAccessControlList>;
};

/** The instance part of a row: one object for all its rows. */
export function toListedLoadBalancer(loadBalancer: LoadBalancer): ListedLoadBalancer {
  return {
    loadBalancerId: loadBalancer.loadBalancerId,
    name: loadBalancer.name,
    address: loadBalancer.address,
    addressType: loadBalancer.addressType,
    addressIpVersion: loadBalancer.addressIpVersion,
    status: loadBalancer.status,
    deleteProtection: loadBalancer.deleteProtection,
    modificationProtection: loadBalancer.modificationProtection,
    sharedMbps: isPayByBandwidth(loadBalancer) ? loadBalancer.bandwidthMbps : null,
    tags: loadBalancer.tags,
    ...(loadBalancer.unreadable !== undefined && { unreadable: loadBalancer.unreadable }),
  };
}

/**
 * An instance no read contained: it was created or deleted between two, or its row was unreadable. Its listeners are
 * shown, and protected like those of an instance whose protections are unreadable.
 */
export function unreadLoadBalancer(loadBalancerId: string): ListedLoadBalancer {
  return {
    loadBalancerId,
    name: loadBalancerId,
    addressType: '',
    addressIpVersion: '',
    status: 'unknown',
    deleteProtection: false,
    modificationProtection: { status: 'none' },
    sharedMbps: null,
    unreadable: ['DeleteProtection', 'ModificationProtectionStatus'],
  };
}

/** Builds a list row from the returned listener, its instance and the names in use. */
export function toListedListener(
  regionId: string,
  listener: ListenerSummary,
  loadBalancer: ListedLoadBalancer,
  names: RegionNames,
  ownerRules: readonly OwnerRule[] = [],
): ListedListener {
  const { loadBalancerId, listenerPort } = listener;
  const unreadable = unreadableCells(listener, loadBalancer);
  const owner = ownerOf({ ...listener, instanceTags: loadBalancer.tags ?? [] }, ownerRules);
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
    reach: reachOf(readAccessOf(listener, names), loadBalancer),
    healthCheck: healthCheckOf(listener),
    description: listener.description ?? null,
    ...(listener.tags !== undefined && listener.tags.length > 0 && { tags: listener.tags }),
    ...(owner !== null && { owner }),
    ...(unreadable.length > 0 && { unreadable }),
  };
}

/**
 * The cell that shows a field, by wire name. Names that start with HealthCheck or end with Threshold belong to the
 * health check.
 */
const cellOf: Readonly<Record<string, UnreadableCell>> = {
  Status: 'status',
  Bandwidth: 'bandwidth',
  Scheduler: 'scheduler',
  Description: 'description',
  Tags: 'tag',
  BackendServerPort: 'backend',
  VServerGroupId: 'backend',
  MasterSlaveServerGroupId: 'backend',
  AclStatus: 'access',
  AclType: 'access',
  AclId: 'access',
  AclIds: 'access',
  HealthCheck: 'health-check',
  HealthCheckType: 'health-check',
  HealthCheckConnectPort: 'health-check',
  HealthCheckInterval: 'health-check',
};

/** The same for the instance's fields. */
const cellOfInstance: Readonly<Record<string, UnreadableCell>> = {
  LoadBalancerName: 'instance',
  Address: 'address',
  AddressType: 'address-type',
  Tags: 'tag',
};

function unreadableCells(listener: ListenerSummary, loadBalancer: ListedLoadBalancer): UnreadableCell[] {
  const cells = new Set<UnreadableCell>();
  for (const name of listener.unreadable ?? []) {
    const cell = cellOf[name];
    if (cell !== undefined) cells.add(cell);
    // With it goes everything only a TCP listener has.
    if (name === 'TCPListenerConfig') {
      cells.add('health-check');
      if (backendOf(listener, noNames).kind === 'unknown') cells.add('backend');
    }
  }
  for (const name of loadBalancer.unreadable ?? []) {
    const cell = cellOfInstance[name];
    if (cell !== undefined) cells.add(cell);
  }
  return [...cells];
}

const noNames: RegionNames = { groups: new Map(), accessControlLists: new Map() };

/** The backend port has a meaning only without a group (slb-api.md 3.10, 5.6). */
function backendOf(listener: ListenerSummary, names: RegionNames): ListedBackend {
  const { unreadable = [] } = listener;
  if (unreadable.includes('VServerGroupId') || unreadable.includes('MasterSlaveServerGroupId'))
    return { kind: 'unknown' };
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
  // A primary/secondary group is returned among the TCP settings.
  if (listener.isConfigUntold && listener.listenerProtocol === 'tcp') return { kind: 'unknown' };
  return { kind: 'port', backendServerPort: listener.backendServerPort ?? null };
}

function accessOf(listener: ListenerSummary, names: RegionNames): ListedAccess {
  if (listener.aclStatus === 'off') return { status: 'off' };
  // Access control whose lists were not returned is not the same as none.
  if (!isAccessKnown(listener)) return { status: 'unknown' };
  return {
    status: 'on',
    type: listener.aclType ?? '',
    lists: listener.aclIds.map((aclId) => {
      const list = names.accessControlLists.get(aclId);
      return { aclId, name: list?.name ?? null, entryCount: list?.entries?.length ?? null };
    }),
  };
}

function readAccessOf(listener: ListenerSummary, names: RegionNames): ReadAccess {
  if (listener.aclStatus === 'off') return { status: 'off' };
  if (!isAccessKnown(listener)) return { status: 'unknown' };
  const lists = listener.aclIds.map((aclId) => names.accessControlLists.get(aclId)?.coverage ?? null);
  return { status: 'on', type: listener.aclType ?? '', lists };
}

function healthCheckOf(listener: ListenerSummary): ListedHealthCheck | null {
  if (listener.healthCheck === undefined) return null;
  if (listener.healthCheck !== 'on') return { status: 'off' };
  return {
    status: 'on',
    type: listener.healthCheckType ?? null,
    connectPort: listener.unreadable?.includes('HealthCheckConnectPort') ? 'unknown' : checkPortOf(listener),
    intervalSeconds: listener.healthCheckIntervalSeconds ?? null,
  };
}

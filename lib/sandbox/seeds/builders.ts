import { DEFAULT_HEALTH_CHECK } from '../operations/listener-values';
import { zoneId } from '../regions';
import { DEFAULT_RESOURCE_GROUP } from '../resource-groups';
import type {
  AccessControlList,
  BackendServer,
  GroupMember,
  HealthCheck,
  Listener,
  ListenerState,
  LoadBalancer,
  ServerGroup,
} from '../store/models';

/** One region's demo data. */
export type RegionSeed = {
  readonly loadBalancers: readonly LoadBalancer[];
  readonly serverGroups: readonly ServerGroup[];
  readonly accessControlLists: readonly AccessControlList[];
  readonly listeners: readonly { readonly listener: Listener; readonly state: ListenerState }[];
};

export function at(text: string): number {
  return Date.parse(text);
}

/** Builders of what belongs to one region. */
export function inRegion(regionId: string) {
  return {
    /** A VPC instance of the region's first two zones; what differs is said per instance. */
    loadBalancer: (
      given: Pick<LoadBalancer, 'loadBalancerId' | 'name' | 'address'> & Partial<LoadBalancer>,
    ): LoadBalancer => ({
      regionId,
      status: 'active',
      addressType: 'internet',
      addressIpVersion: 'ipv4',
      networkType: 'vpc',
      vpcId: '',
      vSwitchId: '',
      masterZoneId: zoneId(regionId, 'b'),
      slaveZoneId: zoneId(regionId, 'a'),
      internetChargeType: 'paybytraffic',
      // The service answers its own ceiling where traffic is billed.
      bandwidthMbps: 5120,
      spec: 'slb.s2.small',
      resourceGroupId: DEFAULT_RESOURCE_GROUP,
      deleteProtection: false,
      modificationProtection: { status: 'none' },
      createdAtMillis: at('2025-06-12T02:30:00Z'),
      tags: [],
      backendServers: [],
      ...given,
    }),
    accessControlList: (
      aclId: string,
      name: string,
      entries: AccessControlList['entries'],
      addressIpVersion: AccessControlList['addressIpVersion'] = 'ipv4',
    ): AccessControlList => ({
      regionId,
      aclId,
      name,
      addressIpVersion,
      resourceGroupId: DEFAULT_RESOURCE_GROUP,
      createdAtMillis: at('2025-05-20T08:00:00Z'),
      entries,
      tags: [],
    }),
  };
}

export function server(
  serverId: string,
  serverIp: string,
  given: Partial<BackendServer> = {},
): BackendServer {
  return { serverId, serverIp, weight: 100, type: 'ecs', health: 'normal', ...given };
}

export function member(
  serverId: string,
  serverIp: string,
  port: number,
  given: Partial<GroupMember> = {},
): GroupMember {
  return { ...server(serverId, serverIp), port, ...given };
}

export function vServerGroup(
  owner: LoadBalancer,
  groupId: string,
  name: string,
  members: readonly GroupMember[],
): ServerGroup {
  return group(owner, 'v-server', groupId, name, members);
}

/** The first member is the primary. */
export function primarySecondaryGroup(
  owner: LoadBalancer,
  groupId: string,
  name: string,
  [primary, secondary]: readonly [GroupMember, GroupMember],
): ServerGroup {
  return group(owner, 'master-slave', groupId, name, [
    { ...primary, role: 'Master' },
    { ...secondary, role: 'Slave' },
  ]);
}

function group(
  owner: LoadBalancer,
  kind: ServerGroup['kind'],
  groupId: string,
  name: string,
  members: readonly GroupMember[],
): ServerGroup {
  return {
    regionId: owner.regionId,
    loadBalancerId: owner.loadBalancerId,
    groupId,
    kind,
    name,
    createdAtMillis: owner.createdAtMillis + 600_000,
    members,
    tags: [],
  };
}

/** `count` neighboring blocks, for the long, generated lists. */
export function blocks(count: number, prefix: string, step: number, length: number, comment: string) {
  return Array.from({ length: count }, (_, index) => ({
    entry: `${prefix}.${index * step}/${length}`,
    comment,
  }));
}

/** What is said of a demo listener; the rest are the service's defaults. */
type ListenerSeed = Omit<Partial<Listener>, 'healthCheck'> & {
  readonly healthCheck?: Partial<HealthCheck>;
  readonly state?: ListenerState['stable'];
};

/** A running listener, or a stopped one when `state` says so. */
export function listener(
  owner: LoadBalancer,
  listenerPort: number,
  { state = 'running', healthCheck, ...given }: ListenerSeed,
): { listener: Listener; state: ListenerState } {
  return {
    listener: {
      regionId: owner.regionId,
      loadBalancerId: owner.loadBalancerId,
      listenerPort,
      protocol: 'tcp',
      bandwidthMbps: -1,
      scheduler: 'wrr',
      tags: [],
      persistenceTimeoutSeconds: 0,
      establishedTimeoutSeconds: 900,
      healthCheckOn: true,
      proxyProtocolV2Enabled: false,
      ...given,
      healthCheck: { ...DEFAULT_HEALTH_CHECK, ...healthCheck },
    },
    state: { stable: state, changing: null, settlesAtMillis: 0 },
  };
}

/** What an HTTP listener answers that a TCP one does not. */
export const HTTP_CONFIG = {
  XForwardedFor: 'on',
  StickySession: 'off',
  HealthCheck: 'off',
  Gzip: 'on',
  IdleTimeout: 15,
  RequestTimeout: 60,
} as const;

export const HTTPS_CONFIG = {
  ...HTTP_CONFIG,
  EnableHttp2: 'on',
  TLSCipherPolicy: 'tls_cipher_policy_1_2',
  ServerCertificateId: '1231579085529123_166f8204689_1714763408_709981430',
} as const;

export const UDP_CONFIG = {
  HealthCheck: 'on',
  HealthCheckConnectTimeout: 5,
  HealthCheckInterval: 2,
  HealthyThreshold: 3,
  UnhealthyThreshold: 3,
} as const;

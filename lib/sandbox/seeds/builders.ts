import { createHash } from 'node:crypto';
import { DEFAULT_HTTP_SETTINGS } from '../operations/http-settings';
import { DEFAULT_CHECK_TIMES } from '../operations/listener-values';
import { DEFAULT_TCP_HEALTH_CHECK } from '../operations/tcp-listener';
import { zoneId } from '../regions';
import { DEFAULT_RESOURCE_GROUP } from '../resource-groups';
import type {
  AccessControlList,
  BackendServer,
  Certificate,
  GroupMember,
  HttpListener,
  HttpsListener,
  Listener,
  ListenerState,
  LoadBalancer,
  ServerGroup,
  StoredListener,
  TcpListener,
  UdpListener,
} from '../store/models';

/** One region's demo data. */
export type RegionSeed = {
  readonly loadBalancers: readonly LoadBalancer[];
  readonly serverGroups: readonly ServerGroup[];
  readonly accessControlLists: readonly AccessControlList[];
  readonly certificates: readonly Certificate[];
  readonly listeners: readonly StoredListener[];
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
    serverCertificate: (certificateId: string, commonName: string): Certificate => ({
      regionId,
      certificateId,
      kind: 'server',
      name: commonName,
      fingerprint: fingerprintOf(certificateId),
      commonName,
      subjectAlternativeNames: [commonName],
      createdAtMillis: at('2025-06-03T08:00:00Z'),
      expiresAtMillis: at('2030-06-02T08:00:00Z'),
      resourceGroupId: DEFAULT_RESOURCE_GROUP,
      tags: [],
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

/** Invented: the demo has no certificate text. */
function fingerprintOf(certificateId: string): string {
  const hex = createHash('sha1').update(certificateId).digest('hex');
  return hex.replaceAll(/(..)(?!$)/g, '$1:');
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

type Seeded<L extends Listener> = { readonly listener: L; readonly state: ListenerState };

/** What is said of a demo listener; the rest are the service's defaults. */
type ListenerSeed<L extends Listener> = Omit<Partial<L>, 'healthCheck' | 'protocol'> & {
  readonly healthCheck?: Partial<L['healthCheck']>;
  readonly state?: ListenerState['stable'];
};

/** A running TCP listener, or a stopped one when `state` says so. */
export function listener(
  owner: LoadBalancer,
  listenerPort: number,
  { state, healthCheck, ...given }: ListenerSeed<TcpListener>,
): Seeded<TcpListener> {
  return stored(state, {
    ...listenerOn(owner, listenerPort),
    protocol: 'tcp',
    persistenceTimeoutSeconds: 0,
    establishedTimeoutSeconds: 900,
    proxyProtocolV2Enabled: false,
    ...given,
    healthCheck: { ...DEFAULT_TCP_HEALTH_CHECK, ...healthCheck },
  });
}

/** The same over UDP. */
export function udpListener(
  owner: LoadBalancer,
  listenerPort: number,
  { state, healthCheck, ...given }: ListenerSeed<UdpListener>,
): Seeded<UdpListener> {
  return stored(state, {
    ...listenerOn(owner, listenerPort),
    protocol: 'udp',
    proxyProtocolV2Enabled: false,
    ...given,
    healthCheck: { ...DEFAULT_CHECK_TIMES, ...healthCheck },
  });
}

/** The same over HTTP. */
export function httpListener(
  owner: LoadBalancer,
  listenerPort: number,
  { state, healthCheck, ...given }: ListenerSeed<HttpListener>,
): Seeded<HttpListener> {
  return stored(state, {
    ...listenerOn(owner, listenerPort),
    protocol: 'http',
    ...DEFAULT_HTTP_SETTINGS,
    ...given,
    healthCheck: { ...DEFAULT_HTTP_SETTINGS.healthCheck, ...healthCheck },
  });
}

/** The same over HTTPS. */
export function httpsListener(
  owner: LoadBalancer,
  listenerPort: number,
  { state, healthCheck, ...given }: ListenerSeed<HttpsListener> & Pick<HttpsListener, 'serverCertificateId'>,
): Seeded<HttpsListener> {
  return stored(state, {
    ...listenerOn(owner, listenerPort),
    protocol: 'https',
    ...DEFAULT_HTTP_SETTINGS,
    http2Enabled: true,
    tlsCipherPolicy: 'tls_cipher_policy_1_2',
    ...given,
    healthCheck: { ...DEFAULT_HTTP_SETTINGS.healthCheck, ...healthCheck },
  });
}

function listenerOn(owner: LoadBalancer, listenerPort: number) {
  return {
    regionId: owner.regionId,
    loadBalancerId: owner.loadBalancerId,
    listenerPort,
    bandwidthMbps: -1,
    scheduler: 'wrr',
    tags: [],
    healthCheckOn: true,
  };
}

function stored<L extends Listener>(state: ListenerState['stable'] = 'running', listener: L): Seeded<L> {
  return { listener, state: { stable: state, changing: null, settlesAtMillis: 0 } };
}

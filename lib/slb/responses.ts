/**
 * What the operations of `lib/slb/operations` resolve to. Plain types, so that any layer may name them; the schemas that make them
 * out of SLB's answers are in `lib/slb/answers`. Words of the service (`status`, `addressType`, `protocol` …) are lower-case and
 * may be ones not known today. Times are the service's own texts.
 */

/** The fields of an answer that were told and could not be read, in the wire's names; absent where there are none. */
type Unreadable = { unreadable?: string[] | undefined };

export type Region = { regionId: string; localName: string; endpoint: string };

/** Console protection: an API write goes through all the same, so Sluice itself must refuse (slb-api.md 3.17). */
export type ModificationProtection = { status: 'none' } | { status: 'console'; reason: string | null };

export type LoadBalancer = Unreadable & {
  regionId: string;
  loadBalancerId: string;
  /** The id, when the instance has no name. */
  name: string;
  /** `active`, `inactive` or `locked`. */
  status: string;
  address: string;
  /** `internet` or `intranet`. */
  addressType: string;
  /** `ipv4` or `ipv6`; empty where it was not told. */
  addressIpVersion: string;
  /** `vpc` or `classic`; empty when not said. */
  networkType: string;
  /** `paybytraffic` or `paybybandwidth`; null when not said. */
  chargeType: string | null;
  bandwidthMbps: number | null;
  /** null: a shared-performance instance. */
  spec: string | null;
  deleteProtection: boolean;
  modificationProtection: ModificationProtection;
  createdAt: string | null;
};

export type ListenerPort = { listenerPort: number; protocol: string; description: string | null };

export type BackendServer = {
  /** The address where no id was told, and `?` where neither was. */
  serverId: string;
  weight: number | null;
  /** `ecs`, `eni` or `eci`. */
  type: string | null;
  serverIp: string | null;
  description: string | null;
};

/** One instance with the ports it listens on (every protocol) and the members of its default server group. */
export type LoadBalancerDetail = LoadBalancer & {
  listenerPorts: ListenerPort[];
  backendServers: BackendServer[];
};

/**
 * What a listener is and is set to, as far as the answer says: what was not told, or could not be read, is undefined and never a default.
 * A blank text in the answer is not told.
 */
type ListenerSettings = Unreadable & {
  /** `running`, `stopped`, or a transitional word such as `starting`, `configuring`, `stopping`; `unknown` where none was told. */
  status: string;
  /** Mbit/s; -1 is no cap. */
  bandwidthMbps?: number | undefined;
  backendServerPort?: number | undefined;
  scheduler?: string | undefined;
  persistenceTimeoutSeconds?: number | undefined;
  establishedTimeoutSeconds?: number | undefined;
  /** `on` or `off`; the request writes it as HealthCheckSwitch. */
  healthCheck?: string | undefined;
  /** `tcp` or `http`. */
  healthCheckType?: string | undefined;
  healthCheckConnectPort?: number | undefined;
  healthCheckConnectTimeoutSeconds?: number | undefined;
  healthCheckIntervalSeconds?: number | undefined;
  healthyThreshold?: number | undefined;
  unhealthyThreshold?: number | undefined;
  healthCheckDomain?: string | undefined;
  /** `/` when none was set (slb-api.md D11). */
  healthCheckUri?: string | undefined;
  /** A comma list: `http_2xx,http_3xx`. */
  healthCheckHttpCode?: string | undefined;
  vServerGroupId?: string | undefined;
  primarySecondaryServerGroupId?: string | undefined;
  /** `on` or `off`. */
  aclStatus?: string | undefined;
  /** `white` or `black`. */
  aclType?: string | undefined;
  /** A newer service binds up to three (slb-api.md D13). Empty when none. */
  aclIds: string[];
  description?: string | undefined;
  connectionDrain?: string | undefined;
  connectionDrainTimeoutSeconds?: number | undefined;
  proxyProtocolV2Enabled?: boolean | undefined;
  tags: { key: string; value: string }[];
};

/** DescribeLoadBalancerTCPListenerAttribute (slb-api.md 3.9). */
export type TcpListenerAttributes = ListenerSettings & {
  listenerPort: number;
  /** `enable` or `disable`; not in the list of listeners. */
  synProxy?: string | undefined;
};

/** One entry of DescribeLoadBalancerListeners (slb-api.md 3.10), of any protocol. */
export type ListenerSummary = ListenerSettings & {
  loadBalancerId: string;
  listenerPort: number;
  /** `tcp`, `udp`, `http` or `https`; empty where none was told. */
  listenerProtocol: string;
  /** Nothing was told that belongs to a TCP listener alone, so not whether it has a primary/secondary server group either. */
  isConfigUnreturned?: true | undefined;
};

export type VServerGroup = {
  vServerGroupId: string;
  /** The id, when the group has no name. */
  name: string;
  serverCount: number | null;
  createdAt: string | null;
};

export type PrimarySecondaryServerGroup = {
  primarySecondaryServerGroupId: string;
  name: string;
  createdAt: string | null;
};

/** A server of a group; weights run from 0 (no new traffic) to 100. */
export type GroupMember = BackendServer & {
  port: number | null;
  /** In a primary/secondary group; on the wire `Master` and `Slave`. Null in a VServer group. */
  role: 'primary' | 'secondary' | null;
};

/** One group of servers with its members. */
export type ServerGroupDetail = { groupId: string; name: string; members: GroupMember[] };

export type AccessControlList = {
  aclId: string;
  name: string;
  /** `ipv4` or `ipv6`; empty where it was not told. */
  addressIpVersion: string;
  createdAt: string | null;
};

/** `entry` is empty where it could not be read: what it covers is unknown. */
export type AccessControlListEntry = { entry: string; comment: string | null };

/** An access control list with all of its entries and the listeners that use it. */
export type AccessControlListDetail = AccessControlList & {
  entries: AccessControlListEntry[];
  relatedListeners: {
    loadBalancerId: string;
    listenerPort: number;
    protocol: string;
    aclType: string | null;
  }[];
};

/** Health of one backend server behind one listener: never the listener's own status. */
export type BackendHealth = {
  listenerPort: number | null;
  protocol: string;
  serverId: string;
  serverIp: string | null;
  port: number | null;
  /** `normal`, `abnormal` or `unavailable` (no result: the check is off or has not run yet); `unknown` where none was told. */
  status: string;
};

import type { UnreadRow } from './result';

/**
 * What the operations of `lib/slb/operations` resolve to. Plain types, so that any layer may import them; the schemas
 * that produce them from SLB's responses are in `lib/slb/answers`. Keywords of the service (`status`, `addressType`,
 * `protocol` …) are in lowercase and may be unknown today. Times are the service's own texts.
 */

/** Returned fields that cannot be parsed, by wire name. Absent if there are none. */
type Unreadable = { unreadable?: string[] | undefined };

export type Tag = { key: string; value: string };

export type Region = { regionId: string; localName: string; endpoint: string };

/** Console protection. The API accepts writes anyway, so Sluice itself must reject them (slb-api.md 3.17). */
export type ModificationProtection = { status: 'none' } | { status: 'console'; reason: string | null };

export type LoadBalancer = Unreadable & {
  loadBalancerId: string;
  /** The id if the instance has no name. */
  name: string;
  /** `active`, `inactive` or `locked`. */
  status: string;
  address: string;
  /** `internet` or `intranet`. */
  addressType: string;
  /** `ipv4` or `ipv6`; empty if SLB did not return it. */
  addressIpVersion: string;
  /** `paybytraffic` or `paybybandwidth`; null if SLB did not return it. */
  chargeType: string | null;
  bandwidthMbps: number | null;
  deleteProtection: boolean;
  modificationProtection: ModificationProtection;
  /** By key; empty if none. */
  tags: Tag[];
};

export type ListenerPort = { listenerPort: number; protocol: string; description: string | null };

export type BackendServer = {
  /** The address if SLB returned no id, and `?` if it returned neither. */
  serverId: string;
  weight: number | null;
  serverIp: string | null;
  description: string | null;
};

/** One instance with its listener ports (of every protocol) and the members of its default server group. */
export type LoadBalancerDetail = LoadBalancer & {
  listenerPorts: ListenerPort[];
  backendServers: BackendServer[];
};

/**
 * A listener and its settings as far as the response says. A value that was not returned or cannot be parsed is
 * undefined, never a default. A blank text counts as not returned.
 */
export type ListenerSettings = Unreadable & {
  /**
   * `running`, `stopped`, or a transitional status such as `starting`, `configuring`, `stopping`; `unknown` if none was
   * returned.
   */
  status: string;
  /** Mbit/s; -1 is unlimited. */
  bandwidthMbps?: number | undefined;
  backendServerPort?: number | undefined;
  scheduler?: string | undefined;
  persistenceTimeoutSeconds?: number | undefined;
  establishedTimeoutSeconds?: number | undefined;
  /** `on` or `off`; the request calls it HealthCheckSwitch. */
  healthCheck?: string | undefined;
  /** `tcp` or `http`. */
  healthCheckType?: string | undefined;
  healthCheckConnectPort?: number | undefined;
  healthCheckConnectTimeoutSeconds?: number | undefined;
  healthCheckIntervalSeconds?: number | undefined;
  healthyThreshold?: number | undefined;
  unhealthyThreshold?: number | undefined;
  healthCheckDomain?: string | undefined;
  /** `/` if none was set (slb-api.md D11). */
  healthCheckUri?: string | undefined;
  /** A comma-separated list: `http_2xx,http_3xx`. */
  healthCheckHttpCode?: string | undefined;
  vServerGroupId?: string | undefined;
  primarySecondaryServerGroupId?: string | undefined;
  /** `on` or `off`. */
  aclStatus?: string | undefined;
  /** `white` or `black`. */
  aclType?: string | undefined;
  /** Newer services bind up to three (slb-api.md D13). Empty if none. */
  aclIds: string[];
  description?: string | undefined;
  connectionDrain?: string | undefined;
  connectionDrainTimeoutSeconds?: number | undefined;
  proxyProtocolV2Enabled?: boolean | undefined;
  /** By key; empty if it has none. */
  tags?: Tag[] | undefined;
};

/** DescribeLoadBalancerTCPListenerAttribute (slb-api.md 3.9). */
export type TcpListenerAttributes = ListenerSettings & {
  listenerPort: number;
  /** `enable` or `disable`; not in the list of listeners. */
  synProxy?: string | undefined;
};

/** The protocols besides TCP whose listeners SLB describes one by one. */
export type OtherProtocol = 'udp' | 'http' | 'https';

/** The field with the timeout of a health check: UDP has the name of TCP. */
export function timeoutFieldOf(protocol: OtherProtocol): 'HealthCheckConnectTimeout' | 'HealthCheckTimeout' {
  return protocol === 'udp' ? 'HealthCheckConnectTimeout' : 'HealthCheckTimeout';
}

/** What the list of listeners and the response for one of them both have, of any protocol. */
export type CommonSettings = Pick<
  ListenerSettings,
  | 'bandwidthMbps'
  | 'scheduler'
  | 'backendServerPort'
  | 'vServerGroupId'
  | 'primarySecondaryServerGroupId'
  | 'aclStatus'
  | 'aclType'
  | 'description'
  | 'tags'
> &
  Partial<Pick<ListenerSettings, 'status' | 'aclIds'>>;

/** A domain with a certificate of its own. */
export type DomainExtension = Unreadable & { domain: string; serverCertificateId?: string | undefined };

/**
 * DescribeLoadBalancerUDPListenerAttribute, …HTTPListenerAttribute or …HTTPSListenerAttribute. Switches are `on` or
 * `off`.
 */
export type OtherListenerAttributes = {
  protocol: OtherProtocol;
  /** Only what was returned. */
  common: CommonSettings;
  proxyProtocolV2Enabled?: boolean | undefined;
  /** HTTP only: every request is redirected to `forwardPort` over HTTPS. */
  listenerForward?: string | undefined;
  forwardPort?: number | undefined;
  healthCheck?: string | undefined;
  healthCheckConnectPort?: number | undefined;
  healthCheckTimeoutSeconds?: number | undefined;
  healthCheckIntervalSeconds?: number | undefined;
  healthyThreshold?: number | undefined;
  unhealthyThreshold?: number | undefined;
  healthCheckDomain?: string | undefined;
  healthCheckUri?: string | undefined;
  healthCheckHttpCode?: string | undefined;
  /** `head` or `get`. */
  healthCheckMethod?: string | undefined;
  /** What a check over UDP sends, and what a healthy server answers. */
  healthCheckRequest?: string | undefined;
  healthCheckResponse?: string | undefined;
  stickySession?: string | undefined;
  /** `insert` or `server`. */
  stickySessionType?: string | undefined;
  cookie?: string | undefined;
  cookieTimeoutSeconds?: number | undefined;
  /** Switches of the headers that the listener adds, by their wire name; without those that SLB did not return. */
  forwardedHeaders: readonly { name: string; state: string }[];
  gzip?: string | undefined;
  idleTimeoutSeconds?: number | undefined;
  requestTimeoutSeconds?: number | undefined;
  serverCertificateId?: string | undefined;
  caCertificateId?: string | undefined;
  domains?: readonly DomainExtension[] | undefined;
  /** Entries of `domains` that cannot be read. */
  unreadDomains: readonly UnreadRow[];
  http2?: string | undefined;
  tlsCipherPolicy?: string | undefined;
  /** Every returned field that is not empty, by wire name: a text as it is, anything else as compact JSON. */
  returned: readonly { name: string; text: string }[];
  /** Returned fields that cannot be parsed, by wire name. */
  unreadable: readonly string[];
};

/** One entry of DescribeLoadBalancerListeners (slb-api.md 3.10), of any protocol. */
export type ListenerSummary = ListenerSettings & {
  loadBalancerId: string;
  listenerPort: number;
  /** `tcp`, `udp`, `http` or `https`; empty if none was returned. */
  listenerProtocol: string;
  /**
   * SLB returned none of the TCP-only fields, so it is also unknown whether it has a primary/secondary server group.
   * The inventory stores it under this name.
   */
  isConfigUntold?: true | undefined;
};

/**
 * A group of servers of one instance. `name` is the id if the group has none. `serverCount` is null for a
 * primary/secondary group, or if SLB did not return it.
 */
export type ServerGroup = { groupId: string; name: string; serverCount: number | null };

/** A server of a group; weights run from 0 (no new traffic) to 100. */
export type GroupMember = BackendServer & {
  port: number | null;
  /** In a primary/secondary group; `Master` and `Slave` on the wire. Null in a VServer group. */
  role: 'primary' | 'secondary' | null;
};

/** One group of servers with its members. */
export type ServerGroupDetail = { groupId: string; name: string; members: GroupMember[] };

export type AccessControlList = {
  aclId: string;
  name: string;
  /** `ipv4` or `ipv6`; empty if SLB did not return it. */
  addressIpVersion: string;
};

/** `entry` is empty if it could not be parsed: what it covers is unknown. */
export type AccessControlListEntry = { entry: string; comment: string | null };

/** An access control list with all of its entries. */
export type AccessControlListDetail = AccessControlList & { entries: AccessControlListEntry[] };

/** Health of one backend server behind one listener: never the listener's own status. */
export type BackendHealth = {
  listenerPort: number | null;
  protocol: string;
  serverId: string;
  serverIp: string | null;
  port: number | null;
  /**
   * `normal`, `abnormal` or `unavailable` (no result: the check is off or has not run yet); `unknown` if none was
   * returned.
   */
  status: string;
};

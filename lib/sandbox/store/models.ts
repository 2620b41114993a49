/** What the sandbox keeps. Names are the field's terms; units stand last. */

export type Tag = { readonly key: string; readonly value: string };

export type BackendServer = {
  readonly serverId: string;
  readonly serverIp: string;
  readonly weight: number;
  readonly type: 'ecs' | 'eni' | 'eci';
  readonly description?: string;
  /** What a health check that reaches this server finds. */
  readonly health: 'normal' | 'abnormal';
};

export type LoadBalancer = {
  readonly regionId: string;
  readonly loadBalancerId: string;
  readonly name: string;
  readonly status: 'active' | 'inactive' | 'locked';
  /** No listener was started and no status set since the instance was created (slb-api.md D32). */
  readonly isUnstarted?: boolean;
  readonly address: string;
  readonly addressType: 'internet' | 'intranet';
  readonly addressIpVersion: 'ipv4' | 'ipv6';
  readonly networkType: 'vpc' | 'classic';
  readonly vpcId: string;
  readonly vSwitchId: string;
  readonly masterZoneId: string;
  readonly slaveZoneId: string;
  readonly internetChargeType: 'paybytraffic' | 'paybybandwidth';
  readonly bandwidthMbps: number;
  /** Undefined on an instance of the shared type, which is no longer sold. */
  readonly spec?: string;
  /** By consumption (`PayByCLCU`) instead of by specification, which is what an absent one means. */
  readonly paysByConsumption?: boolean;
  /** A subscription, with the order that it came from; absent on a pay-as-you-go instance. */
  readonly subscription?: { readonly orderId: number };
  readonly resourceGroupId: string;
  readonly deleteProtection: boolean;
  readonly modificationProtection:
    | { readonly status: 'none' }
    | { readonly status: 'console'; readonly reason: string };
  readonly createdAtMillis: number;
  readonly tags: readonly Tag[];
  /** The default server group. */
  readonly backendServers: readonly BackendServer[];
  /** What the instance was created with (slb-api.md 3.5): the same token and parameters mean the same instance. */
  readonly creation?: { readonly clientToken: string; readonly parameters: string };
};

export type GroupMember = BackendServer & {
  readonly port: number;
  /** Only in a primary/secondary group. */
  readonly role?: 'Master' | 'Slave';
};

export type ServerGroup = {
  readonly regionId: string;
  readonly loadBalancerId: string;
  readonly groupId: string;
  readonly kind: 'v-server' | 'master-slave';
  readonly name: string;
  readonly createdAtMillis: number;
  readonly members: readonly GroupMember[];
  readonly tags: readonly Tag[];
};

export type AccessControlList = {
  readonly regionId: string;
  readonly aclId: string;
  readonly name: string;
  readonly addressIpVersion: 'ipv4' | 'ipv6';
  readonly resourceGroupId: string;
  readonly createdAtMillis: number;
  readonly entries: readonly { readonly entry: string; readonly comment: string }[];
  readonly tags: readonly Tag[];
};

/** A certificate of HTTPS listeners, or one that their clients are verified with. */
export type Certificate = {
  readonly regionId: string;
  readonly certificateId: string;
  readonly kind: 'server' | 'ca';
  readonly name: string;
  readonly fingerprint: string;
  readonly commonName: string;
  readonly subjectAlternativeNames: readonly string[];
  readonly createdAtMillis: number;
  readonly expiresAtMillis: number;
  readonly resourceGroupId: string;
  readonly tags: readonly Tag[];
};

export type Protocol = 'tcp' | 'udp' | 'http' | 'https';

export type ListenerKey = {
  readonly loadBalancerId: string;
  readonly listenerPort: number;
  readonly protocol: Protocol;
};

/** The listener's last stable state and the change in progress, if `settlesAtMillis` still lies ahead. */
export type ListenerState = {
  readonly stable: 'running' | 'stopped';
  readonly changing: 'starting' | 'stopping' | 'configuring' | null;
  readonly settlesAtMillis: number;
};

/** When a server counts as healthy, whatever it is asked. */
export type CheckTimes = {
  readonly connectPort?: number;
  readonly connectTimeoutSeconds: number;
  readonly intervalSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
};

/** What a check over HTTP asks for. */
export type HttpProbe = {
  readonly domain: string;
  readonly uri: string;
  readonly httpCodes: string;
};

export type TcpHealthCheck = CheckTimes & HttpProbe & { readonly type: 'tcp' | 'http' };

/** Without texts, a server is healthy unless its port is reported as unreachable. */
export type UdpHealthCheck = CheckTimes & { readonly request?: string; readonly response?: string };

export type HttpHealthCheck = CheckTimes & HttpProbe & { readonly method?: 'head' | 'get' };

/** The lists that decide which sources a listener accepts. */
export type AclBinding = {
  readonly type: 'white' | 'black';
  readonly aclId: string;
  readonly furtherAclIds?: readonly string[];
};

/** What listeners of all protocols have. */
type ListenerBase = Omit<ListenerKey, 'protocol'> & {
  readonly regionId: string;
  readonly bandwidthMbps: number;
  readonly scheduler: string;
  /** Kept, though not used, while a VServer group is bound: it counts again when the group is unbound. */
  readonly backendServerPort?: number;
  readonly vServerGroupId?: string;
  /** TCP and UDP only. */
  readonly masterSlaveServerGroupId?: string;
  /** Several lists only in the `current` edition, and in a seed (slb-api.md D13). Set without an id keeps them. */
  readonly acl?: AclBinding;
  readonly description?: string;
  readonly tags: readonly Tag[];
  readonly healthCheckOn: boolean;
};

// Each has its `healthCheck` also while the check is off, so that turning it on again brings it back.

export type TcpListener = ListenerBase & {
  readonly protocol: 'tcp';
  readonly healthCheck: TcpHealthCheck;
  readonly persistenceTimeoutSeconds: number;
  readonly establishedTimeoutSeconds: number;
  /** Attack protection; off unless Set turned it on. */
  readonly synProxy?: 'enable' | 'disable';
  readonly connectionDrainTimeoutSeconds?: number;
  readonly proxyProtocolV2Enabled: boolean;
};

export type UdpListener = ListenerBase & {
  readonly protocol: 'udp';
  readonly healthCheck: UdpHealthCheck;
  readonly connectionDrainTimeoutSeconds?: number;
  readonly proxyProtocolV2Enabled: boolean;
};

/** Headers that a listener adds to a request, by the names that turn them on. */
export type ForwardedHeader =
  | 'XForwardedFor'
  | 'XForwardedFor_SLBIP'
  | 'XForwardedFor_SLBID'
  | 'XForwardedFor_proto'
  | 'XForwardedFor_SLBPORT'
  | 'XForwardedFor_ClientSrcPort';

/** What HTTP and HTTPS listeners have. */
export type HttpSettings = {
  readonly healthCheck: HttpHealthCheck;
  /** Absent: off. */
  readonly stickySession?:
    | { readonly type: 'insert'; readonly cookieTimeoutSeconds: number }
    | { readonly type: 'server'; readonly cookie: string };
  readonly forwardedHeaders: Readonly<Record<ForwardedHeader, boolean>>;
  readonly gzip: boolean;
  readonly idleTimeoutSeconds: number;
  readonly requestTimeoutSeconds: number;
};

export type HttpListener = ListenerBase &
  HttpSettings & {
    readonly protocol: 'http';
    /** It redirects to this HTTPS port of its instance, and forwards nothing to servers. */
    readonly forwardPort?: number;
  };

export type DomainExtension = {
  readonly domainExtensionId: string;
  readonly domain: string;
  readonly serverCertificateId: string;
};

export type HttpsListener = ListenerBase &
  HttpSettings & {
    readonly protocol: 'https';
    readonly serverCertificateId: string;
    /** Clients are authenticated if there is one. */
    readonly caCertificateId?: string;
    /** Domains with a certificate of their own; other domains get the listener's. */
    readonly domainExtensions?: readonly DomainExtension[];
    readonly http2Enabled: boolean;
    readonly tlsCipherPolicy: string;
  };

export type Listener = TcpListener | UdpListener | HttpListener | HttpsListener;

export type ListenerOf<P extends Protocol> = Extract<Listener, { readonly protocol: P }>;

export type StoredListener = { readonly listener: Listener; readonly state: ListenerState };

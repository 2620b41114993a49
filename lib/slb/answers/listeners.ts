import { z } from 'zod';
import type { ListenerSummary, TcpListenerAttributes } from '@/lib/slb/responses';
import { fields, list, rows } from './lenient';
import { tags } from './tags';
import { boolean, number, onOff, port, text, word } from './values';

/**
 * The status of a listener that has none, or an unreadable one. Not one of SLB's values, so it counts as in transition.
 */
const UNKNOWN_STATUS = 'unknown';

// Ids have no meaningful order, so sort them: a listener returned in another order has not changed.
// Newer responses list the ids; older ones have one id or a comma-separated list in AclId (slb-api.md D13).
const commaList = text.transform((joined) => joined.split(',').map((id) => id.trim()));
const aclIds = z
  .union([commaList, list(text, { wrapper: 'AclId' })])
  .transform((ids) => ids.filter((id) => id !== '').toSorted());

/** What every response about a listener has, of any protocol. */
export const commonWire = {
  LoadBalancerId: text,
  ListenerPort: port,
  Status: word,
  Bandwidth: number,
  Scheduler: word,
  Description: text,
  BackendServerPort: number,
  VServerGroupId: text,
  AclStatus: onOff,
  AclType: word,
  AclId: aclIds,
  AclIds: aclIds,
  Tags: tags,
};

// Next to the common fields in the response for one listener; inside TCPListenerConfig in the list.
const tcpWire = {
  PersistenceTimeout: number,
  EstablishedTimeout: number,
  HealthCheck: onOff,
  HealthCheckType: word,
  HealthCheckConnectPort: number,
  HealthCheckConnectTimeout: number,
  HealthCheckInterval: number,
  HealthCheckDomain: text,
  HealthCheckURI: text,
  HealthCheckHttpCode: text,
  HealthyThreshold: number,
  UnhealthyThreshold: number,
  MasterSlaveServerGroupId: text,
  ConnectionDrain: onOff,
  ConnectionDrainTimeout: number,
  ProxyProtocolV2Enabled: boolean,
};

const tcpConfig = fields(tcpWire);
const commonFields = fields(commonWire);
type CommonWire = z.output<typeof commonFields>;
type TcpWire = Partial<z.output<typeof tcpConfig>>;

/** The settings in `commonWire`. */
export function commonSettings(common: CommonWire) {
  const listed = common.AclIds ?? [];
  return {
    bandwidthMbps: common.Bandwidth,
    scheduler: common.Scheduler,
    backendServerPort: common.BackendServerPort,
    vServerGroupId: common.VServerGroupId,
    aclStatus: common.AclStatus,
    aclType: common.AclType,
    aclIds: listed.length > 0 ? listed : (common.AclId ?? []),
    description: common.Description,
    tags: common.Tags,
  };
}

function settingsOf(common: CommonWire, tcp: TcpWire) {
  const unreadable = [...new Set([...common.unreadable, ...(tcp.unreadable ?? [])])].filter(
    // One of the two is enough.
    (name) => !(name === 'AclId' && common.AclIds !== undefined && common.AclIds.length > 0),
  );
  return {
    status: common.Status ?? UNKNOWN_STATUS,
    ...commonSettings(common),
    persistenceTimeoutSeconds: tcp.PersistenceTimeout,
    establishedTimeoutSeconds: tcp.EstablishedTimeout,
    healthCheck: tcp.HealthCheck,
    healthCheckType: tcp.HealthCheckType,
    healthCheckConnectPort: tcp.HealthCheckConnectPort,
    healthCheckConnectTimeoutSeconds: tcp.HealthCheckConnectTimeout,
    healthCheckIntervalSeconds: tcp.HealthCheckInterval,
    healthyThreshold: tcp.HealthyThreshold,
    unhealthyThreshold: tcp.UnhealthyThreshold,
    healthCheckDomain: tcp.HealthCheckDomain,
    healthCheckUri: tcp.HealthCheckURI,
    healthCheckHttpCode: tcp.HealthCheckHttpCode,
    primarySecondaryServerGroupId: tcp.MasterSlaveServerGroupId,
    connectionDrain: tcp.ConnectionDrain,
    connectionDrainTimeoutSeconds: tcp.ConnectionDrainTimeout,
    proxyProtocolV2Enabled: tcp.ProxyProtocolV2Enabled,
    ...(unreadable.length > 0 && { unreadable }),
  };
}

const attributesAnswer = fields({ ...commonWire, ...tcpWire, SynProxy: word }, ['ListenerPort']).transform(
  (wire): TcpListenerAttributes => ({
    ...settingsOf(wire, wire),
    listenerPort: wire.ListenerPort,
    synProxy: wire.SynProxy,
  }),
);

/**
 * DescribeLoadBalancerTCPListenerAttribute (slb-api.md 3.9). Null while the listener is not readable yet: right after
 * Create the response may lack a usable port (5.8). Other missing fields stay missing: a response of 2018 has neither
 * AclStatus nor EstablishedTimeout.
 */
export const tcpListenerAnswer = z
  .unknown()
  .transform((wire): TcpListenerAttributes | null => attributesAnswer.safeParse(wire).data ?? null);

const configProtocols = {
  TCPListenerConfig: 'tcp',
  UDPListenerConfig: 'udp',
  HTTPListenerConfig: 'http',
  HTTPSListenerConfig: 'https',
} as const;
const otherConfig = z.record(z.string(), z.unknown());

const listenerSchema = fields(
  {
    ...commonWire,
    ...tcpWire,
    ListenerProtocol: word,
    TCPListenerConfig: tcpConfig,
    UDPListenerConfig: otherConfig,
    HTTPListenerConfig: otherConfig,
    HTTPSListenerConfig: otherConfig,
  },
  ['LoadBalancerId', 'ListenerPort'],
).transform((wire): ListenerSummary => {
  const configs = Object.keys(configProtocols) as (keyof typeof configProtocols)[];
  const config = configs.find((name) => wire[name] !== undefined);
  const tcp = wire.TCPListenerConfig ?? wire;
  const isConfigUntold = Object.keys(tcpWire).every((name) => !Object.hasOwn(tcp, name));
  return {
    ...settingsOf(wire, tcp),
    loadBalancerId: wire.LoadBalancerId,
    listenerPort: wire.ListenerPort,
    listenerProtocol: wire.ListenerProtocol ?? (config === undefined ? '' : configProtocols[config]),
    ...(isConfigUntold && { isConfigUntold }),
  };
});

/** DescribeLoadBalancerListeners, one page; `Listeners` is a bare array (slb-api.md 3.10). */
export const listenersAnswer = z
  .object({
    NextToken: text.optional().catch(undefined),
    TotalCount: number.optional().catch(undefined),
    Listeners: rows(listenerSchema, {
      wrapper: 'Listener',
      names: ['LoadBalancerId', 'ListenerPort', 'ListenerProtocol', 'Description'],
    }),
  })
  .transform((wire) => ({
    ...wire.Listeners,
    nextToken: wire.NextToken || undefined,
    totalCount: wire.TotalCount,
  }));

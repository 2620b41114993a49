import { z } from 'zod';
import type { ListenerSummary, TcpListenerAttributes } from '@/lib/slb/responses';
import { bareList, number, optionalBoolean, optionalNumber, optionalText, text, wrappedList } from './values';

const tagSchema = z
  .object({ TagKey: text, TagValue: optionalText })
  .transform((wire) => ({ key: wire.TagKey, value: wire.TagValue ?? '' }));

const commonWire = z.object({
  LoadBalancerId: optionalText,
  ListenerPort: optionalNumber,
  Status: optionalText,
  Bandwidth: optionalNumber,
  Scheduler: optionalText,
  Description: optionalText,
  BackendServerPort: optionalNumber,
  VServerGroupId: optionalText,
  AclStatus: optionalText,
  AclType: optionalText,
  AclId: optionalText,
});

// Beside the common fields in the answer for one listener, inside TCPListenerConfig in the list.
const tcpWire = z.object({
  PersistenceTimeout: optionalNumber,
  EstablishedTimeout: optionalNumber,
  HealthCheck: optionalText,
  HealthCheckType: optionalText,
  HealthCheckConnectPort: optionalNumber,
  HealthCheckConnectTimeout: optionalNumber,
  HealthCheckInterval: optionalNumber,
  HealthCheckDomain: optionalText,
  HealthCheckURI: optionalText,
  HealthCheckHttpCode: optionalText,
  HealthyThreshold: optionalNumber,
  UnhealthyThreshold: optionalNumber,
  MasterSlaveServerGroupId: optionalText,
  ConnectionDrain: optionalText,
  ConnectionDrainTimeout: optionalNumber,
  ProxyProtocolV2Enabled: optionalBoolean,
});

type CommonWire = z.output<typeof commonWire>;
type TcpWire = z.output<typeof tcpWire>;

function settingsOf(common: CommonWire, tcp: Partial<TcpWire>) {
  return {
    backendServerPort: common.BackendServerPort,
    persistenceTimeoutSeconds: tcp.PersistenceTimeout,
    establishedTimeoutSeconds: tcp.EstablishedTimeout,
    healthCheck: tcp.HealthCheck?.toLowerCase(),
    healthCheckType: tcp.HealthCheckType?.toLowerCase(),
    healthCheckConnectPort: tcp.HealthCheckConnectPort,
    healthCheckConnectTimeoutSeconds: tcp.HealthCheckConnectTimeout,
    healthCheckIntervalSeconds: tcp.HealthCheckInterval,
    healthyThreshold: tcp.HealthyThreshold,
    unhealthyThreshold: tcp.UnhealthyThreshold,
    healthCheckDomain: tcp.HealthCheckDomain,
    healthCheckUri: tcp.HealthCheckURI,
    healthCheckHttpCode: tcp.HealthCheckHttpCode,
    vServerGroupId: common.VServerGroupId,
    primarySecondaryServerGroupId: tcp.MasterSlaveServerGroupId,
    aclType: common.AclType?.toLowerCase(),
    description: common.Description,
    connectionDrain: tcp.ConnectionDrain?.toLowerCase(),
    connectionDrainTimeoutSeconds: tcp.ConnectionDrainTimeout,
    proxyProtocolV2Enabled: tcp.ProxyProtocolV2Enabled,
  };
}

// Newer answers list the ids; older ones have one id or a comma list in AclId (slb-api.md D13). Neither ids nor tags have an order that
// means anything, so they get one: a listener of which they are told in another has not changed.
function aclIdsOf(listed: string[], joined: string | undefined) {
  const aclIds = listed.length > 0 ? listed : (joined ?? '').split(',').map((id) => id.trim());
  return aclIds.filter((id) => id !== '').toSorted();
}

function tagsOf(tags: z.output<typeof tagSchema>[]) {
  return tags.toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

// What slb-api.md 3.9 says is always there. A default put in place of a missing one would be a guess shown as a fact.
const attributesAnswer = commonWire
  .extend(tcpWire.shape)
  .extend({
    ListenerPort: number,
    Status: text,
    Bandwidth: number,
    Scheduler: text,
    PersistenceTimeout: number,
    EstablishedTimeout: number,
    HealthCheck: text,
    AclStatus: text,
    AclIds: wrappedList('AclId', text),
    Tags: wrappedList('Tag', tagSchema),
    SynProxy: optionalText,
  })
  .transform((wire): TcpListenerAttributes => ({
    ...settingsOf(wire, wire),
    aclIds: aclIdsOf(wire.AclIds, wire.AclId),
    tags: tagsOf(wire.Tags),
    listenerPort: wire.ListenerPort,
    status: wire.Status.toLowerCase(),
    bandwidthMbps: wire.Bandwidth,
    scheduler: wire.Scheduler.toLowerCase(),
    persistenceTimeoutSeconds: wire.PersistenceTimeout,
    establishedTimeoutSeconds: wire.EstablishedTimeout,
    healthCheck: wire.HealthCheck.toLowerCase(),
    aclStatus: wire.AclStatus.toLowerCase(),
    synProxy: wire.SynProxy?.toLowerCase(),
  }));

/**
 * DescribeLoadBalancerTCPListenerAttribute (slb-api.md 3.9). Null while the listener is not readable yet: right after Create the
 * answer may lack a usable port (5.8).
 */
export const tcpListenerAnswer = z
  .looseObject({ ListenerPort: optionalNumber })
  .transform((wire, context): TcpListenerAttributes | null => {
    if (!wire.ListenerPort) return null;
    const parsed = attributesAnswer.safeParse(wire);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
    }
    return z.NEVER;
  });

const listenerSchema = commonWire
  .extend({
    LoadBalancerId: text,
    ListenerPort: number,
    ListenerProtocol: optionalText,
    AclIds: bareList(text),
    Tags: bareList(tagSchema),
    TCPListenerConfig: tcpWire.nullish(),
  })
  .transform((wire): ListenerSummary => ({
    ...settingsOf(wire, wire.TCPListenerConfig ?? {}),
    aclIds: aclIdsOf(wire.AclIds, wire.AclId),
    tags: tagsOf(wire.Tags),
    loadBalancerId: wire.LoadBalancerId,
    listenerPort: wire.ListenerPort,
    listenerProtocol: wire.ListenerProtocol?.toLowerCase() ?? '',
    status: wire.Status?.toLowerCase() ?? '',
    bandwidthMbps: wire.Bandwidth,
    scheduler: wire.Scheduler?.toLowerCase(),
    aclStatus: wire.AclStatus?.toLowerCase() ?? 'off',
  }));

/** DescribeLoadBalancerListeners, one page; `Listeners` is a bare array (slb-api.md 3.10). */
export const listenersAnswer = z
  .object({ NextToken: optionalText, Listeners: bareList(listenerSchema) })
  .transform((wire) => ({ items: wire.Listeners, nextToken: wire.NextToken }));

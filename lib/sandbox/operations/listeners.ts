import { reject, type Fields } from '../answer';
import {
  INVALID_PARAMETER,
  INVALID_PORT,
  INVALID_PROTOCOL,
  RESOURCE_MISSING,
  WRONG_PROTOCOL,
} from '../errors';
import { aclIdsOf } from '../store/listeners';
import type { Listener, ListenerKey, Protocol, StoredListener } from '../store/models';
import { MAXIMUM_PORT, PROTOCOLS, findListeners, statusOf } from './listener-lookup';
import { setTcpListenerAttribute } from './set-tcp-listener';
import { createTcpListener } from './create-tcp-listener';
import { deleteListener, startListener, stopListener } from './listener-states';
import { regionalRead, regionalWrite, type Call, type OperationRows } from './operation';
import { matchesTags, readTagFilters, tagFields } from './tags';

const LISTENER = ['LoadBalancerId', 'ListenerPort'];

export const listenerRows: OperationRows = {
  CreateLoadBalancerTCPListener: regionalWrite(createTcpListener, ...LISTENER, 'Bandwidth'),
  SetLoadBalancerTCPListenerAttribute: regionalWrite(setTcpListenerAttribute, ...LISTENER),
  DescribeLoadBalancerTCPListenerAttribute: regionalRead(describeTcpListenerAttribute, ...LISTENER),
  DescribeLoadBalancerListeners: regionalRead(describeListeners),
  StartLoadBalancerListener: regionalWrite(startListener, ...LISTENER),
  StopLoadBalancerListener: regionalWrite(stopListener, ...LISTENER),
  DeleteLoadBalancerListener: regionalWrite(deleteListener, ...LISTENER),
};

/** slb-api.md 3.10. */
const DEFAULT_RESULTS = 20;

/** slb-api.md 3.9. */
function describeTcpListenerAttribute(call: Call): Fields {
  const { listeners } = findListeners(call);
  const stored = listeners.find(({ listener }) => listener.protocol === 'tcp');
  if (stored === undefined) return reject(listeners.length === 0 ? RESOURCE_MISSING : WRONG_PROTOCOL);
  const { listener } = stored;
  return {
    ...commonFields(stored, call.nowMillis),
    SynProxy: listener.synProxy ?? 'disable',
    ...tcpConfigFields(listener),
    AclIds: listener.acl === undefined ? undefined : { AclId: aclIdsOf(listener.acl) },
    ProxyProtocolV2Enabled: listener.proxyProtocolV2Enabled,
    Tags: { Tag: tagFields(listener.tags) },
  };
}

/** The fields that both Describe calls return for a listener of any protocol. */
function commonFields({ listener, state }: StoredListener, nowMillis: number): Fields {
  const { acl, vServerGroupId } = listener;
  return {
    LoadBalancerId: listener.loadBalancerId,
    ListenerPort: listener.listenerPort,
    // slb-api.md 5.6: with a VServer group each member's own port is used, and none is answered.
    BackendServerPort: vServerGroupId === undefined ? listener.backendServerPort : undefined,
    Status: statusOf(state, nowMillis),
    Bandwidth: listener.bandwidthMbps,
    Scheduler: listener.scheduler,
    VServerGroupId: vServerGroupId,
    AclStatus: acl === undefined ? 'off' : 'on',
    AclType: acl?.type,
    // slb-api.md 3.9: several as a comma list.
    AclId: acl && aclIdsOf(acl).join(','),
    Description: listener.description,
  };
}

/** What both the single call and the list answer about a TCP listener alone. */
function tcpConfigFields(listener: Listener): Fields {
  const { healthCheck } = listener;
  const drains = listener.connectionDrainTimeoutSeconds !== undefined;
  return {
    PersistenceTimeout: listener.persistenceTimeoutSeconds,
    EstablishedTimeout: listener.establishedTimeoutSeconds,
    HealthCheck: listener.healthCheckOn ? 'on' : 'off',
    ...(listener.healthCheckOn && {
      HealthCheckType: healthCheck.type,
      HealthCheckConnectPort: healthCheck.connectPort,
      HealthCheckConnectTimeout: healthCheck.connectTimeoutSeconds,
      HealthCheckInterval: healthCheck.intervalSeconds,
      HealthyThreshold: healthCheck.healthyThreshold,
      UnhealthyThreshold: healthCheck.unhealthyThreshold,
      HealthCheckDomain: healthCheck.domain,
      HealthCheckURI: healthCheck.uri,
      HealthCheckHttpCode: healthCheck.httpCodes,
    }),
    MasterSlaveServerGroupId: listener.masterSlaveServerGroupId,
    ConnectionDrain: drains ? 'on' : undefined,
    ConnectionDrainTimeout: listener.connectionDrainTimeoutSeconds,
  };
}

/** slb-api.md 3.10. */
function describeListeners(call: Call): Fields {
  const { read } = call;
  const loadBalancerIds = read.list('LoadBalancerId', 10);
  const protocol = read.oneOf('ListenerProtocol', PROTOCOLS, INVALID_PROTOCOL);
  const listenerPort = read.integer('ListenerPort', 1, MAXIMUM_PORT, INVALID_PORT);
  const description = read.text('Description');
  const limit = read.integer('MaxResults', 1, 100) ?? DEFAULT_RESULTS;
  const token = read.text('NextToken');
  const after = token === undefined ? null : keyOfToken(token);
  if (token !== undefined && after === null) reject(INVALID_PARAMETER);
  const tags = readTagFilters(call.parameters);
  const matches = (listener: Listener) =>
    (loadBalancerIds === undefined || loadBalancerIds.includes(listener.loadBalancerId)) &&
    (protocol === undefined || listener.protocol === protocol) &&
    (listenerPort === undefined || listener.listenerPort === listenerPort) &&
    (description === undefined || listener.description === description) &&
    matchesTags(listener.tags, tags);
  // One row more than requested shows whether another page follows.
  const { rows, total } = call.tables.listeners.page(call.regionId, matches, limit + 1, after);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    MaxResults: limit,
    NextToken: rows.length > limit && last !== undefined ? tokenOfKey(last.listener) : undefined,
    TotalCount: total,
    Listeners: page.map((stored) => listFields(stored, call.nowMillis)),
  };
}

function listFields(stored: StoredListener, nowMillis: number): Fields {
  const { listener } = stored;
  return {
    ...commonFields(stored, nowMillis),
    ListenerProtocol: listener.protocol,
    AclIds: aclIdsOf(listener.acl),
    Tags: tagFields(listener.tags),
    ...protocolConfig(listener),
  };
}

function protocolConfig(listener: Listener): Fields {
  if (listener.protocol === 'tcp') {
    return {
      // A text here, where the single call answers a boolean (slb-api.md 3.10).
      TCPListenerConfig: {
        ...tcpConfigFields(listener),
        ProxyProtocolV2Enabled: String(listener.proxyProtocolV2Enabled),
      },
    };
  }
  return { [`${listener.protocol.toUpperCase()}ListenerConfig`]: listener.otherConfig };
}

/** The key of the last row, so that a page does not shift when rows before it come or go. */
function tokenOfKey(key: ListenerKey): string {
  return Buffer.from(`${key.loadBalancerId}/${key.listenerPort}/${key.protocol}`).toString('base64url');
}

function keyOfToken(token: string): ListenerKey | null {
  const match = /^([^/]+)\/(\d{1,5})\/(tcp|udp|http|https)$/.exec(
    Buffer.from(token, 'base64url').toString('utf8'),
  );
  if (match === null) return null;
  const [, loadBalancerId = '', port = '', protocol = ''] = match;
  const known: Protocol | undefined = PROTOCOLS.find((candidate) => candidate === protocol);
  return known === undefined ? null : { loadBalancerId, listenerPort: Number(port), protocol: known };
}

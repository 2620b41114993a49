import { joined, reject, type Fields } from '../answer';
import { INVALID_PARAMETER, INVALID_PORT, INVALID_PROTOCOL } from '../errors';
import { aclIdsOf } from '../store/listeners';
import type { Listener, ListenerKey, Protocol, StoredListener } from '../store/models';
import { describeListener } from './describe-listener';
import { createHttpListener, httpFields, setHttpListenerAttribute } from './http-listener';
import { createHttpsListener, httpsFields, setHttpsListenerAttribute } from './https-listener';
import { commonFields } from './listener-fields';
import { MAXIMUM_PORT, PROTOCOLS } from './listener-lookup';
import { deleteListener, startListener, stopListener } from './listener-states';
import { regionalRead, regionalWrite, type Call, type OperationRows } from './operation';
import { matchesTags, readTagFilters, tagFields } from './tags';
import { createTcpListener, setTcpListenerAttribute, tcpListFields } from './tcp-listener';
import { createUdpListener, setUdpListenerAttribute, udpListFields } from './udp-listener';

const LISTENER = ['LoadBalancerId', 'ListenerPort'];

export const listenerRows: OperationRows = {
  CreateLoadBalancerTCPListener: regionalWrite(createTcpListener, ...LISTENER, 'Bandwidth'),
  SetLoadBalancerTCPListenerAttribute: regionalWrite(setTcpListenerAttribute, ...LISTENER),
  DescribeLoadBalancerTCPListenerAttribute: regionalRead(describeListener('tcp'), ...LISTENER),
  CreateLoadBalancerUDPListener: regionalWrite(createUdpListener, ...LISTENER, 'Bandwidth'),
  SetLoadBalancerUDPListenerAttribute: regionalWrite(setUdpListenerAttribute, ...LISTENER),
  DescribeLoadBalancerUDPListenerAttribute: regionalRead(describeListener('udp'), ...LISTENER),
  CreateLoadBalancerHTTPListener: regionalWrite(createHttpListener, ...LISTENER, 'HealthCheck'),
  SetLoadBalancerHTTPListenerAttribute: regionalWrite(setHttpListenerAttribute, ...LISTENER),
  DescribeLoadBalancerHTTPListenerAttribute: regionalRead(describeListener('http'), ...LISTENER),
  CreateLoadBalancerHTTPSListener: regionalWrite(
    createHttpsListener,
    ...LISTENER,
    'Bandwidth',
    'HealthCheck',
  ),
  SetLoadBalancerHTTPSListenerAttribute: regionalWrite(setHttpsListenerAttribute, ...LISTENER),
  DescribeLoadBalancerHTTPSListenerAttribute: regionalRead(describeListener('https'), ...LISTENER),
  DescribeLoadBalancerListeners: regionalRead(describeListeners),
  StartLoadBalancerListener: regionalWrite(startListener, ...LISTENER),
  StopLoadBalancerListener: regionalWrite(stopListener, ...LISTENER),
  DeleteLoadBalancerListener: regionalWrite(deleteListener, ...LISTENER),
};

/** slb-api.md 3.10. */
const DEFAULT_RESULTS = 20;

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
  return joined(
    commonFields(stored, nowMillis),
    {
      ListenerProtocol: listener.protocol,
      AclIds: aclIdsOf(listener.acl),
      Tags: tagFields(listener.tags),
    },
    protocolConfig(listener),
  );
}

function protocolConfig(listener: Listener): Fields {
  switch (listener.protocol) {
    case 'tcp':
      return { TCPListenerConfig: tcpListFields(listener) };
    case 'udp':
      return { UDPListenerConfig: udpListFields(listener) };
    case 'http':
      return { HTTPListenerConfig: httpFields(listener) };
    case 'https':
      return { HTTPSListenerConfig: httpsFields(listener) };
  }
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

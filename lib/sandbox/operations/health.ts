import { reject, type Fields } from '../answer';
import { CHECKED_LISTENER_NOT_FOUND, INVALID_PORT, INVALID_PROTOCOL } from '../errors';
import type { BackendServer, Listener, LoadBalancer, ServerGroup, StoredListener } from '../store/models';
import { healthAt, type BackendHealth } from './backend-health';
import { isRedirect } from './listener-checks';
import { MAXIMUM_PORT, PROTOCOLS, statusOf } from './listener-lookup';
import { findLoadBalancer, type Call } from './operation';

/**
 * slb-api.md 3.12: the servers behind each listener, on the port they are checked through. Fields and their order are
 * those of the vendor's sample; behind them what its table of fields has besides.
 */
export function describeHealthStatus(call: Call): Fields {
  const { read } = call;
  const listenerPort = read.integer('ListenerPort', 1, MAXIMUM_PORT, INVALID_PORT);
  const protocol = read.oneOf('ListenerProtocol', PROTOCOLS, INVALID_PROTOCOL);
  const loadBalancer = findLoadBalancer(call);
  const listeners = call.tables.listeners
    .onLoadBalancer(loadBalancer.loadBalancerId)
    .filter(({ listener }) => listenerPort === undefined || listener.listenerPort === listenerPort)
    .filter(({ listener }) => protocol === undefined || listener.protocol === protocol);
  if (listenerPort !== undefined && !listeners.some(({ listener }) => listener.healthCheckOn)) {
    return reject(CHECKED_LISTENER_NOT_FOUND);
  }
  return {
    BackendServers: {
      BackendServer: listeners.flatMap((stored) => healthFields(call, loadBalancer, stored)),
    },
  };
}

/** What the health of a server is computed from. */
type Moment = Pick<Call, 'tables' | 'nowMillis'>;

/** The servers behind one listener, each with the verdict of its check. */
export function healthFields(call: Moment, loadBalancer: LoadBalancer, stored: StoredListener): Fields[] {
  const { listener } = stored;
  const status = statusOf(stored.state, call.nowMillis);
  // No result: the check is off, or has not run because nothing is forwarded.
  const isChecked =
    listener.healthCheckOn &&
    loadBalancer.status === 'active' &&
    // A listener that is being configured keeps its previous state.
    (status === 'running' ||
      status === 'stopping' ||
      (status === 'configuring' && stored.state.stable === 'running'));
  return targetsOf(call, loadBalancer, listener).map(({ server, port }) => ({
    ListenerPort: listener.listenerPort,
    ServerId: server.serverId,
    Port: port,
    ServerIp: server.serverIp,
    ServerHealthStatus: isChecked ? healthOf(call, server, listener, port) : 'unavailable',
    Protocol: listener.protocol,
    Type: server.type,
    EniHost: server.type === 'eni' ? server.serverIp : undefined,
  }));
}

/** A server of which control said nothing has the health of its data: running, except for a few of the demo data. */
function healthOf(
  { tables, nowMillis }: Moment,
  server: BackendServer,
  { healthCheck }: Listener,
  port: number | undefined,
): BackendHealth {
  // Control may mean the port that is served or the one that is checked.
  const events = tables.serverHealth.about(server.serverId, server.serverIp, [port, healthCheck.connectPort]);
  return healthAt(server.health, events, healthCheck, nowMillis);
}

/** slb-api.md 5.6: which servers a listener uses, on which port. */
function targetsOf(
  { tables }: Moment,
  loadBalancer: LoadBalancer,
  listener: Listener,
): { server: BackendServer; port: number | undefined }[] {
  const { loadBalancerId, vServerGroupId, masterSlaveServerGroupId, backendServerPort } = listener;
  if (isRedirect(listener)) return [];
  const membersOf = (kind: ServerGroup['kind'], groupId: string) => {
    const group = tables.serverGroups.find(loadBalancerId, kind, groupId);
    return (group?.members ?? []).map((member) => ({ server: member, port: member.port }));
  };
  if (vServerGroupId !== undefined) return membersOf('v-server', vServerGroupId);
  if (masterSlaveServerGroupId !== undefined) return membersOf('master-slave', masterSlaveServerGroupId);
  return loadBalancer.backendServers.map((server) => ({ server, port: backendServerPort }));
}

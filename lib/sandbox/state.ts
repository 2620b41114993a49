import { healthFields } from './operations/health';
import { instanceStatus } from './operations/instance-status';
import { statusOf } from './operations/listener-lookup';
import { REGIONS } from './regions';
import type { Runtime } from './runtime';

/**
 * All that the sandbox holds at this moment, from its tables and not by way of the API: what any screen about it can be compared with. A
 * listener's `status` and the health of its servers are worked out for now, as the API would.
 */
export function stateOf(runtime: Runtime) {
  const { tables } = runtime.store;
  const nowMillis = runtime.clock.now();
  const moment = { tables, nowMillis };
  const regionIds = [...REGIONS.keys()];
  const loadBalancers = regionIds.flatMap((regionId) => tables.loadBalancers.list(regionId));
  return {
    nowMillis,
    loadBalancers: loadBalancers.map((loadBalancer) => ({
      ...loadBalancer,
      status: instanceStatus(tables, loadBalancer),
    })),
    listeners: loadBalancers.flatMap((loadBalancer) =>
      tables.listeners.onLoadBalancer(loadBalancer.loadBalancerId).map((stored) => ({
        ...stored.listener,
        status: statusOf(stored.state, nowMillis),
        servers: healthFields(moment, loadBalancer, stored).map((server) => ({
          serverId: server['ServerId'],
          ip: server['ServerIp'],
          port: server['Port'],
          health: server['ServerHealthStatus'],
        })),
      })),
    ),
    serverGroups: loadBalancers.flatMap(({ loadBalancerId }) => [
      ...tables.serverGroups.list(loadBalancerId, 'v-server'),
      ...tables.serverGroups.list(loadBalancerId, 'master-slave'),
    ]),
    certificates: regionIds.flatMap((regionId) => [
      ...tables.certificates.list(regionId, 'server'),
      ...tables.certificates.list(regionId, 'ca'),
    ]),
    accessControlLists: regionIds.flatMap((regionId) => tables.accessControlLists.list(regionId)),
  };
}

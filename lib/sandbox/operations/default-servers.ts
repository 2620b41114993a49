import { reject, type Fields } from '../answer';
import { ALREADY_ATTACHED, SERVER_NOT_FOUND } from '../errors-resources';
import type { BackendServer, LoadBalancer } from '../store/models';
import {
  attachedServer,
  checkServers,
  readServer,
  readServers,
  reweighted,
  withoutRepeated,
  type GivenServer,
} from './backend-servers';
import { findLoadBalancer, regionalWrite, type Call, type OperationRows } from './operation';

/** The default server group of an instance (slb-api.md 3.15). */
export const defaultServerRows: OperationRows = {
  AddBackendServers: regionalWrite(addServers, 'LoadBalancerId'),
  SetBackendServers: regionalWrite(setServers, 'LoadBalancerId'),
  RemoveBackendServers: regionalWrite(removeServers, 'LoadBalancerId', 'BackendServers'),
};

function addServers(call: Call): Fields {
  return changed(call, String, (loadBalancer, given) => {
    const added = withoutRepeated(given, (left, right) => left.serverId === right.serverId);
    const { backendServers } = loadBalancer;
    checkServers(loadBalancer, added, SERVER_NOT_FOUND);
    if (added.some((server) => isAmong(backendServers, server))) reject(ALREADY_ATTACHED);
    return [...backendServers, ...added.map(attachedServer)];
  });
}

/** Weights and descriptions of servers that are attached; others are skipped. */
function setServers(call: Call): Fields {
  return changed(call, Number, ({ backendServers }, given) =>
    backendServers.map((server) => {
      const change = given.find(({ serverId }) => serverId === server.serverId);
      return change === undefined ? server : reweighted(server, change);
    }),
  );
}

/** Answers the servers that remain; ids that are not attached are skipped. */
function removeServers(call: Call): Fields {
  return changed(call, Number, ({ backendServers }, given) =>
    backendServers.filter((server) => !isAmong(given, server)),
  );
}

function isAmong(servers: readonly { readonly serverId: string }[], server: { readonly serverId: string }) {
  return servers.some(({ serverId }) => serverId === server.serverId);
}

/** D22: AddBackendServers answers weights as texts, the others as numbers. */
function changed(
  call: Call,
  weightOf: (weight: number) => string | number,
  change: (loadBalancer: LoadBalancer, given: readonly GivenServer[]) => readonly BackendServer[],
): Fields {
  const given = readServers(call.read, 'BackendServers', readServer) ?? [];
  const loadBalancer = findLoadBalancer(call);
  const backendServers = change(loadBalancer, given);
  call.tables.loadBalancers.update({ ...loadBalancer, backendServers });
  return {
    LoadBalancerId: loadBalancer.loadBalancerId,
    BackendServers: {
      BackendServer: backendServers.map((server) => ({
        ServerId: server.serverId,
        Weight: weightOf(server.weight),
        Type: server.type,
        Description: server.description,
      })),
    },
  };
}

import type { Fields } from '../answer';
import { SERVER_NOT_FOUND } from '../errors-resources';
import type { BackendServer, LoadBalancer } from '../store/models';
import {
  SERVER,
  attachedServer,
  checkServers,
  readServers,
  withAdded,
  withChanges,
  withoutMeant,
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
  return changed(call, readGiven(call), (loadBalancer, given) => {
    checkServers(loadBalancer, given, SERVER_NOT_FOUND);
    return withAdded(loadBalancer.backendServers, given, (server) => attachedServer(call, server));
  });
}

/** Weights and descriptions of servers that are attached; others are skipped. */
function setServers(call: Call): Fields {
  return changed(call, readGiven(call), ({ backendServers }, given) => withChanges(backendServers, given));
}

/**
 * Answers the servers that remain; those that are not attached are skipped. The documents of 2018, aliyungo, libcloud and
 * the samples of the Python SDK send plain ids.
 */
function removeServers(call: Call): Fields {
  return changed(call, readGiven(call, idsAsObjects), ({ backendServers }, given) =>
    withoutMeant(backendServers, given),
  );
}

function idsAsObjects(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((item: unknown) => (typeof item === 'string' ? { ServerId: item } : item));
}

function readGiven(call: Call, asList?: (value: unknown) => unknown): GivenServer[] {
  return readServers(call, 'BackendServers', SERVER, asList) ?? [];
}

function changed(
  call: Call,
  given: readonly GivenServer[],
  change: (loadBalancer: LoadBalancer, given: readonly GivenServer[]) => readonly BackendServer[],
): Fields {
  const loadBalancer = findLoadBalancer(call);
  const backendServers = change(loadBalancer, given);
  call.tables.loadBalancers.update({ ...loadBalancer, backendServers });
  return {
    LoadBalancerId: loadBalancer.loadBalancerId,
    BackendServers: {
      // D22: weights are numbers, as recorded, also where the schema of AddBackendServers says text.
      BackendServer: backendServers.map((server) => ({
        ServerId: server.serverId,
        Weight: server.weight,
        Type: server.type,
        Description: server.description,
      })),
    },
  };
}

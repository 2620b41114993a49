import { answer, reject, type Answer } from '../answer';
import { ALREADY_ATTACHED, SERVER_NOT_FOUND } from '../errors-resources';
import type { BackendServer, LoadBalancer } from '../store/models';
import {
  attachedServer,
  readServer,
  readServers,
  reweighted,
  serverRejection,
  withoutRepeated,
  type GivenServer,
} from './backend-servers';
import { findLoadBalancer, regionalWrite, type Call, type OperationRows, type Result } from './operation';
import { parameterReader } from './parameter-reader';

/** The default server group of an instance (slb-api.md 3.15). */
export const defaultServerRows: OperationRows = {
  AddBackendServers: regionalWrite(addServers, 'LoadBalancerId'),
  SetBackendServers: regionalWrite(setServers, 'LoadBalancerId'),
  RemoveBackendServers: regionalWrite(removeServers, 'LoadBalancerId', 'BackendServers'),
};

function addServers(call: Call): Answer {
  return changed(call, String, (loadBalancer, given) => {
    const added = withoutRepeated(given, (left, right) => left.serverId === right.serverId);
    const { backendServers } = loadBalancer;
    const broken =
      serverRejection(loadBalancer, added, SERVER_NOT_FOUND) ??
      (added.some((server) => isAmong(backendServers, server)) ? ALREADY_ATTACHED : null);
    return broken === null
      ? { ok: true, value: [...backendServers, ...added.map(attachedServer)] }
      : { ok: false, rejection: broken };
  });
}

/** Weights and descriptions of servers that are attached; others are skipped. */
function setServers(call: Call): Answer {
  return changed(call, Number, ({ backendServers }, given) => ({
    ok: true,
    value: backendServers.map((server) => {
      const change = given.find(({ serverId }) => serverId === server.serverId);
      return change === undefined ? server : reweighted(server, change);
    }),
  }));
}

/** Answers the servers that remain; ids that are not attached are skipped. */
function removeServers(call: Call): Answer {
  return changed(call, Number, ({ backendServers }, given) => ({
    ok: true,
    value: backendServers.filter((server) => !isAmong(given, server)),
  }));
}

function isAmong(servers: readonly { readonly serverId: string }[], server: { readonly serverId: string }) {
  return servers.some(({ serverId }) => serverId === server.serverId);
}

/** D22: AddBackendServers answers weights as texts, the others as numbers. */
function changed(
  call: Call,
  weightOf: (weight: number) => string | number,
  change: (loadBalancer: LoadBalancer, given: readonly GivenServer[]) => Result<readonly BackendServer[]>,
): Answer {
  const read = parameterReader(call.parameters);
  const given = readServers(read, 'BackendServers', readServer) ?? [];
  const rejection = read.rejection();
  if (rejection !== null) return reject(rejection);
  const found = findLoadBalancer(call);
  if (!found.ok) return reject(found.rejection);
  const result = change(found.value, given);
  if (!result.ok) return reject(result.rejection);
  call.tables.loadBalancers.update({ ...found.value, backendServers: result.value });
  return answer({
    LoadBalancerId: found.value.loadBalancerId,
    BackendServers: {
      BackendServer: result.value.map((server) => ({
        ServerId: server.serverId,
        Weight: weightOf(server.weight),
        Type: server.type,
        Description: server.description,
      })),
    },
  });
}

import { answer, reject, type Answer } from '../answer';
import { ALREADY_ATTACHED, SERVER_NOT_EXIST } from '../errors-resources';
import type { GroupMember, ServerGroup } from '../store/models';
import {
  attachedServer,
  isSameMember,
  memberFields,
  readMember,
  readServers,
  reweighted,
  serverRejection,
  withoutRepeated,
  type GivenMember,
} from './backend-servers';
import { isGroupName } from './names';
import type { Call, Result } from './operation';
import { parameterReader } from './parameter-reader';
import { findGroup } from './server-groups';

export function addMembers(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const given = readServers(read, 'BackendServers', readMember) ?? [];
  const rejection = read.rejection();
  if (rejection !== null) return reject(rejection);
  return changed(call, (group) => withMembers(call, group, group.members, given));
}

/** Members that are not there are skipped. */
export function removeMembers(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const given = readServers(read, 'BackendServers', readMember) ?? [];
  const rejection = read.rejection();
  if (rejection !== null) return reject(rejection);
  return changed(call, (group) => ({
    ok: true,
    value: { ...group, members: without(group.members, given) },
  }));
}

/** slb-api.md 3.17: the old ones give way to the new ones in one step. */
export function modifyMembers(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const old = readServers(read, 'OldBackendServers', readMember) ?? [];
  const given = readServers(read, 'NewBackendServers', readMember) ?? [];
  const rejection = read.rejection();
  if (rejection !== null) return reject(rejection);
  return changed(call, (group) => withMembers(call, group, without(group.members, old), given));
}

/** slb-api.md 3.17: the name, and weights and descriptions of members that are there. */
export function setGroupAttribute(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const name = read.checked('VServerGroupName', isGroupName);
  const given = readServers(read, 'BackendServers', readMember) ?? [];
  const rejection = read.rejection();
  if (rejection !== null) return reject(rejection);
  const found = findGroup(call, 'v-server');
  if (!found.ok) return reject(found.rejection);
  const group: ServerGroup = {
    ...found.value,
    name: name ?? found.value.name,
    members: found.value.members.map((member) => {
      const change = given.find((other) => isSameMember(member, other));
      return change === undefined ? member : reweighted(member, change);
    }),
  };
  call.tables.serverGroups.update(group);
  return answer({
    VServerGroupId: group.groupId,
    VServerGroupName: group.name,
    BackendServers: { BackendServer: group.members.map(memberFields) },
  });
}

function without(members: readonly GroupMember[], given: readonly GivenMember[]): GroupMember[] {
  return members.filter((member) => !given.some((other) => isSameMember(member, other)));
}

/** `members` and behind them the given ones, of which none may be there already. */
function withMembers(
  call: Call,
  group: ServerGroup,
  members: readonly GroupMember[],
  given: readonly GivenMember[],
): Result<ServerGroup> {
  const added = withoutRepeated(given, isSameMember);
  const loadBalancer = call.tables.loadBalancers.find(group.regionId, group.loadBalancerId);
  const broken =
    serverRejection(loadBalancer, added, SERVER_NOT_EXIST) ??
    (added.some((server) => members.some((member) => isSameMember(member, server)))
      ? ALREADY_ATTACHED
      : null);
  if (broken !== null) return { ok: false, rejection: broken };
  const joined = added.map((server) => ({ ...attachedServer(server), port: server.port }));
  return { ok: true, value: { ...group, members: [...members, ...joined] } };
}

function changed(call: Call, change: (group: ServerGroup) => Result<ServerGroup>): Answer {
  const found = findGroup(call, 'v-server');
  if (!found.ok) return reject(found.rejection);
  const result = change(found.value);
  if (!result.ok) return reject(result.rejection);
  call.tables.serverGroups.update(result.value);
  return answer({
    VServerGroupId: result.value.groupId,
    BackendServers: { BackendServer: result.value.members.map(memberFields) },
  });
}

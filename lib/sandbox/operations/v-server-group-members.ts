import { reject, type Fields } from '../answer';
import { ALREADY_ATTACHED, SERVER_NOT_EXIST } from '../errors-resources';
import type { GroupMember, ServerGroup } from '../store/models';
import {
  attachedMember,
  checkServers,
  isSameMember,
  memberFields,
  readMember,
  readServers,
  reweighted,
  withoutRepeated,
  type GivenMember,
} from './backend-servers';
import { isGroupName } from './names';
import type { Call } from './operation';
import { findGroup } from './server-groups';

export function addMembers(call: Call): Fields {
  const given = readServers(call.read, 'BackendServers', readMember) ?? [];
  return changed(call, (group) => withMembers(call, group, group.members, given));
}

/** Members that are not there are skipped. */
export function removeMembers(call: Call): Fields {
  const given = readServers(call.read, 'BackendServers', readMember) ?? [];
  return changed(call, (group) => without(group.members, given));
}

/** slb-api.md 3.17: the old ones give way to the new ones in one step. */
export function modifyMembers(call: Call): Fields {
  const { read } = call;
  const old = readServers(read, 'OldBackendServers', readMember) ?? [];
  const given = readServers(read, 'NewBackendServers', readMember) ?? [];
  return changed(call, (group) => withMembers(call, group, without(group.members, old), given));
}

/** slb-api.md 3.17: the name, and weights and descriptions of members that are there. */
export function setGroupAttribute(call: Call): Fields {
  const { read } = call;
  const name = read.checked('VServerGroupName', isGroupName);
  const given = readServers(read, 'BackendServers', readMember) ?? [];
  const found = findGroup(call, 'v-server');
  const group: ServerGroup = {
    ...found,
    name: name ?? found.name,
    members: found.members.map((member) => {
      const change = given.find((other) => isSameMember(member, other));
      return change === undefined ? member : reweighted(member, change);
    }),
  };
  call.tables.serverGroups.update(group);
  return {
    VServerGroupId: group.groupId,
    VServerGroupName: group.name,
    BackendServers: { BackendServer: group.members.map(memberFields) },
  };
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
): GroupMember[] {
  const added = withoutRepeated(given, isSameMember);
  const loadBalancer = call.tables.loadBalancers.find(group.regionId, group.loadBalancerId);
  checkServers(loadBalancer, added, SERVER_NOT_EXIST);
  if (added.some((server) => members.some((member) => isSameMember(member, server))))
    reject(ALREADY_ATTACHED);
  return [...members, ...added.map(attachedMember)];
}

function changed(call: Call, change: (group: ServerGroup) => readonly GroupMember[]): Fields {
  const group = findGroup(call, 'v-server');
  const members = change(group);
  call.tables.serverGroups.update({ ...group, members });
  return {
    VServerGroupId: group.groupId,
    BackendServers: { BackendServer: members.map(memberFields) },
  };
}

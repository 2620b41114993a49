import type { Fields } from '../answer';
import { SERVER_NOT_EXIST } from '../errors-resources';
import type { GroupMember, ServerGroup } from '../store/models';
import {
  MEMBER,
  attachedMember,
  checkServers,
  memberFields,
  readServers,
  withAdded,
  withChanges,
  withoutMeant,
  type GivenMember,
} from './backend-servers';
import { isGroupName } from './names';
import type { Call } from './operation';
import { findGroup } from './server-groups';

export function addMembers(call: Call): Fields {
  const given = readServers(call, 'BackendServers', MEMBER) ?? [];
  return changed(call, (group) => withMembers(call, group, group.members, given));
}

/** Members that are not there are skipped. */
export function removeMembers(call: Call): Fields {
  const given = readServers(call, 'BackendServers', MEMBER) ?? [];
  return changed(call, (group) => withoutMeant(group.members, given));
}

/** slb-api.md 3.17: replaces the old members by the new ones in one step. */
export function modifyMembers(call: Call): Fields {
  const old = readServers(call, 'OldBackendServers', MEMBER) ?? [];
  const given = readServers(call, 'NewBackendServers', MEMBER) ?? [];
  return changed(call, (group) => withMembers(call, group, withoutMeant(group.members, old), given));
}

/** slb-api.md 3.17: the name, and weights and descriptions of members that are there. */
export function setGroupAttribute(call: Call): Fields {
  const { read } = call;
  const name = read.checked('VServerGroupName', (text) => isGroupName(call, text));
  const given = readServers(call, 'BackendServers', MEMBER) ?? [];
  const found = findGroup(call, 'v-server');
  const group: ServerGroup = {
    ...found,
    name: name ?? found.name,
    members: withChanges(found.members, given),
  };
  call.tables.serverGroups.update(group);
  return {
    VServerGroupId: group.groupId,
    VServerGroupName: group.name,
    BackendServers: { BackendServer: group.members.map(memberFields) },
  };
}

/** Appends members that are not in the group yet, or rejects the call. */
function withMembers(
  call: Call,
  group: ServerGroup,
  members: readonly GroupMember[],
  given: readonly GivenMember[],
): GroupMember[] {
  const loadBalancer = call.tables.loadBalancers.find(group.regionId, group.loadBalancerId);
  checkServers(loadBalancer, given, SERVER_NOT_EXIST);
  return withAdded(members, given, (member) => attachedMember(call, member));
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

import { reject, type Fields } from '../answer';
import { MASTER_SLAVE_GROUP_NOT_FOUND, V_SERVER_GROUP_NOT_FOUND } from '../errors';
import { GROUP_IN_USE } from '../errors-resources';
import type { GroupMember, ServerGroup } from '../store/models';
import { memberFields } from './backend-servers';
import { newId } from './ids';
import { findLoadBalancer, requiredText, type Call } from './operation';
import { matchesTags, readTagFilters } from './tags';

/** What VServer groups and primary/secondary groups have in common (slb-api.md 3.14). */

const ID_NAMES = { 'v-server': 'VServerGroupId', 'master-slave': 'MasterSlaveServerGroupId' } as const;

/** The group that the call names only by its id (D28). */
export function findGroup(call: Call, kind: ServerGroup['kind']): ServerGroup {
  const groupId = requiredText(call, ID_NAMES[kind]);
  return (
    call.tables.serverGroups.findInRegion(call.regionId, kind, groupId) ??
    reject(kind === 'v-server' ? V_SERVER_GROUP_NOT_FOUND : MASTER_SLAVE_GROUP_NOT_FOUND)
  );
}

/** Inserts a new group. Without a name, it is named by its id. */
export function insertGroup(
  { tables, regionId, nowMillis }: Call,
  made: Pick<ServerGroup, 'kind' | 'loadBalancerId' | 'members' | 'tags'> & { name: string | undefined },
): ServerGroup {
  const groupId = newId('rsp');
  const group = { ...made, regionId, groupId, name: made.name ?? groupId, createdAtMillis: nowMillis };
  tables.serverGroups.insert(group);
  return group;
}

/** Removes the group that the call names, unless a listener uses it. */
export function deleteGroup(call: Call, kind: ServerGroup['kind']): Fields {
  const { loadBalancerId, groupId } = findGroup(call, kind);
  if (call.tables.listeners.withGroup(loadBalancerId, groupId).length > 0) return reject(GROUP_IN_USE);
  call.tables.serverGroups.remove(groupId);
  return {};
}

/** The groups of the instance that the call names, filtered as it asks. */
export function groupsOf(call: Call, kind: ServerGroup['kind']): ServerGroup[] {
  const { loadBalancerId } = findLoadBalancer(call);
  // In the vendor's words `Description` filters by the name: a group has no description of its own.
  const name = call.parameters.get('Description');
  const tags = readTagFilters(call.parameters);
  return call.tables.serverGroups
    .list(loadBalancerId, kind)
    .filter((group) => name === undefined || group.name === name)
    .filter((group) => matchesTags(group.tags, tags));
}

export function listenersOf({ tables }: Call, group: ServerGroup): Fields[] {
  return tables.listeners
    .withGroup(group.loadBalancerId, group.groupId)
    .map(({ listenerPort, protocol }) => ({ Port: listenerPort, Protocol: protocol }));
}

/** A member as the Attribute calls answer it, with its address. */
export function memberAttributeFields(member: GroupMember): Fields {
  const { ServerId, ...fields } = memberFields(member);
  return { ServerId, ServerIp: member.serverIp, ...fields };
}

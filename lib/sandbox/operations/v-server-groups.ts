import { answer, refuse, type Answer } from '../answer';
import { GROUP_IN_USE, SERVER_NOT_EXIST } from '../errors-resources';
import type { ServerGroup } from '../store/models';
import {
  attachedServer,
  isSameMember,
  memberFields,
  readMember,
  readServers,
  serverObstacle,
  withoutRepeated,
} from './backend-servers';
import { newId } from './ids';
import { isGroupName } from './names';
import { findLoadBalancer, regionalRead, regionalWrite, type Call, type OperationRows } from './operation';
import { parameterReader } from './parameter-reader';
import { findGroup, groupsOf, listenersOf, memberAttributeFields } from './server-groups';
import { readTags, tagFields } from './tags';
import { timeText } from './times';
import { addMembers, modifyMembers, removeMembers, setGroupAttribute } from './v-server-group-members';

const GROUP = 'VServerGroupId';

/** slb-api.md 3.14 and 3.17. */
export const vServerGroupRows: OperationRows = {
  CreateVServerGroup: regionalWrite(createVServerGroup, 'LoadBalancerId'),
  SetVServerGroupAttribute: regionalWrite(setGroupAttribute, GROUP),
  DeleteVServerGroup: regionalWrite(deleteVServerGroup, GROUP),
  DescribeVServerGroups: regionalRead(describeVServerGroups, 'LoadBalancerId'),
  DescribeVServerGroupAttribute: regionalRead(describeVServerGroupAttribute, GROUP),
  AddVServerGroupBackendServers: regionalWrite(addMembers, GROUP, 'BackendServers'),
  ModifyVServerGroupBackendServers: regionalWrite(modifyMembers, GROUP),
  RemoveVServerGroupBackendServers: regionalWrite(removeMembers, GROUP, 'BackendServers'),
};

function createVServerGroup(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const name = read.checked('VServerGroupName', isGroupName);
  const servers = readServers(read, 'BackendServers', readMember) ?? [];
  const tags = readTags(call.parameters);
  if (!tags.ok) read.reject(tags.refusal);
  const refusal = read.refusal();
  if (refusal !== null) return refuse(refusal);
  const found = findLoadBalancer(call);
  if (!found.ok) return refuse(found.refusal);
  const loadBalancer = found.value;
  const given = withoutRepeated(servers, isSameMember);
  const obstacle = serverObstacle(loadBalancer, given, SERVER_NOT_EXIST);
  if (obstacle !== null) return refuse(obstacle);
  const groupId = newId('rsp');
  const group: ServerGroup = {
    regionId: call.regionId,
    loadBalancerId: loadBalancer.loadBalancerId,
    groupId,
    kind: 'v-server',
    name: name ?? groupId,
    createdAtMillis: call.nowMillis,
    members: given.map((server) => ({ ...attachedServer(server), port: server.port })),
    tags: tags.ok ? tags.tags : [],
  };
  call.tables.serverGroups.insert(group);
  return answer({
    VServerGroupId: groupId,
    BackendServers: { BackendServer: group.members.map(memberFields) },
  });
}

/** Rules belong to HTTP listeners and are not kept here: `RspoolRuleExist` cannot come about. */
function deleteVServerGroup(call: Call): Answer {
  const found = findGroup(call, 'v-server');
  if (!found.ok) return refuse(found.refusal);
  const { loadBalancerId, groupId } = found.value;
  if (call.tables.listeners.withGroup(loadBalancerId, groupId).length > 0) return refuse(GROUP_IN_USE);
  call.tables.serverGroups.remove(groupId);
  return answer();
}

function describeVServerGroups(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const includesListener = read.boolean('IncludeListener') ?? false;
  const includesRule = read.boolean('IncludeRule') ?? false;
  const refusal = read.refusal();
  if (refusal !== null) return refuse(refusal);
  const groups = groupsOf(call, 'v-server');
  if (!groups.ok) return refuse(groups.refusal);
  return answer({
    VServerGroups: {
      VServerGroup: groups.value.map((group) => ({
        VServerGroupId: group.groupId,
        VServerGroupName: group.name,
        ServerCount: group.members.length,
        CreateTime: timeText(group.createdAtMillis),
        AssociatedObjects: {
          Listeners: { Listener: includesListener ? listenersOf(call, group) : [] },
          Rules: includesRule ? { Rule: [] } : undefined,
        },
        Tags: { Tag: tagFields(group.tags) },
      })),
    },
  });
}

function describeVServerGroupAttribute(call: Call): Answer {
  const found = findGroup(call, 'v-server');
  if (!found.ok) return refuse(found.refusal);
  const group = found.value;
  return answer({
    VServerGroupId: group.groupId,
    VServerGroupName: group.name,
    LoadBalancerId: group.loadBalancerId,
    CreateTime: timeText(group.createdAtMillis),
    BackendServers: { BackendServer: group.members.map(memberAttributeFields) },
    Tags: { Tag: tagFields(group.tags) },
  });
}

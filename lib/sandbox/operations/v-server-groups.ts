import { answer, reject, type Answer } from '../answer';
import { SERVER_NOT_EXIST } from '../errors-resources';
import {
  attachedServer,
  isSameMember,
  memberFields,
  readMember,
  readServers,
  serverRejection,
  withoutRepeated,
} from './backend-servers';
import { isGroupName } from './names';
import { findLoadBalancer, regionalRead, regionalWrite, type Call, type OperationRows } from './operation';
import { parameterReader } from './parameter-reader';
import {
  deleteGroup,
  findGroup,
  groupsOf,
  insertGroup,
  listenersOf,
  memberAttributeFields,
} from './server-groups';
import { readTags, tagFields } from './tags';
import { timeText } from './times';
import { addMembers, modifyMembers, removeMembers, setGroupAttribute } from './v-server-group-members';

const GROUP = 'VServerGroupId';

/** slb-api.md 3.14 and 3.17. */
export const vServerGroupRows: OperationRows = {
  CreateVServerGroup: regionalWrite(createVServerGroup, 'LoadBalancerId'),
  SetVServerGroupAttribute: regionalWrite(setGroupAttribute, GROUP),
  // Rules belong to HTTP listeners and are not kept here: `RspoolRuleExist` cannot come about.
  DeleteVServerGroup: regionalWrite((call) => deleteGroup(call, 'v-server'), GROUP),
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
  if (!tags.ok) read.reject(tags.rejection);
  const rejection = read.rejection();
  if (rejection !== null) return reject(rejection);
  const found = findLoadBalancer(call);
  if (!found.ok) return reject(found.rejection);
  const loadBalancer = found.value;
  const given = withoutRepeated(servers, isSameMember);
  const broken = serverRejection(loadBalancer, given, SERVER_NOT_EXIST);
  if (broken !== null) return reject(broken);
  const group = insertGroup(call, {
    kind: 'v-server',
    loadBalancerId: loadBalancer.loadBalancerId,
    name,
    members: given.map((server) => ({ ...attachedServer(server), port: server.port })),
    tags: tags.ok ? tags.tags : [],
  });
  return answer({
    VServerGroupId: group.groupId,
    BackendServers: { BackendServer: group.members.map(memberFields) },
  });
}

function describeVServerGroups(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const includesListener = read.boolean('IncludeListener') ?? false;
  const includesRule = read.boolean('IncludeRule') ?? false;
  const rejection = read.rejection();
  if (rejection !== null) return reject(rejection);
  const groups = groupsOf(call, 'v-server');
  if (!groups.ok) return reject(groups.rejection);
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
  if (!found.ok) return reject(found.rejection);
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

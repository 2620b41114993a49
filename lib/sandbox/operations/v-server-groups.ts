import type { Fields } from '../answer';
import { SERVER_NOT_EXIST } from '../errors-resources';
import {
  MEMBER,
  attachedMember,
  checkServers,
  memberFields,
  readServers,
  withAdded,
} from './backend-servers';
import { isGroupName } from './names';
import { findLoadBalancer, regionalRead, regionalWrite, type Call, type OperationRows } from './operation';
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
  // Rules belong to HTTP listeners and are not kept here: `RspoolRuleExist` cannot occur.
  DeleteVServerGroup: regionalWrite((call) => deleteGroup(call, 'v-server'), GROUP),
  DescribeVServerGroups: regionalRead(describeVServerGroups, 'LoadBalancerId'),
  DescribeVServerGroupAttribute: regionalRead(describeVServerGroupAttribute, GROUP),
  AddVServerGroupBackendServers: regionalWrite(addMembers, GROUP, 'BackendServers'),
  ModifyVServerGroupBackendServers: regionalWrite(modifyMembers, GROUP),
  RemoveVServerGroupBackendServers: regionalWrite(removeMembers, GROUP, 'BackendServers'),
};

function createVServerGroup(call: Call): Fields {
  const { read } = call;
  const name = read.checked('VServerGroupName', (text) => isGroupName(call, text));
  const servers = readServers(call, 'BackendServers', MEMBER) ?? [];
  const tags = readTags(call.parameters);
  const loadBalancer = findLoadBalancer(call);
  checkServers(loadBalancer, servers, SERVER_NOT_EXIST);
  const members = withAdded([], servers, (server) => attachedMember(call, server));
  const group = insertGroup(call, {
    kind: 'v-server',
    loadBalancerId: loadBalancer.loadBalancerId,
    name,
    members,
    tags,
  });
  return {
    VServerGroupId: group.groupId,
    BackendServers: { BackendServer: group.members.map(memberFields) },
  };
}

function describeVServerGroups(call: Call): Fields {
  const { read } = call;
  const includesListener = read.boolean('IncludeListener') ?? false;
  // There are none to include: the value is only checked.
  read.boolean('IncludeRule');
  const groups = groupsOf(call, 'v-server');
  return {
    VServerGroups: {
      VServerGroup: groups.map((group) => ({
        VServerGroupId: group.groupId,
        VServerGroupName: group.name,
        ServerCount: group.members.length,
        CreateTime: timeText(group.createdAtMillis),
        AssociatedObjects: {
          Listeners: { Listener: includesListener ? listenersOf(call, group) : [] },
          // Recorded also without IncludeRule.
          Rules: { Rule: [] },
        },
        Tags: { Tag: tagFields(group.tags) },
      })),
    },
  };
}

function describeVServerGroupAttribute(call: Call): Fields {
  const group = findGroup(call, 'v-server');
  return {
    VServerGroupId: group.groupId,
    VServerGroupName: group.name,
    LoadBalancerId: group.loadBalancerId,
    CreateTime: timeText(group.createdAtMillis),
    BackendServers: { BackendServer: group.members.map(memberAttributeFields) },
    Tags: { Tag: tagFields(group.tags) },
  };
}

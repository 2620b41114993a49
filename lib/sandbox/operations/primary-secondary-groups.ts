import { answer, reject, type Answer } from '../answer';
import type { Rejection } from '../errors';
import {
  PAIR_NOT_TWO,
  PAIR_PORT_EMPTY,
  PAIR_ROLES,
  PAIR_SAME_SERVER,
  PAIR_SERVER_ID_EMPTY,
  PAIR_SERVER_TYPE,
  SERVER_NOT_EXIST,
} from '../errors-resources';
import {
  attachedServer,
  isSameMember,
  memberFields,
  readMember,
  readServers,
  serverRejection,
  type GivenMember,
} from './backend-servers';
import { isGroupName } from './names';
import { findLoadBalancer, regionalRead, regionalWrite, type Call, type OperationRows } from './operation';
import { parameterReader, type ParameterReader } from './parameter-reader';
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

const GROUP = 'MasterSlaveServerGroupId';

/** slb-api.md 3.14. */
export const primarySecondaryGroupRows: OperationRows = {
  CreateMasterSlaveServerGroup: regionalWrite(createGroup, 'LoadBalancerId'),
  DeleteMasterSlaveServerGroup: regionalWrite((call) => deleteGroup(call, 'master-slave'), GROUP),
  DescribeMasterSlaveServerGroups: regionalRead(describeGroups, 'LoadBalancerId'),
  DescribeMasterSlaveServerGroupAttribute: regionalRead(describeGroupAttribute, GROUP),
};

type PairMember = GivenMember & { readonly role: 'Master' | 'Slave' | undefined };

function createGroup(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const name = read.checked('MasterSlaveServerGroupName', isGroupName);
  const given = readServers(read, 'MasterSlaveBackendServers', readPairMember) ?? [];
  const tags = readTags(call.parameters);
  if (!tags.ok) read.reject(tags.rejection);
  const rejection = read.rejection() ?? pairRejection(given);
  if (rejection !== null) return reject(rejection);
  const found = findLoadBalancer(call);
  if (!found.ok) return reject(found.rejection);
  const broken = serverRejection(found.value, given, SERVER_NOT_EXIST);
  if (broken !== null) return reject(broken);
  const group = insertGroup(call, {
    kind: 'master-slave',
    loadBalancerId: found.value.loadBalancerId,
    name,
    members: given.map((server) => ({ ...attachedServer(server), port: server.port, role: server.role })),
    tags: tags.ok ? tags.tags : [],
  });
  return answer({
    MasterSlaveServerGroupId: group.groupId,
    MasterSlaveBackendServers: { MasterSlaveBackendServer: group.members.map(memberFields) },
  });
}

/** What is empty has a code of its own here, and is said before anything else about the server. */
function readPairMember(read: ParameterReader): PairMember {
  if (read.text('ServerId') === undefined) read.reject(PAIR_SERVER_ID_EMPTY);
  if (read.text('Port') === undefined) read.reject(PAIR_PORT_EMPTY);
  const role = read.oneOf('ServerType', ['Master', 'Slave'], PAIR_SERVER_TYPE);
  if (role === undefined) read.reject(PAIR_SERVER_TYPE);
  return { ...readMember(read), role };
}

function pairRejection(servers: readonly PairMember[]): Rejection | null {
  const [first, second, ...others] = servers;
  if (first === undefined || second === undefined || others.length > 0) return PAIR_NOT_TWO;
  if (isSameMember(first, second)) return PAIR_SAME_SERVER;
  return first.role === second.role ? PAIR_ROLES : null;
}

function describeGroups(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const includesListener = read.boolean('IncludeListener') ?? false;
  const rejection = read.rejection();
  if (rejection !== null) return reject(rejection);
  const groups = groupsOf(call, 'master-slave');
  if (!groups.ok) return reject(groups.rejection);
  return answer({
    MasterSlaveServerGroups: {
      MasterSlaveServerGroup: groups.value.map((group) => ({
        MasterSlaveServerGroupId: group.groupId,
        MasterSlaveServerGroupName: group.name,
        CreateTime: timeText(group.createdAtMillis),
        AssociatedObjects: { Listeners: { Listener: includesListener ? listenersOf(call, group) : [] } },
        Tags: { Tag: tagFields(group.tags) },
      })),
    },
  });
}

function describeGroupAttribute(call: Call): Answer {
  const found = findGroup(call, 'master-slave');
  if (!found.ok) return reject(found.rejection);
  const group = found.value;
  return answer({
    MasterSlaveServerGroupId: group.groupId,
    MasterSlaveServerGroupName: group.name,
    LoadBalancerId: group.loadBalancerId,
    CreateTime: timeText(group.createdAtMillis),
    MasterSlaveBackendServers: { MasterSlaveBackendServer: group.members.map(memberAttributeFields) },
    Tags: { Tag: tagFields(group.tags) },
  });
}

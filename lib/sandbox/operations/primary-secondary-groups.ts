import { reject, type Fields } from '../answer';
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
  MEMBER,
  attachedMember,
  checkServers,
  isSame,
  memberFields,
  readServers,
  type GivenMember,
  type ServerReader,
} from './backend-servers';
import { isGroupName } from './names';
import { findLoadBalancer, regionalRead, regionalWrite, type Call, type OperationRows } from './operation';
import type { ParameterReader } from './parameter-reader';
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

type PairMember = GivenMember & { readonly role: 'Master' | 'Slave' };

const PAIR_MEMBER: ServerReader<PairMember> = { keys: [...MEMBER.keys, 'ServerType'], read: readPairMember };

function createGroup(call: Call): Fields {
  const { read } = call;
  const name = read.checked('MasterSlaveServerGroupName', (text) => isGroupName(call, text));
  const given = readServers(call, 'MasterSlaveBackendServers', PAIR_MEMBER) ?? [];
  const tags = readTags(call.parameters);
  checkPair(given);
  const loadBalancer = findLoadBalancer(call);
  const members = given.map((member) => ({ ...attachedMember(call, member), role: member.role }));
  checkServers(loadBalancer, members, SERVER_NOT_EXIST);
  const group = insertGroup(call, {
    kind: 'master-slave',
    loadBalancerId: loadBalancer.loadBalancerId,
    name,
    members,
    tags,
  });
  return {
    MasterSlaveServerGroupId: group.groupId,
    MasterSlaveBackendServers: { MasterSlaveBackendServer: group.members.map(memberFields) },
  };
}

/** What is empty has a code of its own here, and is said before anything else about the server. */
function readPairMember(read: ParameterReader, call: Pick<Call, 'settings'>): PairMember {
  if (read.text('ServerId') === undefined) reject(PAIR_SERVER_ID_EMPTY);
  if (read.text('Port') === undefined) reject(PAIR_PORT_EMPTY);
  const role = read.oneOf('ServerType', ['Master', 'Slave'], PAIR_SERVER_TYPE) ?? reject(PAIR_SERVER_TYPE);
  return { ...MEMBER.read(read, call), role };
}

function checkPair(servers: readonly PairMember[]): void {
  const [first, second, ...others] = servers;
  if (first === undefined || second === undefined || others.length > 0) return reject(PAIR_NOT_TWO);
  if (isSame(first, second)) reject(PAIR_SAME_SERVER);
  if (first.role === second.role) reject(PAIR_ROLES);
}

function describeGroups(call: Call): Fields {
  const { read } = call;
  const includesListener = read.boolean('IncludeListener') ?? false;
  const groups = groupsOf(call, 'master-slave');
  return {
    MasterSlaveServerGroups: {
      MasterSlaveServerGroup: groups.map((group) => ({
        MasterSlaveServerGroupId: group.groupId,
        MasterSlaveServerGroupName: group.name,
        CreateTime: timeText(group.createdAtMillis),
        AssociatedObjects: { Listeners: { Listener: includesListener ? listenersOf(call, group) : [] } },
        Tags: { Tag: tagFields(group.tags) },
      })),
    },
  };
}

function describeGroupAttribute(call: Call): Fields {
  const group = findGroup(call, 'master-slave');
  return {
    MasterSlaveServerGroupId: group.groupId,
    MasterSlaveServerGroupName: group.name,
    LoadBalancerId: group.loadBalancerId,
    CreateTime: timeText(group.createdAtMillis),
    MasterSlaveBackendServers: { MasterSlaveBackendServer: group.members.map(memberAttributeFields) },
    Tags: { Tag: tagFields(group.tags) },
  };
}

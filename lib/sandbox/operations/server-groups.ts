import { answer, refuse, type Answer, type Fields } from '../answer';
import { LOAD_BALANCER_NOT_FOUND } from '../errors';
import type { ServerGroup } from '../store/models';
import { requiredText, type Call } from './operation';
import { parameterReader } from './parameter-reader';
import { matchesTags, readTagFilters, tagFields } from './tags';
import { timeText } from './times';

/** slb-api.md 3.14. Rules belong to HTTP listeners and are not kept here: their list is empty. */
export function describeVServerGroups(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const includesListener = read.boolean('IncludeListener') ?? false;
  const includesRule = read.boolean('IncludeRule') ?? false;
  const refusal = read.refusal();
  if (refusal !== null) return refuse(refusal);
  const groups = groupsOf(call, 'v-server');
  if (groups === null) return refuse(LOAD_BALANCER_NOT_FOUND);
  return answer({
    VServerGroups: {
      VServerGroup: groups.map((group) => ({
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

/** slb-api.md 3.14. */
export function describeMasterSlaveServerGroups(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const includesListener = read.boolean('IncludeListener') ?? false;
  const refusal = read.refusal();
  if (refusal !== null) return refuse(refusal);
  const groups = groupsOf(call, 'master-slave');
  if (groups === null) return refuse(LOAD_BALANCER_NOT_FOUND);
  return answer({
    MasterSlaveServerGroups: {
      MasterSlaveServerGroup: groups.map((group) => ({
        MasterSlaveServerGroupId: group.groupId,
        MasterSlaveServerGroupName: group.name,
        CreateTime: timeText(group.createdAtMillis),
        AssociatedObjects: { Listeners: { Listener: includesListener ? listenersOf(call, group) : [] } },
        Tags: { Tag: tagFields(group.tags) },
      })),
    },
  });
}

/** The groups of the instance that the call names, or null when there is no such instance. */
function groupsOf(call: Call, kind: ServerGroup['kind']): ServerGroup[] | null {
  const loadBalancerId = requiredText(call, 'LoadBalancerId');
  if (call.tables.loadBalancers.find(call.regionId, loadBalancerId) === undefined) return null;
  // In the vendor's words `Description` filters by the name: a group has no description of its own.
  const name = call.parameters.get('Description');
  const tags = readTagFilters(call.parameters);
  return call.tables.serverGroups
    .list(loadBalancerId, kind)
    .filter((group) => name === undefined || group.name === name)
    .filter((group) => matchesTags(group.tags, tags));
}

function listenersOf({ tables }: Call, group: ServerGroup): Fields[] {
  return tables.listeners
    .withGroup(group.groupId)
    .map(({ listenerPort, protocol }) => ({ Port: listenerPort, Protocol: protocol }));
}

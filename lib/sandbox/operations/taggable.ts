import {
  ACL_NOT_EXIST,
  LISTENER_NOT_FOUND,
  LOAD_BALANCER_NOT_FOUND,
  MASTER_SLAVE_GROUP_NOT_FOUND,
  RESOURCE_MISSING,
  V_SERVER_GROUP_NOT_FOUND,
} from '../errors';
import type { AccessControlList, Listener, LoadBalancer, ServerGroup, Tag } from '../store/models';
import { PROTOCOLS } from './listener-lookup';
import type { Call, Result } from './operation';

/** slb-api.md 3.16. There are no certificates here: none of them is ever found. */
export const RESOURCE_TYPES = [
  'instance',
  'listener',
  'acl',
  'vservergroup',
  'masterslaveservergroup',
  'certificate',
] as const;

export type ResourceType = (typeof RESOURCE_TYPES)[number];

/** Anything that carries tags. */
export type Taggable = {
  readonly resourceId: string;
  readonly tags: readonly Tag[];
  readonly save: (tags: readonly Tag[]) => void;
};

const GROUP_KINDS = { vservergroup: 'v-server', masterslaveservergroup: 'master-slave' } as const;

/** The resource of that type and id, in the call's region. */
export function findTaggable(call: Call, type: ResourceType, resourceId: string): Result<Taggable> {
  const { tables, regionId } = call;
  switch (type) {
    case 'instance': {
      const loadBalancer = tables.loadBalancers.find(regionId, resourceId);
      return loadBalancer === undefined
        ? { ok: false, rejection: LOAD_BALANCER_NOT_FOUND }
        : { ok: true, value: ofLoadBalancer(call, loadBalancer) };
    }
    case 'listener': {
      const listener = listenerOf(call, resourceId);
      return listener === undefined
        ? { ok: false, rejection: LISTENER_NOT_FOUND }
        : { ok: true, value: ofListener(call, listener) };
    }
    case 'acl': {
      const acl = tables.accessControlLists.find(regionId, resourceId);
      return acl === undefined
        ? { ok: false, rejection: ACL_NOT_EXIST }
        : { ok: true, value: ofList(call, acl) };
    }
    case 'vservergroup':
    case 'masterslaveservergroup': {
      const group = tables.serverGroups.findInRegion(regionId, GROUP_KINDS[type], resourceId);
      if (group !== undefined) return { ok: true, value: ofGroup(call, group) };
      const rejection = type === 'vservergroup' ? V_SERVER_GROUP_NOT_FOUND : MASTER_SLAVE_GROUP_NOT_FOUND;
      return { ok: false, rejection };
    }
    case 'certificate':
      return { ok: false, rejection: RESOURCE_MISSING };
  }
}

/** Every resource of that type in the call's region. */
export function taggablesOf(call: Call, type: ResourceType): Taggable[] {
  const { tables, regionId } = call;
  switch (type) {
    case 'instance':
      return tables.loadBalancers.list(regionId).map((loadBalancer) => ofLoadBalancer(call, loadBalancer));
    case 'listener':
      return tables.loadBalancers
        .list(regionId)
        .flatMap(({ loadBalancerId }) => tables.listeners.onLoadBalancer(loadBalancerId))
        .map(({ listener }) => ofListener(call, listener));
    case 'acl':
      return tables.accessControlLists.list(regionId).map((acl) => ofList(call, acl));
    case 'vservergroup':
    case 'masterslaveservergroup':
      return tables.loadBalancers
        .list(regionId)
        .flatMap(({ loadBalancerId }) => tables.serverGroups.list(loadBalancerId, GROUP_KINDS[type]))
        .map((group) => ofGroup(call, group));
    case 'certificate':
      return [];
  }
}

function ofLoadBalancer({ tables }: Call, loadBalancer: LoadBalancer): Taggable {
  return {
    resourceId: loadBalancer.loadBalancerId,
    tags: loadBalancer.tags,
    save: (tags) => tables.loadBalancers.update({ ...loadBalancer, tags }),
  };
}

function ofList({ tables }: Call, acl: AccessControlList): Taggable {
  return {
    resourceId: acl.aclId,
    tags: acl.tags,
    save: (tags) => tables.accessControlLists.update({ ...acl, tags }),
  };
}

function ofListener({ tables }: Call, listener: Listener): Taggable {
  return {
    resourceId: `${listener.loadBalancerId}_${listener.protocol}_${listener.listenerPort}`,
    tags: listener.tags,
    save: (tags) => tables.listeners.update({ ...listener, tags }),
  };
}

function ofGroup({ tables }: Call, group: ServerGroup): Taggable {
  return {
    resourceId: group.groupId,
    tags: group.tags,
    save: (tags) => tables.serverGroups.update({ ...group, tags }),
  };
}

/** `lb-…_tcp_80`. */
function listenerOf({ tables, regionId }: Call, resourceId: string): Listener | undefined {
  const [, loadBalancerId = '', word = '', port = ''] =
    /^(.+)_([a-z]+)_([1-9]\d{0,4})$/.exec(resourceId) ?? [];
  const protocol = PROTOCOLS.find((known) => known === word);
  if (protocol === undefined || tables.loadBalancers.find(regionId, loadBalancerId) === undefined) {
    return undefined;
  }
  return tables.listeners
    .onPort(loadBalancerId, Number(port))
    .find((stored) => stored.listener.protocol === protocol)?.listener;
}

import {
  ACL_NOT_EXIST,
  LISTENER_NOT_FOUND,
  LOAD_BALANCER_NOT_FOUND,
  MASTER_SLAVE_GROUP_NOT_FOUND,
  RESOURCE_MISSING,
  V_SERVER_GROUP_NOT_FOUND,
  type Rejection,
} from '../errors';
import type { Tag } from '../store/models';
import type { Call } from './operation';

/** slb-api.md 3.16. */
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

/** How a call says that there is no such resource. */
export const NOT_FOUND: Readonly<Record<ResourceType, Rejection>> = {
  instance: LOAD_BALANCER_NOT_FOUND,
  listener: LISTENER_NOT_FOUND,
  acl: ACL_NOT_EXIST,
  vservergroup: V_SERVER_GROUP_NOT_FOUND,
  masterslaveservergroup: MASTER_SLAVE_GROUP_NOT_FOUND,
  certificate: RESOURCE_MISSING,
};

const GROUP_KINDS = { vservergroup: 'v-server', masterslaveservergroup: 'master-slave' } as const;

/** Every resource of that type in the call's region, by id. */
export function taggablesById(call: Call, type: ResourceType): ReadonlyMap<string, Taggable> {
  return new Map(taggablesOf(call, type).map((taggable) => [taggable.resourceId, taggable]));
}

/** Every resource of that type in the call's region. */
function taggablesOf({ tables, regionId }: Call, type: ResourceType): Taggable[] {
  switch (type) {
    case 'instance':
      return tables.loadBalancers.list(regionId).map((loadBalancer) => ({
        resourceId: loadBalancer.loadBalancerId,
        tags: loadBalancer.tags,
        save: (tags) => tables.loadBalancers.update({ ...loadBalancer, tags }),
      }));
    case 'listener':
      return tables.loadBalancers
        .list(regionId)
        .flatMap(({ loadBalancerId }) => tables.listeners.onLoadBalancer(loadBalancerId))
        .map(({ listener }) => ({
          resourceId: `${listener.loadBalancerId}_${listener.protocol}_${listener.listenerPort}`,
          tags: listener.tags,
          save: (tags) => tables.listeners.update({ ...listener, tags }),
        }));
    case 'acl':
      return tables.accessControlLists.list(regionId).map((acl) => ({
        resourceId: acl.aclId,
        tags: acl.tags,
        save: (tags) => tables.accessControlLists.update({ ...acl, tags }),
      }));
    case 'vservergroup':
    case 'masterslaveservergroup':
      return tables.loadBalancers
        .list(regionId)
        .flatMap(({ loadBalancerId }) => tables.serverGroups.list(loadBalancerId, GROUP_KINDS[type]))
        .map((group) => ({
          resourceId: group.groupId,
          tags: group.tags,
          save: (tags) => tables.serverGroups.update({ ...group, tags }),
        }));
    case 'certificate':
      return (['server', 'ca'] as const)
        .flatMap((kind) => tables.certificates.list(regionId, kind))
        .map((certificate) => ({
          resourceId: certificate.certificateId,
          tags: certificate.tags,
          save: (tags) => tables.certificates.update({ ...certificate, tags }),
        }));
  }
}

import type { ChangeList } from './changes';
import type { AccessControlList, Certificate, LoadBalancer, ServerGroup } from './models';
import { byAge, shelf, type Kept } from './shelf';

function valuesOf<Value>(kept: readonly Kept<Value>[]): Value[] {
  return kept.map(({ value }) => value);
}

export type LoadBalancerTable = ReturnType<typeof loadBalancerTable>;

/** Instances, in the order in which they were made. */
export function loadBalancerTable(changes: ChangeList) {
  const loadBalancers = shelf<LoadBalancer>(changes, 'load-balancer', {
    keyOf: ({ loadBalancerId }) => loadBalancerId,
    ownerOf: ({ regionId }) => regionId,
    compare: byAge,
  });
  return {
    shelf: loadBalancers,
    find: (regionId: string, loadBalancerId: string): LoadBalancer | undefined => {
      const found = loadBalancers.find(loadBalancerId);
      return found?.regionId === regionId ? found : undefined;
    },
    regionOf: (loadBalancerId: string): string | undefined => loadBalancers.find(loadBalancerId)?.regionId,
    list: (regionId: string): LoadBalancer[] => valuesOf(loadBalancers.of(regionId)),
    insert: loadBalancers.insert,
    update: loadBalancers.update,
    remove: (loadBalancerId: string): void => loadBalancers.remove(loadBalancerId),
  };
}

export type ServerGroupTable = ReturnType<typeof serverGroupTable>;

/** VServer groups and primary/secondary groups; a group belongs to one instance. */
export function serverGroupTable(changes: ChangeList) {
  const groups = shelf<ServerGroup>(changes, 'server-group', {
    keyOf: ({ groupId }) => groupId,
    ownerOf: ({ loadBalancerId }) => loadBalancerId,
    compare: byAge,
  });
  const findByKind = (kind: ServerGroup['kind'], groupId: string): ServerGroup | undefined => {
    const found = groups.find(groupId);
    return found?.kind === kind ? found : undefined;
  };
  return {
    shelf: groups,
    find: (loadBalancerId: string, kind: ServerGroup['kind'], groupId: string): ServerGroup | undefined => {
      const found = findByKind(kind, groupId);
      return found?.loadBalancerId === loadBalancerId ? found : undefined;
    },
    /** For the calls that name a group without its instance. */
    findInRegion: (regionId: string, kind: ServerGroup['kind'], groupId: string): ServerGroup | undefined => {
      const found = findByKind(kind, groupId);
      return found?.regionId === regionId ? found : undefined;
    },
    regionOf: (groupId: string): string | undefined => groups.find(groupId)?.regionId,
    list: (loadBalancerId: string, kind: ServerGroup['kind']): ServerGroup[] =>
      valuesOf(groups.of(loadBalancerId)).filter((group) => group.kind === kind),
    insert: groups.insert,
    update: groups.update,
    remove: (groupId: string): void => groups.remove(groupId),
    removeOf: (loadBalancerId: string): void => {
      for (const { groupId } of valuesOf(groups.of(loadBalancerId))) groups.remove(groupId);
    },
  };
}

export type CertificateTable = ReturnType<typeof certificateTable>;

/** Server and CA certificates of each region, in the order in which they were uploaded. */
export function certificateTable(changes: ChangeList) {
  const keyOf = (regionId: string, certificateId: string) => `${regionId}/${certificateId}`;
  const certificates = shelf<Certificate>(changes, 'certificate', {
    keyOf: ({ regionId, certificateId }) => keyOf(regionId, certificateId),
    ownerOf: ({ regionId }) => regionId,
    compare: byAge,
  });
  return {
    shelf: certificates,
    find: (regionId: string, kind: Certificate['kind'], certificateId: string): Certificate | undefined => {
      const found = certificates.find(keyOf(regionId, certificateId));
      return found?.kind === kind ? found : undefined;
    },
    list: (regionId: string, kind: Certificate['kind']): Certificate[] =>
      valuesOf(certificates.of(regionId)).filter((certificate) => certificate.kind === kind),
    insert: certificates.insert,
    update: certificates.update,
    remove: (regionId: string, certificateId: string): void =>
      certificates.remove(keyOf(regionId, certificateId)),
  };
}

export type AccessControlListTable = ReturnType<typeof accessControlListTable>;

/** Access control lists of each region, in the order in which they were made. */
export function accessControlListTable(changes: ChangeList) {
  // Two regions may each have a list of one id.
  const keyOf = (regionId: string, aclId: string) => `${regionId}/${aclId}`;
  const lists = shelf<AccessControlList>(changes, 'access-control-list', {
    keyOf: ({ regionId, aclId }) => keyOf(regionId, aclId),
    ownerOf: ({ regionId }) => regionId,
    compare: byAge,
  });
  return {
    shelf: lists,
    find: (regionId: string, aclId: string): AccessControlList | undefined =>
      lists.find(keyOf(regionId, aclId)),
    regionOf: (aclId: string): string | undefined =>
      [...lists.owners()].find((regionId) => lists.find(keyOf(regionId, aclId)) !== undefined),
    list: (regionId: string): AccessControlList[] => valuesOf(lists.of(regionId)),
    insert: lists.insert,
    update: lists.update,
    remove: (regionId: string, aclId: string): void => lists.remove(keyOf(regionId, aclId)),
  };
}

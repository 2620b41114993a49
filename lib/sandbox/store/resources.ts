import { documentOf, rowsOf, type Connection } from './database';
import type { AccessControlList, LoadBalancer, ServerGroup } from './models';

type DocumentRow = { document: string };

function parsed<Resource>(rows: readonly DocumentRow[]): Resource[] {
  return rows.map((row) => documentOf<Resource>(row.document));
}

export type LoadBalancerTable = ReturnType<typeof loadBalancerTable>;

/** Instances, in the order in which they were made. */
export function loadBalancerTable(connection: Connection) {
  const find = connection.prepare(
    'SELECT document FROM load_balancers WHERE load_balancer_id = ? AND region_id = ?',
  );
  const list = connection.prepare(
    'SELECT document FROM load_balancers WHERE region_id = ? ORDER BY sequence',
  );
  const insert = connection.prepare(
    'INSERT INTO load_balancers (load_balancer_id, region_id, document) VALUES (?, ?, ?)',
  );
  const update = connection.prepare('UPDATE load_balancers SET document = ? WHERE load_balancer_id = ?');
  const remove = connection.prepare('DELETE FROM load_balancers WHERE load_balancer_id = ?');
  return {
    find: (regionId: string, loadBalancerId: string): LoadBalancer | undefined =>
      parsed<LoadBalancer>(rowsOf<DocumentRow>(find, loadBalancerId, regionId))[0],
    list: (regionId: string): LoadBalancer[] => parsed<LoadBalancer>(rowsOf<DocumentRow>(list, regionId)),
    insert: (loadBalancer: LoadBalancer): void => {
      insert.run(loadBalancer.loadBalancerId, loadBalancer.regionId, JSON.stringify(loadBalancer));
    },
    update: (loadBalancer: LoadBalancer): void => {
      update.run(JSON.stringify(loadBalancer), loadBalancer.loadBalancerId);
    },
    remove: (loadBalancerId: string): void => {
      remove.run(loadBalancerId);
    },
  };
}

export type ServerGroupTable = ReturnType<typeof serverGroupTable>;

/** VServer groups and primary/secondary groups; a group belongs to one instance. */
export function serverGroupTable(connection: Connection) {
  const find = connection.prepare(
    'SELECT document FROM server_groups WHERE group_id = ? AND load_balancer_id = ? AND kind = ?',
  );
  const findById = connection.prepare('SELECT document FROM server_groups WHERE group_id = ? AND kind = ?');
  const list = connection.prepare(
    'SELECT document FROM server_groups WHERE load_balancer_id = ? AND kind = ? ORDER BY sequence',
  );
  const insert = connection.prepare(
    'INSERT INTO server_groups (group_id, load_balancer_id, kind, document) VALUES (?, ?, ?, ?)',
  );
  const update = connection.prepare('UPDATE server_groups SET document = ? WHERE group_id = ?');
  const remove = connection.prepare('DELETE FROM server_groups WHERE group_id = ?');
  const removeOf = connection.prepare('DELETE FROM server_groups WHERE load_balancer_id = ?');
  return {
    find: (loadBalancerId: string, kind: ServerGroup['kind'], groupId: string): ServerGroup | undefined =>
      parsed<ServerGroup>(rowsOf<DocumentRow>(find, groupId, loadBalancerId, kind))[0],
    /** For the calls that name a group without its instance. */
    findInRegion: (regionId: string, kind: ServerGroup['kind'], groupId: string): ServerGroup | undefined =>
      parsed<ServerGroup>(rowsOf<DocumentRow>(findById, groupId, kind)).find(
        (group) => group.regionId === regionId,
      ),
    list: (loadBalancerId: string, kind: ServerGroup['kind']): ServerGroup[] =>
      parsed<ServerGroup>(rowsOf<DocumentRow>(list, loadBalancerId, kind)),
    insert: (group: ServerGroup): void => {
      insert.run(group.groupId, group.loadBalancerId, group.kind, JSON.stringify(group));
    },
    update: (group: ServerGroup): void => {
      update.run(JSON.stringify(group), group.groupId);
    },
    remove: (groupId: string): void => {
      remove.run(groupId);
    },
    removeOf: (loadBalancerId: string): void => {
      removeOf.run(loadBalancerId);
    },
  };
}

export type AccessControlListTable = ReturnType<typeof accessControlListTable>;

/** Access control lists of each region, in the order in which they were made. */
export function accessControlListTable(connection: Connection) {
  const find = connection.prepare(
    'SELECT document FROM access_control_lists WHERE region_id = ? AND acl_id = ?',
  );
  const list = connection.prepare(
    'SELECT document FROM access_control_lists WHERE region_id = ? ORDER BY sequence',
  );
  const insert = connection.prepare(
    'INSERT INTO access_control_lists (region_id, acl_id, document) VALUES (?, ?, ?)',
  );
  const update = connection.prepare(
    'UPDATE access_control_lists SET document = ? WHERE region_id = ? AND acl_id = ?',
  );
  const remove = connection.prepare('DELETE FROM access_control_lists WHERE region_id = ? AND acl_id = ?');
  return {
    find: (regionId: string, aclId: string): AccessControlList | undefined =>
      parsed<AccessControlList>(rowsOf<DocumentRow>(find, regionId, aclId))[0],
    list: (regionId: string): AccessControlList[] =>
      parsed<AccessControlList>(rowsOf<DocumentRow>(list, regionId)),
    insert: (acl: AccessControlList): void => {
      insert.run(acl.regionId, acl.aclId, JSON.stringify(acl));
    },
    update: (acl: AccessControlList): void => {
      update.run(JSON.stringify(acl), acl.regionId, acl.aclId);
    },
    remove: (regionId: string, aclId: string): void => {
      remove.run(regionId, aclId);
    },
  };
}

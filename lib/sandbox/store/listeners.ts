import { documentOf, rowsOf, type Connection } from './database';
import type { Listener, ListenerKey, ListenerState, Protocol, StoredListener } from './models';

type ListenerRow = {
  stable_state: ListenerState['stable'];
  changing_state: ListenerState['changing'];
  settles_at_millis: number;
  document: string;
};

type Holding = {
  readonly loadBalancerId: string;
  readonly listenerPort: number;
  readonly protocol: Protocol;
};

export type ListenerFilter = {
  readonly regionId: string;
  readonly loadBalancerIds?: readonly string[];
  readonly protocol?: Protocol;
  readonly listenerPort?: number;
  readonly description?: string;
  readonly tags?: readonly { readonly key: string; readonly value?: string }[];
};

const COLUMNS = 'stable_state, changing_state, settles_at_millis, document';

function fromRow(row: ListenerRow): StoredListener {
  return {
    listener: documentOf<Listener>(row.document),
    state: {
      stable: row.stable_state,
      changing: row.changing_state,
      settlesAtMillis: row.settles_at_millis,
    },
  };
}

export type ListenerTable = ReturnType<typeof listenerTable>;

/** The listeners of all instances, ordered by instance, port and protocol. */
export function listenerTable(connection: Connection) {
  const onPort = connection.prepare(
    `SELECT ${COLUMNS} FROM listeners WHERE load_balancer_id = ? AND listener_port = ? ORDER BY protocol`,
  );
  const onLoadBalancer = connection.prepare(
    `SELECT ${COLUMNS} FROM listeners WHERE load_balancer_id = ? ORDER BY listener_port, protocol`,
  );
  const totals = connection.prepare(
    `SELECT count(*) AS listeners, coalesce(sum(max(bandwidth_mbps, 0)), 0) AS bandwidth
       FROM listeners WHERE load_balancer_id = ?`,
  );
  const holding = (column: 'acl_id' | 'group_id') =>
    `SELECT load_balancer_id AS loadBalancerId, listener_port AS listenerPort, protocol
       FROM listeners WHERE ${column} = ? ORDER BY load_balancer_id, listener_port, protocol`;
  const withGroup = connection.prepare(holding('group_id'));
  const withAcl = connection.prepare(
    `SELECT ${COLUMNS} FROM listeners WHERE region_id = ? AND acl_id = ?
      ORDER BY load_balancer_id, listener_port, protocol`,
  );
  const countWithAcl = connection.prepare(
    'SELECT count(*) AS listeners FROM listeners WHERE region_id = ? AND acl_id = ?',
  );
  const insert = connection.prepare(
    `INSERT INTO listeners (load_balancer_id, listener_port, protocol, region_id, bandwidth_mbps, acl_id, group_id,
       description, stable_state, changing_state, settles_at_millis, document)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setState = connection.prepare(
    `UPDATE listeners SET stable_state = ?, changing_state = ?, settles_at_millis = ?
      WHERE load_balancer_id = ? AND listener_port = ? AND protocol = ?`,
  );
  const update = connection.prepare(
    `UPDATE listeners SET bandwidth_mbps = ?, acl_id = ?, group_id = ?, description = ?, document = ?
      WHERE load_balancer_id = ? AND listener_port = ? AND protocol = ?`,
  );
  const removeOf = connection.prepare('DELETE FROM listeners WHERE load_balancer_id = ?');
  const remove = connection.prepare(
    'DELETE FROM listeners WHERE load_balancer_id = ? AND listener_port = ? AND protocol = ?',
  );
  const prepared = new Map<string, ReturnType<Connection['prepare']>>();
  const cached = (sql: string) => {
    const statement = prepared.get(sql) ?? connection.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };

  return {
    /** All listeners on one port: several only where two protocols share it. */
    onPort: (loadBalancerId: string, listenerPort: number): StoredListener[] =>
      rowsOf<ListenerRow>(onPort, loadBalancerId, listenerPort).map(fromRow),
    onLoadBalancer: (loadBalancerId: string): StoredListener[] =>
      rowsOf<ListenerRow>(onLoadBalancer, loadBalancerId).map(fromRow),
    /** How many listeners an instance has, and the Mbit/s that they hold; -1 (no cap) holds nothing. */
    totalsOf: (loadBalancerId: string): { listeners: number; bandwidthMbps: number } => {
      const [row] = rowsOf<{ listeners: number; bandwidth: number }>(totals, loadBalancerId);
      return { listeners: row?.listeners ?? 0, bandwidthMbps: row?.bandwidth ?? 0 };
    },
    withGroup: (groupId: string): readonly Holding[] => rowsOf<Holding>(withGroup, groupId),
    withAcl: (regionId: string, aclId: string): StoredListener[] =>
      rowsOf<ListenerRow>(withAcl, regionId, aclId).map(fromRow),
    countWithAcl: (regionId: string, aclId: string): number =>
      rowsOf<{ listeners: number }>(countWithAcl, regionId, aclId)[0]?.listeners ?? 0,
    insert: (listener: Listener, state: ListenerState): void => {
      insert.run(
        listener.loadBalancerId,
        listener.listenerPort,
        listener.protocol,
        listener.regionId,
        listener.bandwidthMbps,
        listener.acl?.aclId ?? null,
        listener.vServerGroupId ?? listener.masterSlaveServerGroupId ?? null,
        listener.description ?? null,
        state.stable,
        state.changing,
        state.settlesAtMillis,
        JSON.stringify(listener),
      );
    },
    setState: (key: ListenerKey, state: ListenerState): void => {
      setState.run(
        state.stable,
        state.changing,
        state.settlesAtMillis,
        key.loadBalancerId,
        key.listenerPort,
        key.protocol,
      );
    },
    /** What is configured; the state is left as it is. */
    update: (listener: Listener): void => {
      update.run(
        listener.bandwidthMbps,
        listener.acl?.aclId ?? null,
        listener.vServerGroupId ?? listener.masterSlaveServerGroupId ?? null,
        listener.description ?? null,
        JSON.stringify(listener),
        listener.loadBalancerId,
        listener.listenerPort,
        listener.protocol,
      );
    },
    removeOf: (loadBalancerId: string): void => {
      removeOf.run(loadBalancerId);
    },
    remove: (key: ListenerKey): void => {
      remove.run(key.loadBalancerId, key.listenerPort, key.protocol);
    },
    /** One page of at most `limit`, from behind the key `after`, and how many match in all. */
    page: (
      filter: ListenerFilter,
      limit: number,
      after: ListenerKey | null,
    ): { rows: StoredListener[]; total: number } => {
      const { sql, values } = conditionsOf(filter);
      const behind = after === null ? '' : ' AND (load_balancer_id, listener_port, protocol) > (?, ?, ?)';
      const afterValues = after === null ? [] : [after.loadBalancerId, after.listenerPort, after.protocol];
      const rows = rowsOf<ListenerRow>(
        cached(
          `SELECT ${COLUMNS} FROM listeners WHERE ${sql}${behind}
            ORDER BY load_balancer_id, listener_port, protocol LIMIT ?`,
        ),
        ...values,
        ...afterValues,
        limit,
      );
      const [count] = rowsOf<{ total: number }>(
        cached(`SELECT count(*) AS total FROM listeners WHERE ${sql}`),
        ...values,
      );
      return { rows: rows.map(fromRow), total: count?.total ?? 0 };
    },
  };
}

function conditionsOf(filter: ListenerFilter): { sql: string; values: (string | number)[] } {
  const conditions = ['region_id = ?'];
  const values: (string | number)[] = [filter.regionId];
  const add = (condition: string, ...bound: (string | number)[]) => {
    conditions.push(condition);
    values.push(...bound);
  };
  if (filter.loadBalancerIds !== undefined) {
    add('load_balancer_id IN (SELECT value FROM json_each(?))', JSON.stringify(filter.loadBalancerIds));
  }
  if (filter.protocol !== undefined) add('protocol = ?', filter.protocol);
  if (filter.listenerPort !== undefined) add('listener_port = ?', filter.listenerPort);
  if (filter.description !== undefined) add('description = ?', filter.description);
  for (const tag of filter.tags ?? []) {
    const value = tag.value === undefined ? '' : " AND value ->> '$.value' = ?";
    add(
      `EXISTS (SELECT 1 FROM json_each(document, '$.tags') WHERE value ->> '$.key' = ?${value})`,
      tag.key,
      ...(tag.value === undefined ? [] : [tag.value]),
    );
  }
  return { sql: conditions.join(' AND '), values };
}

import 'server-only';
import { database } from '@/lib/db/database';
import type { ListenerKey } from '@/lib/model/outcome';
import { connectionIdentity } from './connection';
import { observedHealth } from './observed-health';

/**
 * What the last check found of each server behind some listeners of an instance, by server id, as far as it is current.
 * Where listeners differ, it is the worst. Makes no call.
 */
export async function latestHealthOf(
  { regionId, loadBalancerId }: Pick<ListenerKey, 'regionId' | 'loadBalancerId'>,
  listenerPorts: readonly number[],
  nowMillis = Date.now(),
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  if (listenerPorts.length === 0) return found;
  const [open, connection, { currentMillis }] = await Promise.all([
    database(),
    connectionIdentity(),
    observedHealth(),
  ]);
  if (connection === null) return found;
  const rows = await open
    .selectFrom('health_sightings')
    .select(['listener_port', 'server_id', 'server_ip', 'status'])
    .where('load_balancer_id', '=', loadBalancerId)
    .where('listener_port', 'in', listenerPorts)
    .where('region_id', '=', regionId)
    .where('connection', '=', connection)
    .where('last_seen_at', '>=', new Date(nowMillis - currentMillis).toISOString())
    .orderBy('last_seen_at')
    .orderBy('id')
    .execute();
  const newest = new Map(rows.map((row) => [`${row.listener_port} ${row.server_id} ${row.server_ip}`, row]));
  for (const { server_id: serverId, status } of newest.values()) {
    const known = found.get(serverId);
    if (known === undefined || known === 'normal' || status === 'abnormal') found.set(serverId, status);
  }
  return found;
}

import 'server-only';
import { sql, type Kysely, type Selectable } from 'kysely';
import { database } from '@/lib/db/database';
import type { DatabaseSchema } from '@/lib/db/schema';
import { valueOfWrite } from '@/lib/db/storage';
import { inTransaction } from '@/lib/db/write-lock';
import type { LoadBalancer } from '@/lib/slb/responses';
import { metrics, regionLabels } from '@/lib/telemetry/metrics';
import { listenerCopyKey, newRegionCopy, type RegionCopy } from './region-copy';
import { toListedLoadBalancer } from './rows';
import { NO_NAMES, parsed, storedList, storedListener, storedRegion } from './stored-rows';

/** The copy on disk: read when a connection is first used. How it is written is in save-regions.ts. */

/**
 * Version of the stored JSON: raise it when `LoadBalancer` or `ListenerSummary` change, and stored data is read again.
 * Fields that were only dropped since may still be stored.
 */
const SHAPE = 5;
/** Temporary keys leave a copy each behind. */
const UNUSED_DAYS = 7;

type Open = Kysely<DatabaseSchema>;

/**
 * The copies of all regions of a connection as last written. `connectionId` is the key they are stored under, null if a
 * new one could not be created on a full disk.
 */
export async function loadRegions(
  identity: string,
): Promise<{ connectionId: number | null; regions: Map<string, RegionCopy> }> {
  const open = await database();
  const connectionId = await connectionNumber(open, identity);
  const regions = new Map<string, RegionCopy>();
  if (connectionId === null) return { connectionId, regions };

  // First of all their versions: what is written from then on is loaded once more.
  for (const row of await storedRows(open, 'inventory_regions', connectionId)) {
    // Stored by an older Sluice because a URL named it: it may not be a region at all.
    if (row.names_json === NO_NAMES) continue;
    const copy = Object.assign(newRegionCopy(row.region_id), storedRegion(row), { version: row.version });
    if (copy.readAtMillis !== null)
      metrics().inventoryReadAt.set(regionLabels(copy.regionId), copy.readAtMillis / 1000);
    regions.set(row.region_id, copy);
  }
  for (const row of await storedRows(open, 'inventory_groups', connectionId)) {
    const copy = regions.get(row.region_id);
    const { load_balancer_id: loadBalancerId, kind } = row;
    copy?.groups.set(row.group_id, { loadBalancerId, kind, name: row.name, serverCount: row.server_count });
  }
  for (const row of await storedRows(open, 'inventory_access_control_lists', connectionId))
    regions.get(row.region_id)?.accessControlLists.set(row.acl_id, storedList(row));
  for (const row of await storedRows(open, 'inventory_instances', connectionId)) {
    const copy = regions.get(row.region_id);
    const loadBalancer = parsed<LoadBalancer>(row.data_json);
    copy?.instances.set(row.load_balancer_id, {
      loadBalancer,
      listed: toListedLoadBalancer(loadBalancer),
      requestedAtMillis: copy.readAtMillis ?? 0,
      listenersRequestedAtMillis: copy.readAtMillis ?? 0,
    });
  }
  for (const row of await storedRows(open, 'inventory_listeners', connectionId)) {
    const copy = regions.get(row.region_id);
    if (copy === undefined) continue;
    const listener = storedListener(copy, row, copy.readAtMillis ?? 0);
    copy.listeners.set(listenerCopyKey(listener.summary, row.protocol), listener);
  }
  return { connectionId, regions };
}

type OfConnection = Exclude<
  keyof DatabaseSchema & `inventory_${string}`,
  'inventory_connections' | 'inventory_changes'
>;

async function storedRows<Table extends OfConnection>(
  open: Open,
  table: Table,
  connectionId: number,
): Promise<Selectable<DatabaseSchema[Table]>[]> {
  const { rows } = await sql<Selectable<DatabaseSchema[Table]>>`
    select * from ${sql.table(table)} where connection_id = ${connectionId}`.execute(open);
  return rows;
}

/** The number of a connection; data of another version or of a connection long unused is deleted. */
async function connectionNumber(open: Open, identity: string): Promise<number | null> {
  const noted = await valueOfWrite(() => noteConnection(open, identity));
  if (noted !== null) return noted.value;
  const known = await open
    .selectFrom('inventory_connections')
    .select('id')
    .where('identity', '=', identity)
    .where('shape', '=', SHAPE)
    .executeTakeFirst();
  return known?.id ?? null;
}

function noteConnection(open: Open, identity: string): Promise<number> {
  const now = new Date();
  const unusedSince = new Date(now.getTime() - UNUSED_DAYS * 86_400_000).toISOString();
  return inTransaction(open, async (transaction) => {
    await transaction
      .deleteFrom('inventory_connections')
      .where((row) =>
        row.or([
          row('shape', '!=', SHAPE),
          row.and([row('used_at', '<', unusedSince), row('identity', '!=', identity)]),
        ]),
      )
      .execute();
    await transaction.deleteFrom('inventory_regions').where('names_json', '=', NO_NAMES).execute();
    const { id } = await transaction
      .insertInto('inventory_connections')
      .values({ identity, shape: SHAPE, used_at: now.toISOString() })
      .onConflict((conflict) => conflict.column('identity').doUpdateSet({ used_at: now.toISOString() }))
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  });
}

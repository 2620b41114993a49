import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import { sql, type Kysely, type Selectable } from 'kysely';
import { config } from '@/lib/config';
import { database } from '@/lib/db/database';
import { jsonRows } from '@/lib/db/dialect';
import type { DatabaseSchema, InventoryAccessControlListsTable } from '@/lib/db/schema';
import { coverageOf } from '@/lib/model/acl-coverage';
import { valueOfWrite } from '@/lib/db/storage';
import { inTransaction } from '@/lib/db/write-lock';
import type { ListenerSummary, LoadBalancer } from '@/lib/slb/responses';
import type { SlbFailure } from '@/lib/slb/result';
import { metrics, regionLabels } from '@/lib/telemetry/metrics';
import { listenerCopyKey, newRegionCopy, NO_GAPS, type RegionCopy, type RegionGaps } from './region-copy';
import {
  toListedListener,
  toListedLoadBalancer,
  unreadLoadBalancer,
  type KnownAccessControlList,
} from './rows';

/** The copy on disk: read when a connection is first used, and written per region, only what changed. */

/**
 * Version of the stored JSON: raise it when `LoadBalancer` or `ListenerSummary` change, and stored data is read again.
 * Fields that were only dropped since may still be stored.
 */
const SHAPE = 5;
/** Temporary keys leave a copy each behind. */
const UNUSED_DAYS = 7;
/** `names_json` of what DescribeRegions never listed. */
const NO_NAMES = '{}';

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
  const { owners } = config();
  if (connectionId === null) return { connectionId, regions };

  for (const row of await storedRows(open, 'inventory_regions', connectionId)) {
    // Stored by an older Sluice because a URL named it: it may not be a region at all.
    if (row.names_json === NO_NAMES) continue;
    const copy = newRegionCopy(row.region_id);
    copy.endpoint = row.endpoint;
    copy.names = parsed<Record<string, string>>(row.names_json);
    copy.readAtMillis = millisOf(row.read_at);
    if (copy.readAtMillis !== null)
      metrics().inventoryReadAt.set(regionLabels(copy.regionId), copy.readAtMillis / 1000);
    copy.readMillis = row.read_millis;
    if (row.gaps_json !== null) copy.gaps = parsed<RegionGaps>(row.gaps_json);
    if (row.facts_read_json !== null)
      for (const [key, atMillis] of Object.entries(
        parsed<Record<string, number | null>>(row.facts_read_json),
      ))
        if (key.startsWith(KEPT)) copy.namesKeptAtMillis.set(key.slice(KEPT.length), atMillis);
        else if (atMillis !== null) copy.namesReadAtMillis.set(key, atMillis);
    if (row.failure_json !== null)
      copy.failure = {
        error: parsed<SlbFailure>(row.failure_json),
        sinceMillis: millisOf(row.failed_since) ?? 0,
        atMillis: millisOf(row.failed_at) ?? 0,
        of: 'whole',
      };
    regions.set(row.region_id, copy);
  }
  for (const row of await storedRows(open, 'inventory_groups', connectionId)) {
    const copy = regions.get(row.region_id);
    const { load_balancer_id: loadBalancerId, kind } = row;
    copy?.groups.set(row.group_id, { loadBalancerId, kind, name: row.name, serverCount: row.server_count });
  }
  for (const row of await storedRows(open, 'inventory_access_control_lists', connectionId)) {
    const copy = regions.get(row.region_id);
    copy?.accessControlLists.set(row.acl_id, knownList(row));
  }
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
    const summary = parsed<ListenerSummary>(row.data_json);
    const loadBalancer =
      copy.instances.get(summary.loadBalancerId)?.listed ?? unreadLoadBalancer(summary.loadBalancerId);
    copy.listeners.set(listenerCopyKey(summary, row.protocol), {
      summary,
      row: {
        ...toListedListener(row.region_id, summary, loadBalancer, copy, owners),
        changingSinceMillis: millisOf(row.changing_since),
        changedAtMillis: millisOf(row.changed_at ?? row.first_seen_at),
      },
      requestedAtMillis: copy.readAtMillis ?? 0,
      firstObservedAtMillis: millisOf(row.first_seen_at),
      changedAtMillis: millisOf(row.changed_at),
    });
  }
  return { connectionId, regions };
}

type OfConnection = Exclude<keyof DatabaseSchema & `inventory_${string}`, 'inventory_connections'>;

async function storedRows<Table extends OfConnection>(
  open: Open,
  table: Table,
  connectionId: number,
): Promise<Selectable<DatabaseSchema[Table]>[]> {
  const { rows } = await sql<Selectable<DatabaseSchema[Table]>>`
    select * from ${sql.table(table)} where connection_id = ${connectionId}`.execute(open);
  return rows;
}

function knownList(
  row: Pick<InventoryAccessControlListsTable, 'name' | 'ip_version' | 'entries_json'>,
): KnownAccessControlList {
  const entries = row.entries_json === null ? null : parsed<string[]>(row.entries_json);
  return {
    name: row.name,
    addressIpVersion: row.ip_version ?? '',
    entries,
    coverage: entries && coverageOf(entries),
  };
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

/** Writes the changes of regions since the last write, in one transaction. Throws if the disk is full. */
export async function saveRegions(connectionId: number, copies: readonly RegionCopy[]): Promise<void> {
  const changes = copies.filter(isChanged).map((copy) => ({ copy, unsaved: takeUnsaved(copy) }));
  if (changes.length === 0) return;
  const open = await database();
  try {
    await inTransaction(open, async (transaction) => {
      // It is in use for as long as this process runs.
      await transaction
        .updateTable('inventory_connections')
        .set({ used_at: new Date().toISOString() })
        .where('id', '=', connectionId)
        .execute();
      for (const { copy, unsaved } of changes) {
        await writeRegion(transaction, connectionId, copy);
        await writeInstances(transaction, connectionId, copy, [...unsaved.instances]);
        await writeListeners(transaction, connectionId, copy, [...unsaved.listeners]);
        if (unsaved.names) await writeNames(transaction, connectionId, copy);
      }
    });
  } catch (failure) {
    for (const { copy, unsaved } of changes) putBack(copy, unsaved);
    throw failure;
  }
}

type Unsaved = RegionCopy['unsaved'];

function isChanged({ unsaved }: RegionCopy): boolean {
  return unsaved.region || unsaved.names || unsaved.instances.size > 0 || unsaved.listeners.size > 0;
}

function takeUnsaved(copy: RegionCopy): Unsaved {
  const { unsaved } = copy;
  copy.unsaved = { region: false, names: false, instances: new Set(), listeners: new Set() };
  return unsaved;
}

/** It is written with the next change instead. */
function putBack(copy: RegionCopy, unsaved: Unsaved): void {
  copy.unsaved.region ||= unsaved.region;
  copy.unsaved.names ||= unsaved.names;
  for (const id of unsaved.instances) copy.unsaved.instances.add(id);
  for (const key of unsaved.listeners) copy.unsaved.listeners.add(key);
}

/** Prefix of a name missing from the newest response, among the keys of the calls. */
const KEPT = 'kept ';

function keptOf({ namesKeptAtMillis }: RegionCopy): [string, number | null][] {
  return [...namesKeptAtMillis].map(([key, atMillis]) => [`${KEPT}${key}`, atMillis]);
}

async function writeRegion(open: Open, connectionId: number, copy: RegionCopy): Promise<void> {
  const values = {
    endpoint: copy.endpoint,
    names_json: JSON.stringify(copy.names),
    read_at: textOf(copy.readAtMillis),
    read_millis: copy.readMillis,
    facts_read_json: JSON.stringify(Object.fromEntries([...copy.namesReadAtMillis, ...keptOf(copy)])),
    failed_since: textOf(copy.failure?.sinceMillis ?? null),
    failed_at: textOf(copy.failure?.atMillis ?? null),
    gaps_json: isDeepStrictEqual(copy.gaps, NO_GAPS) ? null : JSON.stringify(copy.gaps),
    failure_json: copy.failure === null ? null : JSON.stringify(copy.failure.error),
  };
  await open
    .insertInto('inventory_regions')
    .values({ connection_id: connectionId, region_id: copy.regionId, ...values })
    .onConflict((conflict) => conflict.columns(['connection_id', 'region_id']).doUpdateSet(values))
    .execute();
}

async function writeInstances(
  open: Open,
  connectionId: number,
  copy: RegionCopy,
  ids: readonly string[],
): Promise<void> {
  const there = ids.flatMap((id) => copy.instances.get(id)?.loadBalancer ?? []);
  const gone = ids.filter((id) => !copy.instances.has(id)).map((id) => [id]);
  if (gone.length > 0)
    await sql`delete from inventory_instances where connection_id = ${connectionId}
      and region_id = ${copy.regionId}
      and load_balancer_id in (select value ->> 0 from ${jsonRows(open, gone)})`.execute(open);
  if (there.length === 0) return;
  const rows = there.map((loadBalancer) => [loadBalancer.loadBalancerId, JSON.stringify(loadBalancer)]);
  await sql`insert into inventory_instances
    (connection_id, region_id, load_balancer_id, data_json)
    select cast(${connectionId} as integer), ${copy.regionId}, value ->> 0, value ->> 1
    from ${jsonRows(open, rows)} where true
    on conflict (connection_id, region_id, load_balancer_id)
    do update set data_json = excluded.data_json`.execute(open);
}

async function writeListeners(
  open: Open,
  connectionId: number,
  copy: RegionCopy,
  keys: readonly string[],
): Promise<void> {
  const there = keys.flatMap((key) => copy.listeners.get(key) ?? []);
  const gone = keys.filter((key) => !copy.listeners.has(key)).map((key) => key.split('/'));
  if (gone.length > 0)
    await sql`delete from inventory_listeners where connection_id = ${connectionId}
      and region_id = ${copy.regionId}
      and (load_balancer_id, listener_port, protocol) in (
        select value ->> 0, cast(value ->> 1 as integer), value ->> 2
        from ${jsonRows(open, gone)})`.execute(open);
  if (there.length === 0) return;
  const rows = there.map(({ summary, row, firstObservedAtMillis, changedAtMillis }) => [
    summary.loadBalancerId,
    summary.listenerPort,
    summary.listenerProtocol,
    JSON.stringify(summary),
    textOf(row.changingSinceMillis),
    textOf(firstObservedAtMillis),
    textOf(changedAtMillis),
  ]);
  await sql`insert into inventory_listeners
    (connection_id, region_id, load_balancer_id, listener_port, protocol, data_json, changing_since, first_seen_at, changed_at)
    select cast(${connectionId} as integer), ${copy.regionId}, value ->> 0, cast(value ->> 1 as integer), value ->> 2,
      value ->> 3, value ->> 4, value ->> 5, value ->> 6
    from ${jsonRows(open, rows)} where true
    on conflict (connection_id, region_id, load_balancer_id, listener_port, protocol)
    do update set data_json = excluded.data_json, changing_since = excluded.changing_since,
      first_seen_at = excluded.first_seen_at, changed_at = excluded.changed_at`.execute(open);
}

/** Few, so they are written together. */
async function writeNames(open: Open, connectionId: number, copy: RegionCopy): Promise<void> {
  const groups = [...copy.groups].map(([id, { loadBalancerId, kind, name, serverCount }]) => [
    id,
    loadBalancerId,
    kind,
    name,
    serverCount,
  ]);
  const lists = [...copy.accessControlLists].map(([id, { name, addressIpVersion, entries }]) => [
    id,
    name,
    addressIpVersion || null,
    entries && JSON.stringify(entries),
  ]);
  const { regionId } = copy;
  await sql`delete from inventory_groups
    where connection_id = ${connectionId} and region_id = ${regionId}`.execute(open);
  await sql`insert into inventory_groups
    (connection_id, region_id, group_id, load_balancer_id, kind, name, server_count)
    select cast(${connectionId} as integer), ${regionId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3,
      cast(value ->> 4 as integer)
    from ${jsonRows(open, groups)}`.execute(open);
  await sql`delete from inventory_access_control_lists
    where connection_id = ${connectionId} and region_id = ${regionId}`.execute(open);
  await sql`insert into inventory_access_control_lists
    (connection_id, region_id, acl_id, name, ip_version, entries_json)
    select cast(${connectionId} as integer), ${regionId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3
    from ${jsonRows(open, lists)}`.execute(open);
}

/** Not validated: the same code wrote it, and `SHAPE` says in which version. */
function parsed<T>(json: string): T {
  return JSON.parse(json) as T;
}

function millisOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

function textOf(millis: number | null): string | null {
  return millis === null ? null : new Date(millis).toISOString();
}

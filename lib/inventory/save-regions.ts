import 'server-only';
import { sql, type Kysely } from 'kysely';
import { database, isShared } from '@/lib/db/database';
import { jsonRows } from '@/lib/db/dialect';
import type { DatabaseSchema } from '@/lib/db/schema';
import { inTransaction } from '@/lib/db/write-lock';
import { announceChange } from './changes';
import { loadChanges } from './load-changes';
import { nothingUnsaved, type RegionCopy, type Unsaved } from './region-copy';
import { regionColumns, textOf } from './stored-rows';

/** How the copy on disk is written: per region, only what changed. */

type Open = Kysely<DatabaseSchema>;

/**
 * Writes the changes of regions since the last write, in one transaction. What another process has written since is
 * taken in first: nothing newer is overwritten. Throws if the disk is full.
 */
export async function saveRegions(connectionId: number, regions: readonly RegionCopy[]): Promise<void> {
  const copies = regions.filter(isChanged);
  if (copies.length === 0) return;
  const saving = saveChanged(connectionId, copies);
  for (const copy of copies) copy.saving = saving;
  try {
    await saving;
  } finally {
    for (const copy of copies) copy.saving = null;
  }
}

async function saveChanged(connectionId: number, copies: readonly RegionCopy[]): Promise<void> {
  const open = await database();
  const changes: { copy: RegionCopy; unsaved: Unsaved; version: number }[] = [];
  try {
    await inTransaction(open, async (transaction) => {
      if (isShared()) await loadChanges(transaction, connectionId, copies, { isSaving: true });
      // It is in use for as long as this process runs.
      await transaction
        .updateTable('inventory_connections')
        .set({ used_at: new Date().toISOString() })
        .where('id', '=', connectionId)
        .execute();
      for (const copy of copies) {
        const change = { copy, unsaved: takeUnsaved(copy), version: 0 };
        changes.push(change);
        const { unsaved } = change;
        change.version = await writeRegion(transaction, connectionId, copy);
        await writeInstances(transaction, connectionId, copy, [...unsaved.instances]);
        await writeListeners(transaction, connectionId, copy, [...unsaved.listeners]);
        if (unsaved.names) await writeNames(transaction, connectionId, copy);
        if (isShared()) await announceChange(transaction, connectionId, change);
      }
    });
  } catch (failure) {
    for (const { copy, unsaved } of changes) putBack(copy, unsaved);
    throw failure;
  }
  for (const { copy, version } of changes) copy.version = version;
}

function isChanged({ unsaved }: RegionCopy): boolean {
  const { region, names, instances, listeners, partsRead } = unsaved;
  return region || names || instances.size > 0 || listeners.size > 0 || partsRead.size > 0;
}

function takeUnsaved(copy: RegionCopy): Unsaved {
  const { unsaved } = copy;
  copy.unsaved = nothingUnsaved();
  return unsaved;
}

/** It is written with the next change instead. */
function putBack(copy: RegionCopy, unsaved: Unsaved): void {
  copy.unsaved.region ||= unsaved.region;
  copy.unsaved.names ||= unsaved.names;
  for (const which of ['instances', 'listeners', 'partsRead'] as const)
    for (const key of unsaved[which]) copy.unsaved[which].add(key);
}

/** Returns the region's new version. */
async function writeRegion(open: Open, connectionId: number, copy: RegionCopy): Promise<number> {
  const values = regionColumns(copy);
  const { version } = await open
    .insertInto('inventory_regions')
    .values({ connection_id: connectionId, region_id: copy.regionId, ...values, version: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['connection_id', 'region_id'])
        .doUpdateSet({ ...values, version: sql`inventory_regions.version + 1` }),
    )
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
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

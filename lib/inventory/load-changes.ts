import 'server-only';
import { sql, type Kysely, type Selectable } from 'kysely';
import { jsonRows } from '@/lib/db/dialect';
import type { DatabaseSchema, InventoryListenersTable, InventoryRegionsTable } from '@/lib/db/schema';
import { joinChanges, type RegionChange } from './changes';
import type { RegionCopy } from './region-copy';
import { parsed } from './stored-rows';
import { takeChange, type StoredNames } from './take-change';
import type { LoadBalancer } from '@/lib/slb/responses';

type Open = Kysely<DatabaseSchema>;

/**
 * Takes what other processes have written of these regions since into their copies. `newCopy` makes one of a region that
 * this process has not heard of; without it, such a region is left out. `isSaving`: it is a part of the pending write of these
 * regions. One query if nothing has changed.
 */
export async function loadChanges(
  open: Open,
  connectionId: number,
  copies: Iterable<RegionCopy>,
  { newCopy, isSaving = false }: { newCopy?: (regionId: string) => RegionCopy; isSaving?: boolean } = {},
): Promise<void> {
  const byId = new Map([...copies].map((copy) => [copy.regionId, copy]));
  let query = open
    .selectFrom('inventory_regions')
    .select(['region_id', 'version'])
    .where('connection_id', '=', connectionId);
  if (newCopy === undefined) query = query.where('region_id', 'in', [...byId.keys()]);
  const versions = await query.execute();
  for (const { region_id: regionId, version } of versions) {
    const copy = byId.get(regionId) ?? newCopy?.(regionId);
    if (copy === undefined) continue;
    // The newer version may be the one that this process is writing.
    if (!isSaving) await copy.saving?.catch(() => {});
    if (copy.version < version) await loadRegion(open, connectionId, copy);
  }
}

async function loadRegion(open: Open, connectionId: number, copy: RegionCopy): Promise<void> {
  const { regionId } = copy;
  const region = await open
    .selectFrom('inventory_regions')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .where('region_id', '=', regionId)
    .executeTakeFirstOrThrow();
  // Another load, or a write, may have been faster: also below.
  if (copy.version >= region.version) return;
  const { change, isWhole } = await changeSince(open, copy, region);
  const [instances, listeners, names] = [
    await loadInstances(open, region, Object.keys(change.instances)),
    await loadListeners(open, region, Object.keys(change.listeners)),
    change.names ? await loadNames(open, region) : null,
  ];
  // Nothing is awaited from here on.
  if (copy.version >= region.version) return;
  takeChange(copy, change, { region, instances, listeners, names }, { isWhole });
  copy.version = region.version;
}

type Region = Selectable<InventoryRegionsTable>;

/** What has changed since the copy's version: everything, if a part of that is no longer recorded. */
async function changeSince(
  open: Open,
  copy: RegionCopy,
  region: Region,
): Promise<{ change: RegionChange; isWhole: boolean }> {
  const since = copy.version;
  const changes = await open
    .selectFrom('inventory_changes')
    .select('change_json')
    .where('connection_id', '=', region.connection_id)
    .where('region_id', '=', region.region_id)
    .where('version', '>', since)
    .where('version', '<=', region.version)
    .orderBy('version')
    .execute();
  const known = changes.map(({ change_json: json }) => parsed<RegionChange>(json));
  if (known.length === region.version - since) return { change: joinChanges(known), isWhole: false };
  return { change: await everything(open, copy, region, known.at(-1)), isWhole: true };
}

/** Rows that this process has not saved yet are taken to be newer than what others have written. */
async function everything(
  open: Open,
  copy: RegionCopy,
  { connection_id: connectionId, region_id: regionId, read_at: readAt }: Region,
  newest: RegionChange | undefined,
): Promise<RegionChange> {
  const instances = await open
    .selectFrom('inventory_instances')
    .select('load_balancer_id')
    .where('connection_id', '=', connectionId)
    .where('region_id', '=', regionId)
    .execute();
  const listeners = await open
    .selectFrom('inventory_listeners')
    .select(['load_balancer_id', 'listener_port', 'protocol'])
    .where('connection_id', '=', connectionId)
    .where('region_id', '=', regionId)
    .execute();
  // As after a restart: not earlier than the last full read.
  const readAtMillis = readAt === null ? 0 : Date.parse(readAt);
  const timesOf = (keys: readonly string[], unsaved: ReadonlySet<string>) =>
    Object.fromEntries(keys.flatMap((key) => (unsaved.has(key) ? [] : [[key, readAtMillis]])));
  return {
    respondedAtMillis: newest?.respondedAtMillis ?? readAtMillis,
    failureOf: newest === undefined ? 'whole' : newest.failureOf,
    names: true,
    instances: timesOf(
      [...copy.instances.keys(), ...instances.map((row) => row.load_balancer_id)],
      copy.unsaved.instances,
    ),
    listeners: timesOf(
      [
        ...copy.listeners.keys(),
        ...listeners.map((row) => `${row.load_balancer_id}/${row.listener_port}/${row.protocol}`),
      ],
      copy.unsaved.listeners,
    ),
    partsRead: {},
  };
}

async function loadInstances(
  open: Open,
  { connection_id: connectionId, region_id: regionId }: Region,
  ids: readonly string[],
): Promise<Map<string, LoadBalancer>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; json: string }>`
    select load_balancer_id as id, data_json as json from inventory_instances
    where connection_id = ${connectionId} and region_id = ${regionId}
      and load_balancer_id in (select value ->> 0 from ${jsonRows(
        open,
        ids.map((id) => [id]),
      )})`.execute(open);
  return new Map(rows.map(({ id, json }) => [id, parsed<LoadBalancer>(json)]));
}

async function loadListeners(
  open: Open,
  { connection_id: connectionId, region_id: regionId }: Region,
  keys: readonly string[],
): Promise<Map<string, Selectable<InventoryListenersTable>>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<Selectable<InventoryListenersTable>>`
    select * from inventory_listeners where connection_id = ${connectionId} and region_id = ${regionId}
      and (load_balancer_id, listener_port, protocol) in (
        select value ->> 0, cast(value ->> 1 as integer), value ->> 2
        from ${jsonRows(
          open,
          keys.map((key) => key.split('/')),
        )})`.execute(open);
  return new Map(rows.map((row) => [`${row.load_balancer_id}/${row.listener_port}/${row.protocol}`, row]));
}

async function loadNames(
  open: Open,
  { connection_id: connectionId, region_id: regionId }: Region,
): Promise<StoredNames> {
  const groups = await open
    .selectFrom('inventory_groups')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .where('region_id', '=', regionId)
    .execute();
  const lists = await open
    .selectFrom('inventory_access_control_lists')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .where('region_id', '=', regionId)
    .execute();
  return { groups, lists };
}

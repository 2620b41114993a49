import 'server-only';
import { knownListeners, type KnownListener } from '@/lib/inventory/known-settings';
import { inventory } from '@/lib/inventory/inventory';
import { currentInventory } from '@/lib/inventory/sync';
import { readWants, sourceKey, type Want } from '@/lib/inventory/names';
import type { RegionCopy } from '@/lib/inventory/region-copy';
import { copiesOf } from '@/lib/inventory/regions';
import type { KnownGroup } from '@/lib/inventory/rows';
import { settingsWithoutField } from '@/lib/listeners/edit/edit-values';
import type { ListenerKey } from '@/lib/model/outcome';
import { settingsOf, unreturnedSettings } from '@/lib/model/settings';
import type { PlanCells } from '../plan-types';
import { cellsOfSettings } from '../values';
import { said, succeeded, type SourceNote, type SourceResult } from './source-types';

/** Rows of listeners that exist, from what the inventory knows of them, without a call for each. */

/** These listeners as rows: to change them at once, or to create them again where they are gone. */
export async function rowsOfListeners(keys: readonly ListenerKey[]): Promise<SourceResult> {
  const { rows, notes } = await knownRows(keys);
  return succeeded(rows, notes);
}

/** The same for an export, which may have none or more than a plan. */
export async function knownRows(
  keys: readonly ListenerKey[],
): Promise<{ rows: PlanCells[]; notes: SourceNote[] }> {
  const { known, notes } = await wholeListeners(keys);
  return { rows: known.map(cellsOfKnown), notes };
}

export type InstanceKey = Pick<ListenerKey, 'regionId' | 'loadBalancerId'>;

/**
 * The TCP listeners of one instance as rows for another. A group belongs to its instance, and a list to its region: each
 * is replaced by the only one of the same name there. One without a namesake stays, so that the row is blocked.
 */
export async function rowsOfInstance(source: InstanceKey, target: InstanceKey): Promise<SourceResult> {
  const [copy] = await copiesOf(await currentInventory(), [source.regionId]);
  const keys = [...(copy?.listeners.values() ?? [])].flatMap(({ row }): ListenerKey[] =>
    row.loadBalancerId === source.loadBalancerId && row.protocol === 'tcp'
      ? [{ ...source, listenerPort: row.listenerPort }]
      : [],
  );
  const { known, notes } = await wholeListeners(
    keys.toSorted((one, other) => one.listenerPort - other.listenerPort),
  );
  const rows = known.map((listener): PlanCells => ({
    ...cellsOfKnown(listener),
    RegionId: target.regionId,
    LoadBalancerId: target.loadBalancerId,
  }));
  const isElsewhere = source.loadBalancerId !== target.loadBalancerId || source.regionId !== target.regionId;
  const moved = isElsewhere ? await moveNames(rows, source, target) : { rows, notes: [] };
  return succeeded(moved.rows, [...notes, ...moved.notes]);
}

/** Only those of which every setting is known: a blank would become the default, which they may not have. */
async function wholeListeners(keys: readonly ListenerKey[]) {
  const all = await knownListeners(keys);
  const known = all.filter((listener) => unreturnedSettings(attributesOf(listener)).length === 0);
  const others = new Map<string, number>();
  for (const listener of known)
    for (const { name } of settingsWithoutField(settingsOf(attributesOf(listener))))
      others.set(name, (others.get(name) ?? 0) + 1);
  const notes: SourceNote[] = [];
  if (known.length < keys.length) notes.push(said('not-read', { count: keys.length - known.length }));
  if (others.size > 0)
    notes.push(
      said('without-column', {
        settings: [...others.keys()].join(', '),
        count: Math.max(...others.values()),
      }),
    );
  return { known, notes };
}

function attributesOf({ listener, settings }: KnownListener) {
  return { ...settings, listenerPort: listener.listenerPort };
}

function cellsOfKnown(known: KnownListener): PlanCells {
  const { listener, settings } = known;
  return cellsOfSettings(
    listener,
    settings.backendServerPort,
    settingsOf(attributesOf(known)),
    settings.status,
  );
}

type Moved = { rows: PlanCells[]; notes: SourceNote[] };
type NamedColumn = 'VServerGroupId' | 'MasterSlaveServerGroupId' | 'AclId';

async function moveNames(
  rows: readonly PlanCells[],
  source: InstanceKey,
  target: InstanceKey,
): Promise<Moved> {
  const [from] = await copiesOf(await currentInventory(), [source.regionId]);
  const [to] = await copiesOf(await inventory(), [target.regionId]);
  if (from === undefined || to === undefined) return { rows: [...rows], notes: [] };
  await readWants(to, namesOf(rows, target), { priority: 'interactive' });
  let moved = [...rows];
  const notes: SourceNote[] = [];
  const columns: NamedColumn[] = ['VServerGroupId', 'MasterSlaveServerGroupId'];
  if (source.regionId !== target.regionId) columns.push('AclId');
  for (const column of columns)
    for (const id of new Set(moved.flatMap((cells) => cells[column] ?? []))) {
      const mine = moved.filter((cells) => cells[column] === id);
      const name = nameOf(from, column, id);
      const [namesake, ...more] = namesakesOf(to, column, name, target);
      const place = { name: name ?? id, id, ports: mine.map(({ ListenerPort }) => ListenerPort).join(', ') };
      if (namesake === undefined || more.length > 0) {
        notes.push(said('no-namesake', place));
        continue;
      }
      notes.push(said('by-name', { ...place, id: namesake, count: mine.length }));
      moved = moved.map((cells) => (mine.includes(cells) ? { ...cells, [column]: namesake } : cells));
    }
  return { rows: moved, notes };
}

/** The names to read of the target: of the kinds of group that the rows have, and of its lists. */
function namesOf(rows: readonly PlanCells[], { loadBalancerId }: InstanceKey): Map<string, Want> {
  const sources: Want['source'][] = [
    ...(rows.some((cells) => cells.VServerGroupId) ? [{ of: 'vserver-group' as const, loadBalancerId }] : []),
    ...(rows.some((cells) => cells.MasterSlaveServerGroupId)
      ? [{ of: 'primary-secondary-group' as const, loadBalancerId }]
      : []),
    ...(rows.some((cells) => cells.AclId) ? [{ of: 'lists' as const }] : []),
  ];
  return new Map(sources.map((source) => [sourceKey(source), { source, isMissing: false }]));
}

const kinds: Readonly<Record<Exclude<NamedColumn, 'AclId'>, KnownGroup['kind']>> = {
  VServerGroupId: 'vserver-group',
  MasterSlaveServerGroupId: 'primary-secondary-group',
};

/** Null if it has none, or is unknown. An id stands for a missing name, and is none. */
function nameOf(copy: RegionCopy, column: NamedColumn, id: string): string | null {
  const name = (column === 'AclId' ? copy.accessControlLists : copy.groups).get(id)?.name ?? null;
  return name === id ? null : name;
}

function namesakesOf(
  copy: RegionCopy,
  column: NamedColumn,
  name: string | null,
  target: InstanceKey,
): string[] {
  if (name === null) return [];
  const named =
    column === 'AclId'
      ? [...copy.accessControlLists]
      : [...copy.groups].filter(
          ([, { loadBalancerId, kind }]) =>
            loadBalancerId === target.loadBalancerId && kind === kinds[column],
        );
  return named.flatMap(([id, each]) => (each.name === name ? [id] : []));
}

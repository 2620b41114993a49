import 'server-only';
import { currentInventory } from '@/lib/inventory/sync';
import { readWants, sourceKey, type Want } from '@/lib/inventory/names';
import type { RegionCopy } from '@/lib/inventory/region-copy';
import { cellText } from '../values';
import type { PlanCells, PlanColumn } from '../plan-types';
import { said, type SourceNote, type SourceResult } from './source-types';

/**
 * Completes the rows of a file with what the inventory knows: the id of an instance, a group or a list that is given by
 * its name, where only one has it, and the region of an instance. What stays open is judged as it is.
 */
export async function resolved(result: SourceResult): Promise<SourceResult> {
  if (!result.ok) return result;
  const { regions } = await currentInventory();
  const find = instanceFinder([...regions.values()]);
  const placed = result.rows.map((cells): [PlanCells, RegionCopy | undefined] => {
    const [instance, ...others] = find(cells);
    if (instance === undefined || others.length > 0) return [cells, undefined];
    const { copy, loadBalancerId } = instance;
    const isOpen = cellText(cells, 'RegionId') === '';
    return [{ ...cells, LoadBalancerId: loadBalancerId, ...(isOpen && { RegionId: copy.regionId }) }, copy];
  });
  await readNamesOf(placed);
  const rows = placed.map(([cells, copy]) => (copy === undefined ? cells : withIds(cells, copy)));
  const open = rows.filter(({ RegionId }) => RegionId === undefined).length;
  const notes = result.notes.filter(({ code }) => code !== 'no-region');
  notes.push(...notesOfInstances(result.rows, find));
  return { ok: true, rows, notes: open === 0 ? notes : [...notes, said('no-region', { count: open })] };
}

type Instance = { copy: RegionCopy; loadBalancerId: string };
type FindInstances = (cells: PlanCells) => readonly Instance[];

/** Finds the instance of a row by its id, or all that have the text as their name, in the region if the row says which. */
function instanceFinder(copies: readonly RegionCopy[]): FindInstances {
  const byId = new Map<string, Instance>();
  const byName = new Map<string, Instance[]>();
  for (const copy of copies)
    for (const [loadBalancerId, { listed }] of copy.instances) {
      const instance = { copy, loadBalancerId };
      byId.set(loadBalancerId, instance);
      byName.set(listed.name, [...(byName.get(listed.name) ?? []), instance]);
    }
  return (cells) => {
    const text = cellText(cells, 'LoadBalancerId');
    const regionId = cellText(cells, 'RegionId');
    const instance = byId.get(text);
    if (instance !== undefined) return [instance];
    return (byName.get(text) ?? []).filter(({ copy }) => regionId === '' || regionId === copy.regionId);
  };
}

/** Which id a name stands for, or the ids that it may stand for. */
function notesOfInstances(rows: readonly PlanCells[], find: FindInstances): SourceNote[] {
  const named = new Map<string, { name: string; id: string; isClear: boolean; count: number }>();
  for (const cells of rows) {
    const name = cellText(cells, 'LoadBalancerId');
    const found = find(cells);
    const id = found.map(({ loadBalancerId }) => loadBalancerId).join(', ');
    if (id === '' || id === name) continue;
    const known = named.get(id) ?? { name, id, isClear: found.length === 1, count: 0 };
    named.set(id, { ...known, count: known.count + 1 });
  }
  return [...named.values()].map(({ isClear, ...values }) =>
    said(isClear ? 'instance-by-name' : 'instance-unclear', values),
  );
}

const groupKinds = {
  VServerGroupId: 'vserver-group',
  MasterSlaveServerGroupId: 'primary-secondary-group',
} as const satisfies Partial<Record<PlanColumn, string>>;
const groupColumns = ['VServerGroupId', 'MasterSlaveServerGroupId'] as const;

/** One call for all groups of an instance, and one for all lists of a region, where a row names something unknown. */
async function readNamesOf(placed: readonly [PlanCells, RegionCopy | undefined][]): Promise<void> {
  const wanted = new Map<RegionCopy, Map<string, Want>>();
  for (const [cells, copy] of placed) {
    if (copy === undefined) continue;
    const want = (source: Want['source']): void => {
      const wants = wanted.get(copy) ?? new Map<string, Want>();
      wanted.set(copy, wants.set(sourceKey(source), { source, isMissing: true }));
    };
    const loadBalancerId = cellText(cells, 'LoadBalancerId');
    for (const column of groupColumns) {
      const group = cellText(cells, column);
      if (group !== '' && !copy.groups.has(group)) want({ of: groupKinds[column], loadBalancerId });
    }
    const list = cellText(cells, 'AclId');
    if (list !== '' && !copy.accessControlLists.has(list)) want({ of: 'lists' });
  }
  await Promise.all([...wanted].map(([copy, wants]) => readWants(copy, wants, { priority: 'interactive' })));
}

function withIds(cells: PlanCells, copy: RegionCopy): PlanCells {
  const loadBalancerId = cellText(cells, 'LoadBalancerId');
  const groups = groupColumns.flatMap((column): [PlanColumn, string][] => {
    const own = [...copy.groups].filter(
      ([, group]) => group.loadBalancerId === loadBalancerId && group.kind === groupKinds[column],
    );
    const id = idOf(own, cells[column]);
    return id === undefined ? [] : [[column, id]];
  });
  const aclId = idOf([...copy.accessControlLists], cells.AclId);
  return { ...cells, ...Object.fromEntries(groups), ...(aclId !== undefined && { AclId: aclId }) };
}

/** The id of the only one with this name. Undefined if the text is an id already. */
function idOf(known: readonly (readonly [string, { name: string | null }])[], text: string | undefined) {
  if (text === undefined || known.some(([id]) => id === text)) return undefined;
  const named = known.filter(([, { name }]) => name === text.trim());
  return named.length === 1 ? named[0]?.[0] : undefined;
}

import 'server-only';
import { inventory } from '@/lib/inventory/inventory';
import { readWants, sourceKey, type Want } from '@/lib/inventory/names';
import type { RegionCopy } from '@/lib/inventory/region-copy';
import { cellText } from '../values';
import type { PlanCells, PlanColumn } from '../plan-types';
import { said, type SourceResult } from './source-types';

/**
 * Completes the rows of a file with what the inventory knows: the region of an instance, and the id of a group or a list
 * that is given by its name, where only one has it. What stays open is judged as it is.
 */
export async function resolved(result: SourceResult): Promise<SourceResult> {
  if (!result.ok) return result;
  const { regions } = await inventory();
  const byInstance = new Map(
    [...regions.values()].flatMap((copy) => [...copy.instances.keys()].map((id) => [id, copy] as const)),
  );
  const placed = result.rows.map((cells): [PlanCells, RegionCopy | undefined] => {
    const copy = byInstance.get(cellText(cells, 'LoadBalancerId'));
    const isOpen = cellText(cells, 'RegionId') === '' && copy !== undefined;
    return [isOpen ? { ...cells, RegionId: copy.regionId } : cells, copy];
  });
  await readNamesOf(placed);
  const rows = placed.map(([cells, copy]) => (copy === undefined ? cells : withIds(cells, copy)));
  const open = rows.filter(({ RegionId }) => RegionId === undefined).length;
  const notes = result.notes.filter(({ code }) => code !== 'no-region');
  return { ok: true, rows, notes: open === 0 ? notes : [...notes, said('no-region', { count: open })] };
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

import 'server-only';
import {
  describeAccessControlList,
  describeAccessControlLists,
} from '@/lib/slb/operations/access-control-lists';
import {
  describePrimarySecondaryServerGroups,
  describeVServerGroups,
} from '@/lib/slb/operations/server-groups';
import type { CallOptions } from '@/lib/slb/result';
import { takeAccessControlLists, takeEntryCount, takeGroups, type RegionCopy } from './region-copy';
import type { KnownGroup } from './rows';

/** How old names may be on the screen, and anywhere; and how soon one that was not found is looked for again. */
const SCREEN_FRESH_MILLIS = 60_000;
const FRESH_MILLIS = 3_600_000;
const MISSING_FRESH_MILLIS = 10_000;

type Asked = { lane: CallOptions['lane']; loadBalancerIds?: readonly string[] };
/** One call to make: what it tells the names of, and whether one of them is not known. */
type Want = { what: string; isMissing: boolean; ask: () => Promise<boolean> };

/**
 * Reads the names of the groups in use, and how many entries the lists in use have, of the region or of some instances.
 * Groups are told instance by instance only (slb-api.md 3.14), so they come after the listeners, and only those that are
 * not known or old. Names are an ornament: where they cannot be read the ids stand alone.
 */
export async function readNames(copy: RegionCopy, { lane, loadBalancerIds }: Asked): Promise<void> {
  const freshMillis = loadBalancerIds === undefined ? FRESH_MILLIS : SCREEN_FRESH_MILLIS;
  const now = Date.now();
  const due = wantsOf(copy, loadBalancerIds, { lane }).filter(({ what, isMissing }) => {
    const age = now - (copy.namesAskedAtMillis.get(what) ?? 0);
    return age >= (isMissing ? MISSING_FRESH_MILLIS : freshMillis);
  });
  for (const { what } of due) copy.namesAskedAtMillis.set(what, now);
  copy.namesUnderWay += due.length;
  await Promise.all(
    due.map(async ({ what, ask }) => {
      try {
        if (!(await ask())) copy.namesAskedAtMillis.delete(what);
      } finally {
        copy.namesUnderWay -= 1;
      }
    }),
  );
}

/** Whether names are still to come: the listeners stand already. */
export function lacksNames(copy: RegionCopy): boolean {
  if (copy.namesUnderWay > 0) return true;
  return wantsOf(copy, undefined, {}).some(
    ({ what, isMissing }) => isMissing && !copy.namesAskedAtMillis.has(what),
  );
}

function wantsOf(
  copy: RegionCopy,
  loadBalancerIds: readonly string[] | undefined,
  options: CallOptions,
): Want[] {
  const { regionId } = copy;
  const vServerGroups = new Map<string, boolean>();
  const pairs = new Map<string, boolean>();
  const lists = new Map<string, boolean>();
  const note = (names: Map<string, boolean>, owner: string, isMissing: boolean) =>
    names.set(owner, (names.get(owner) ?? false) || isMissing);
  const meant = loadBalancerIds === undefined ? null : new Set(loadBalancerIds);
  for (const { summary } of copy.listeners.values()) {
    const { loadBalancerId, vServerGroupId, primarySecondaryServerGroupId, aclIds } = summary;
    if (meant !== null && !meant.has(loadBalancerId)) continue;
    if (vServerGroupId !== undefined) note(vServerGroups, loadBalancerId, !copy.groups.has(vServerGroupId));
    if (primarySecondaryServerGroupId !== undefined)
      note(pairs, loadBalancerId, !copy.groups.has(primarySecondaryServerGroupId));
    for (const aclId of aclIds)
      note(lists, aclId, (copy.accessControlLists.get(aclId)?.entryCount ?? null) === null);
  }

  const wants: Want[] = [];
  if (lists.size > 0)
    wants.push({
      what: NAMES_OF_LISTS,
      isMissing: [...lists.keys()].some((id) => (copy.accessControlLists.get(id)?.name ?? null) === null),
      ask: async () => {
        const result = await describeAccessControlLists({ regionId }, options);
        if (result.ok) takeAccessControlLists(copy, result.value);
        return result.ok;
      },
    });
  for (const [aclId, isMissing] of lists)
    wants.push({
      what: entriesOf(aclId),
      isMissing,
      ask: async () => {
        const result = await describeAccessControlList({ regionId, aclId }, options);
        if (result.ok) takeEntryCount(copy, aclId, result.value.entries.length);
        return result.ok;
      },
    });
  for (const [loadBalancerId, isMissing] of vServerGroups)
    wants.push({
      what: groupsOf('vserver-group', loadBalancerId),
      isMissing,
      ask: async () => {
        const result = await describeVServerGroups({ regionId, loadBalancerId }, options);
        if (!result.ok) return false;
        const groups = result.value.map(({ vServerGroupId, name, serverCount }) => ({
          groupId: vServerGroupId,
          name,
          serverCount,
        }));
        takeGroups(copy, { loadBalancerId, kind: 'vserver-group' }, groups);
        return true;
      },
    });
  for (const [loadBalancerId, isMissing] of pairs)
    wants.push({
      what: groupsOf('primary-secondary-group', loadBalancerId),
      isMissing,
      ask: async () => {
        const result = await describePrimarySecondaryServerGroups({ regionId, loadBalancerId }, options);
        if (!result.ok) return false;
        const groups = result.value.map(({ primarySecondaryServerGroupId, name }) => ({
          groupId: primarySecondaryServerGroupId,
          name,
          // Two by definition (slb-api.md 5.7); the call does not count them.
          serverCount: null,
        }));
        takeGroups(copy, { loadBalancerId, kind: 'primary-secondary-group' }, groups);
        return true;
      },
    });
  return wants;
}

/** The words under which `namesAskedAtMillis` keeps when something was asked for. */
export const NAMES_OF_LISTS = 'lists';

export function entriesOf(aclId: string): string {
  return `entries ${aclId}`;
}

export function groupsOf(kind: KnownGroup['kind'], loadBalancerId: string): string {
  return `${kind} ${loadBalancerId}`;
}

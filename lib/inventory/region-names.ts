import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import { coverageOf } from '@/lib/model/acl-coverage';
import type { AccessControlList, ServerGroup } from '@/lib/slb/responses';
import { forgetGroup, rewrite, type RegionCopy } from './region-copy';
import type { KnownGroup } from './rows';

/** The names of a region's groups and access control lists, stored in its copy. */

/**
 * For an incomplete list: as of when each missing known one was last returned, so that they stay and say so. Undefined
 * if it was complete: what is missing was deleted. Null if unknown: no time is made up.
 */
export type KeptSince = { call: string; atMillis: number | null } | undefined;

/** Stores the groups of one kind of one instance; missing ones are pruned, unless they are kept. */
export function takeGroups(
  copy: RegionCopy,
  owner: Pick<KnownGroup, 'loadBalancerId' | 'kind'>,
  groups: readonly ServerGroup[],
  kept?: KeptSince,
): void {
  const present = new Set(groups.map(({ groupId }) => groupId));
  for (const [groupId, { loadBalancerId, kind }] of copy.groups)
    if (loadBalancerId === owner.loadBalancerId && kind === owner.kind)
      if (isGone(copy, groupId, present, kept)) forgetGroup(copy, groupId);
  for (const { groupId, name, serverCount } of groups) {
    const group = { ...owner, name, serverCount };
    if (isDeepStrictEqual(copy.groups.get(groupId), group)) continue;
    copy.groups.set(groupId, group);
    copy.unsaved.names = true;
  }
  rewrite(copy, ({ loadBalancerId }) => loadBalancerId === owner.loadBalancerId);
}

/** Stores the names of all lists of the region; missing ones are pruned, unless they are kept. */
export function takeAccessControlLists(
  copy: RegionCopy,
  lists: readonly AccessControlList[],
  kept?: KeptSince,
): void {
  const present = new Set(lists.map(({ aclId }) => aclId));
  for (const aclId of copy.accessControlLists.keys()) {
    if (!isGone(copy, aclId, present, kept)) continue;
    copy.accessControlLists.delete(aclId);
    copy.unsaved.names = true;
  }
  for (const { aclId, ...part } of lists) takeAccessControlList(copy, aclId, part);
  rewrite(copy, ({ access }) => access.status === 'on');
}

/** Whether a known one no longer exists. One that is kept is as old as the response that returned it. */
function isGone(copy: RegionCopy, id: string, present: ReadonlySet<string>, kept: KeptSince): boolean {
  const isPresent = present.has(id);
  if (kept === undefined) return !isPresent;
  const key = `${kept.call} ${id}`;
  if (isPresent) copy.namesKeptAtMillis.delete(key);
  else if (!copy.namesKeptAtMillis.has(key)) copy.namesKeptAtMillis.set(key, kept.atMillis);
  return false;
}

/** Stores the entries of one list. */
export function takeEntries(copy: RegionCopy, aclId: string, entries: readonly string[]): void {
  takeAccessControlList(copy, aclId, { entries });
  rewrite(copy, ({ access }) => access.status === 'on' && access.lists.some((list) => list.aclId === aclId));
}

function takeAccessControlList(
  copy: RegionCopy,
  aclId: string,
  part: Omit<AccessControlList, 'aclId'> | { entries: readonly string[] },
): void {
  const known = copy.accessControlLists.get(aclId);
  const facts = { name: null, addressIpVersion: '', entries: null, ...known, ...part };
  const list = { ...facts, coverage: facts.entries && coverageOf(facts.entries) };
  if (isDeepStrictEqual(known, list)) return;
  copy.accessControlLists.set(aclId, list);
  copy.unsaved.names = true;
}

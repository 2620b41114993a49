import 'server-only';
import type { ListedListener } from '@/lib/listeners/overview-types';
import {
  describeAccessControlList,
  describeAccessControlLists,
} from '@/lib/slb/operations/access-control-lists';
import {
  describePrimarySecondaryServerGroups,
  describeVServerGroups,
} from '@/lib/slb/operations/server-groups';
import type { CallOptions } from '@/lib/slb/result';
import type { RegionCopy } from './region-copy';
import { takeAccessControlLists, takeEntries, takeGroups } from './region-names';
import type { KnownGroup } from './rows';

/** How old names may be on the screen, and anywhere; and how soon one that was not found is looked for again. */
const SCREEN_FRESH_MILLIS = 60_000;
const FRESH_MILLIS = 3_600_000;
const MISSING_FRESH_MILLIS = 10_000;

/** One call that tells names: those of all lists, the entries of one list, or the groups of one kind of one instance. */
type Source =
  | { of: 'lists' }
  | { of: 'entries'; aclId: string }
  | { of: KnownGroup['kind']; loadBalancerId: string };

/** The word under which `namesAskedAtMillis` keeps when something was asked for. */
export function wordOf(source: Source): string {
  switch (source.of) {
    case 'lists':
      return source.of;
    case 'entries':
      return `${source.of} ${source.aclId}`;
    case 'vserver-group':
    case 'primary-secondary-group':
      return `${source.of} ${source.loadBalancerId}`;
  }
}

/** The names, and counts beside them, that a row shows: which call tells each, and whether it is not known. */
function* namesIn({ loadBalancerId, backend, access }: ListedListener): Generator<[Source, boolean]> {
  if (backend.kind !== 'port' && backend.kind !== 'unknown')
    yield [{ of: backend.kind, loadBalancerId }, backend.name === null];
  if (access.status !== 'on') return;
  for (const { aclId, name, entryCount } of access.lists) {
    yield [{ of: 'lists' }, name === null];
    yield [{ of: 'entries', aclId }, entryCount === null];
  }
}

/** Whether a row shows an id where a name belongs, or no count. */
export function lacksNames(row: ListedListener): boolean {
  for (const [, isMissing] of namesIn(row)) if (isMissing) return true;
  return false;
}

type Want = { source: Source; isMissing: boolean };

/** What the rows of a region, or of some instances, show names of; missing where any of them lacks one. */
function wantsOf(copy: RegionCopy, loadBalancerIds?: readonly string[]): Map<string, Want> {
  const meant = loadBalancerIds === undefined ? null : new Set(loadBalancerIds);
  const wants = new Map<string, Want>();
  for (const { row } of copy.listeners.values()) {
    if (meant !== null && !meant.has(row.loadBalancerId)) continue;
    for (const [source, isMissing] of namesIn(row)) {
      const word = wordOf(source);
      const want = wants.get(word);
      if (want === undefined) wants.set(word, { source, isMissing });
      else want.isMissing ||= isMissing;
    }
  }
  return wants;
}

/**
 * Reads the names of the groups in use, and how many entries the lists in use have, of the region or of some instances.
 * Groups are told instance by instance only (slb-api.md 3.14), so they come after the listeners, and only those that are
 * not known or old. Names are an ornament: where they cannot be read the ids stand alone.
 */
export async function readNames(
  copy: RegionCopy,
  { lane, loadBalancerIds }: { lane: CallOptions['lane']; loadBalancerIds?: readonly string[] },
): Promise<void> {
  const freshMillis = loadBalancerIds === undefined ? FRESH_MILLIS : SCREEN_FRESH_MILLIS;
  const now = Date.now();
  const due = [...wantsOf(copy, loadBalancerIds)].filter(([word, { isMissing }]) => {
    const age = now - (copy.namesAskedAtMillis.get(word) ?? 0);
    return age >= (isMissing ? MISSING_FRESH_MILLIS : freshMillis);
  });
  for (const [word] of due) copy.namesAskedAtMillis.set(word, now);
  copy.namesUnderWay += due.length;
  await Promise.all(
    due.map(async ([word, { source }]) => {
      try {
        if (!(await take(copy, source, { lane }))) copy.namesAskedAtMillis.delete(word);
      } finally {
        copy.namesUnderWay -= 1;
      }
    }),
  );
}

/** Whether names are still to come: the listeners stand already. */
export function awaitsNames(copy: RegionCopy): boolean {
  if (copy.namesUnderWay > 0) return true;
  return [...wantsOf(copy)].some(([word, { isMissing }]) => isMissing && !copy.namesAskedAtMillis.has(word));
}

/** Makes the call and takes in what it tells; false where it failed. */
async function take(copy: RegionCopy, source: Source, options: CallOptions): Promise<boolean> {
  const { regionId } = copy;
  switch (source.of) {
    case 'lists': {
      const result = await describeAccessControlLists({ regionId }, options);
      if (result.ok) takeAccessControlLists(copy, result.value);
      return result.ok;
    }
    case 'entries': {
      const { aclId } = source;
      const result = await describeAccessControlList({ regionId, aclId }, options);
      if (result.ok)
        takeEntries(
          copy,
          aclId,
          result.value.entries.map(({ entry }) => entry),
        );
      return result.ok;
    }
    case 'vserver-group': {
      const { loadBalancerId } = source;
      const result = await describeVServerGroups({ regionId, loadBalancerId }, options);
      if (!result.ok) return false;
      const groups = result.value.map(({ vServerGroupId, name, serverCount }) => ({
        groupId: vServerGroupId,
        name,
        serverCount,
      }));
      takeGroups(copy, { loadBalancerId, kind: source.of }, groups);
      return true;
    }
    case 'primary-secondary-group': {
      const { loadBalancerId } = source;
      const result = await describePrimarySecondaryServerGroups({ regionId, loadBalancerId }, options);
      if (!result.ok) return false;
      const groups = result.value.map(({ primarySecondaryServerGroupId, name }) => ({
        groupId: primarySecondaryServerGroupId,
        name,
        // Two by definition (slb-api.md 5.7); the call does not count them.
        serverCount: null,
      }));
      takeGroups(copy, { loadBalancerId, kind: source.of }, groups);
      return true;
    }
  }
}

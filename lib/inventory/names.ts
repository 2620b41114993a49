import 'server-only';
import type { ListedListener } from '@/lib/model/list-row';
import {
  describeAccessControlList,
  describeAccessControlLists,
} from '@/lib/slb/operations/access-control-lists';
import {
  describePrimarySecondaryServerGroups,
  describeVServerGroups,
} from '@/lib/slb/operations/server-groups';
import type { CallOptions, SlbResult } from '@/lib/slb/result';
import { takeNameGaps, type RegionCopy } from './region-copy';
import { takeAccessControlLists, takeEntries, takeGroups, type KeptSince } from './region-names';
import type { KnownGroup } from './rows';

/**
 * How old names may be if no row shows them. The entries of lists, which decide who can connect, are read more often.
 */
const FRESH_MILLIS = 3_600_000;
const ENTRIES_FRESH_MILLIS = 300_000;
/** How soon one that was not found is looked up again. */
const MISSING_FRESH_MILLIS = 10_000;

/**
 * One call that returns names: those of all lists, the entries of one list, or the groups of one kind of one instance.
 */
type Source =
  | { of: 'lists' }
  | { of: 'entries'; aclId: string }
  | { of: KnownGroup['kind']; loadBalancerId: string };

/** The key under which a copy stores when something was requested. */
export function sourceKey(source: Source): string {
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

/** The names and counts a row shows: which call returns each, whether it is unknown, and whose it is. */
function* namesIn({
  loadBalancerId,
  backend,
  access,
}: Pick<ListedListener, 'loadBalancerId' | 'backend' | 'access'>): Generator<[Source, boolean, string]> {
  if (backend.kind !== 'port' && backend.kind !== 'unknown')
    yield [{ of: backend.kind, loadBalancerId }, backend.name === null, backend.groupId];
  if (access.status !== 'on') return;
  for (const { aclId, name, entryCount } of access.lists) {
    yield [{ of: 'lists' }, name === null, aclId];
    yield [{ of: 'entries', aclId }, entryCount === null, aclId];
  }
}

/** Whether a row shows an id instead of a name, or lacks a count. */
export function lacksNames(row: ListedListener): boolean {
  for (const [, isMissing] of namesIn(row)) if (isMissing) return true;
  return false;
}

export type Want = { source: Source; isMissing: boolean };

/** The names shown by the rows of a region or of some instances; missing if any row lacks one. */
function wantsOf(copy: RegionCopy, loadBalancerIds?: readonly string[]): Map<string, Want> {
  const meant = loadBalancerIds === undefined ? null : new Set(loadBalancerIds);
  const wants = new Map<string, Want>();
  for (const { row } of copy.listeners.values()) {
    if (meant !== null && !meant.has(row.loadBalancerId)) continue;
    for (const [source, isMissing] of namesIn(row)) {
      const key = sourceKey(source);
      const want = wants.get(key);
      if (want === undefined) wants.set(key, { source, isMissing });
      else want.isMissing ||= isMissing;
    }
  }
  return wants;
}

/**
 * Reads the names of the groups in use, and the entries of the lists in use, of the region or of some instances: those
 * that are unknown or older than `sinceMillis` (lists: `entriesSinceMillis`), and without it those that are old. Groups
 * are returned per instance only (slb-api.md 3.14), so they come after the listeners. If one cannot be read, what is
 * known stays, with its age.
 */
export async function readNames(
  copy: RegionCopy,
  {
    priority,
    loadBalancerIds,
    sinceMillis,
    entriesSinceMillis,
  }: {
    priority: CallOptions['priority'];
    loadBalancerIds?: readonly string[];
    sinceMillis?: number;
    entriesSinceMillis?: number;
  },
): Promise<void> {
  const wants = wantsOf(copy, loadBalancerIds);
  if (loadBalancerIds === undefined) forgetOthers(copy, wants);
  await readWants(copy, wants, { priority, sinceMillis, entriesSinceMillis });
}

/** The same for names of anybody's choice, by `sourceKey`: also for what no listener uses yet. */
export async function readWants(
  copy: RegionCopy,
  wants: ReadonlyMap<string, Want>,
  {
    priority,
    sinceMillis,
    entriesSinceMillis,
  }: {
    priority: CallOptions['priority'];
    sinceMillis?: number | undefined;
    entriesSinceMillis?: number | undefined;
  },
): Promise<void> {
  const now = Date.now();
  await Promise.all(
    [...wants].map(([key, { source, isMissing }]) => {
      const isOfLists = source.of === 'entries' || source.of === 'lists';
      const since =
        sinceMillis ?? (isOfLists ? (entriesSinceMillis ?? now - ENTRIES_FRESH_MILLIS) : now - FRESH_MILLIS);
      if (isMissing && now - (copy.namesTriedAtMillis.get(key) ?? 0) < MISSING_FRESH_MILLIS)
        return copy.pendingNames.get(key)?.done;
      if (!isMissing && (copy.namesReadAtMillis.get(key) ?? 0) >= since) return undefined;
      return fetchNames(copy, key, source, { priority, sinceMillis: since });
    }),
  );
}

/** Requests one of them, or joins a pending request that is recent enough. */
async function fetchNames(
  copy: RegionCopy,
  key: string,
  source: Source,
  { priority, sinceMillis }: { priority: CallOptions['priority']; sinceMillis: number },
): Promise<void> {
  const pending = copy.pendingNames.get(key);
  if (pending !== undefined && pending.requestedAtMillis >= sinceMillis) return pending.done;
  const requestedAtMillis = Date.now();
  copy.namesTriedAtMillis.set(key, requestedAtMillis);
  const done = takeTimed(copy, key, source, requestedAtMillis, { priority });
  const entry = { requestedAtMillis, done };
  copy.pendingNames.set(key, entry);
  try {
    await done;
  } finally {
    if (copy.pendingNames.get(key) === entry) copy.pendingNames.delete(key);
  }
}

async function takeTimed(
  copy: RegionCopy,
  key: string,
  source: Source,
  requestedAtMillis: number,
  options: CallOptions,
): Promise<void> {
  if (await take(copy, source, requestedAtMillis, options))
    copy.namesReadAtMillis.set(key, Math.max(requestedAtMillis, copy.namesReadAtMillis.get(key) ?? 0));
  else copy.namesTriedAtMillis.delete(key);
}

/** What no row shows has no displayed age. */
function forgetOthers(copy: RegionCopy, wants: ReadonlyMap<string, Want>): void {
  for (const times of [copy.namesReadAtMillis, copy.namesTriedAtMillis])
    for (const key of times.keys()) if (!wants.has(key)) times.delete(key);
  const isWanted = (key: string): boolean => [...wants.keys()].some((call) => key.startsWith(`${call} `));
  for (const key of copy.namesKeptAtMillis.keys()) if (!isWanted(key)) copy.namesKeptAtMillis.delete(key);
  const { names } = copy.gaps;
  for (const key of Object.keys(names ?? {})) if (!wants.has(key)) takeNameGaps(copy, key, undefined);
}

/** Whether names are still to come: the listeners are already there. */
export function awaitsNames(copy: RegionCopy): boolean {
  if (copy.pendingNames.size > 0) return true;
  return [...wantsOf(copy)].some(([key, { isMissing }]) => isMissing && !copy.namesTriedAtMillis.has(key));
}

/**
 * When the facts a row gets from other calls were read (epoch ms), by cell; null if there are none, or it is unknown.
 */
export function namesReadAt(
  copy: RegionCopy,
  row: Pick<ListedListener, 'loadBalancerId' | 'backend' | 'access'>,
): { backend: number | null; access: number | null } {
  const at = { backend: null as number | null, access: null as number | null };
  for (const [source, , id] of namesIn(row)) {
    const key = sourceKey(source);
    const kept = copy.namesKeptAtMillis.get(`${key} ${id}`);
    // Null as well: the newest response lacked it, so that response's time is not its age.
    const readAtMillis = kept === undefined ? copy.namesReadAtMillis.get(key) : kept;
    if (readAtMillis === undefined || readAtMillis === null) continue;
    const cell = source.of === 'lists' || source.of === 'entries' ? 'access' : 'backend';
    at[cell] = Math.min(readAtMillis, at[cell] ?? Infinity);
  }
  return at;
}

/** Records what a list lacked, and as of when the rest is known; undefined if it was complete. */
function noteGaps(copy: RegionCopy, source: Source, { gaps }: SlbResult<unknown> & { ok: true }): KeptSince {
  const call = sourceKey(source);
  takeNameGaps(copy, call, gaps);
  if (gaps !== undefined) return { call, atMillis: copy.namesReadAtMillis.get(call) ?? null };
  for (const key of copy.namesKeptAtMillis.keys())
    if (key.startsWith(`${call} `)) copy.namesKeptAtMillis.delete(key);
  return undefined;
}

/** Makes the call and stores what it returns, unless newer data is known; false if it failed. */
async function take(
  copy: RegionCopy,
  source: Source,
  requestedAtMillis: number,
  options: CallOptions,
): Promise<boolean> {
  const { regionId } = copy;
  const isNewest = (): boolean => requestedAtMillis >= (copy.namesReadAtMillis.get(sourceKey(source)) ?? 0);
  switch (source.of) {
    case 'lists': {
      const result = await describeAccessControlLists({ regionId }, options);
      if (result.ok && isNewest()) takeAccessControlLists(copy, result.value, noteGaps(copy, source, result));
      return result.ok;
    }
    case 'entries': {
      const { aclId } = source;
      const result = await describeAccessControlList({ regionId, aclId }, options);
      if (result.ok && isNewest())
        takeEntries(
          copy,
          aclId,
          result.value.entries.map(({ entry }) => entry),
        );
      return result.ok;
    }
    case 'vserver-group':
    case 'primary-secondary-group': {
      const { of: kind, loadBalancerId } = source;
      const describe =
        kind === 'vserver-group' ? describeVServerGroups : describePrimarySecondaryServerGroups;
      const result = await describe({ regionId, loadBalancerId }, options);
      if (result.ok && isNewest())
        takeGroups(copy, { loadBalancerId, kind }, result.value, noteGaps(copy, source, result));
      return result.ok;
    }
  }
}

import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import { isChanging, type ListedListener, type ListedLoadBalancer, type PartGap } from '@/lib/model/list-row';
import type { ListenerSummary, LoadBalancer } from '@/lib/slb/responses';
import type { ListGaps, SlbFailure, UnreadRow } from '@/lib/slb/result';
import {
  toListedListener,
  toListedLoadBalancer,
  unreadLoadBalancer,
  type KnownAccessControlList,
  type KnownGroup,
} from './rows';

/**
 * What is known of one region, in memory. Every answer brings when it was asked for (epoch ms), and never replaces what was
 * asked for later: a page of a long reading may arrive after a write has been read back.
 */

export type ListenerCopy = {
  summary: ListenerSummary;
  /** The same object as long as nothing in it changes. */
  row: ListedListener;
  requestedAtMillis: number;
  /** Null: it was there when the region was first read. */
  firstObservedAtMillis: number | null;
  /** Null: Sluice has not seen it change. */
  changedAtMillis: number | null;
};

export type InstanceCopy = {
  loadBalancer: LoadBalancer;
  listed: ListedLoadBalancer;
  requestedAtMillis: number;
  /** When its listeners were last asked for, all of them. */
  listenersRequestedAtMillis: number;
};

export type RegionFailure = {
  error: SlbFailure;
  sinceMillis: number;
  atMillis: number;
  /** Of what was asked for: that a part of a region answers says nothing of the whole. */
  of: 'whole' | 'part';
};

/** What the lists of a region lacked when they were last read: rows without identity, and those that were not sent. Null or absent: nothing. */
export type RegionGaps = {
  instances: ListGaps | null;
  listeners: ListGaps | null;
  parts?: readonly PartGap[];
  /** By the call that told the names (names.ts). */
  names?: Readonly<Record<string, ListGaps>>;
};

export const NO_GAPS: RegionGaps = { instances: null, listeners: null };

export type RegionCopy = {
  regionId: string;
  endpoint: string;
  names: Record<string, string>;
  /** When the last whole reading began, and how long it took; null where there was none. */
  readAtMillis: number | null;
  readMillis: number | null;
  /** Of the newest answer; null where that was none. */
  failure: RegionFailure | null;
  gaps: RegionGaps;
  instances: Map<string, InstanceCopy>;
  /** By `listenerCopyKey`. */
  listeners: Map<string, ListenerCopy>;
  groups: Map<string, KnownGroup>;
  accessControlLists: Map<string, KnownAccessControlList>;
  /** When the names of an instance's groups, or the entries of a list, that are known were asked for; by kind and id (names.ts). */
  namesReadAtMillis: Map<string, number>;
  /** The same of those that the newest answer lacked although it told of the others; by call and id. Null: not known. */
  namesKeptAtMillis: Map<string, number | null>;
  /** When they were last asked for, whatever came of it. */
  namesTriedAtMillis: Map<string, number>;
  /** Calls for them that have not been answered. */
  namesUnderWay: Map<string, { requestedAtMillis: number; done: Promise<void> }>;
  /** Those that vanished a moment ago, so that a page asked for before does not bring them back. */
  prunedAtMillis: Map<string, number>;
  unsaved: { region: boolean; names: boolean; instances: Set<string>; listeners: Set<string> };
  /** All rows; null where they have to be gathered again. */
  rows: readonly ListedListener[] | null;
};

export function newRegionCopy(regionId: string): RegionCopy {
  return {
    regionId,
    endpoint: '',
    names: {},
    readAtMillis: null,
    readMillis: null,
    failure: null,
    gaps: NO_GAPS,
    instances: new Map(),
    listeners: new Map(),
    groups: new Map(),
    accessControlLists: new Map(),
    namesReadAtMillis: new Map(),
    namesKeptAtMillis: new Map(),
    namesTriedAtMillis: new Map(),
    namesUnderWay: new Map(),
    prunedAtMillis: new Map(),
    unsaved: { region: false, names: false, instances: new Set(), listeners: new Set() },
    rows: null,
  };
}

/** Compares answers as the disk keeps them: a key without a value is no key there, and no change. */
function isSame<Answer>(known: Answer, next: Answer): boolean {
  return JSON.stringify(known) === JSON.stringify(next);
}

type Named = { loadBalancerId: string; listenerPort: number };

export function listenerCopyKey({ loadBalancerId, listenerPort }: Named, protocol: string): string {
  return `${loadBalancerId}/${listenerPort}/${protocol}`;
}

/** The rows of the region; the same array as long as none changed. */
export function rowsOf(copy: RegionCopy): readonly ListedListener[] {
  return (copy.rows ??= [...copy.listeners.values()].map(({ row }) => row));
}

/**
 * Takes in all instances of the region, or those that were meant, as asked for at that moment; what is not among them has vanished. Where the answer was not
 * whole they may be there all the same, and only what was known of them is forgotten: the listeners' own answer says which are left.
 */
export function takeInstances(
  copy: RegionCopy,
  instances: readonly LoadBalancer[],
  requestedAtMillis: number,
  {
    isWhole = true,
    isMeant = () => true,
  }: { isWhole?: boolean; isMeant?: (loadBalancerId: string) => boolean } = {},
): void {
  const changed = new Set<string>();
  for (const loadBalancer of instances) {
    const { loadBalancerId } = loadBalancer;
    const known = copy.instances.get(loadBalancerId);
    if (known !== undefined && known.requestedAtMillis > requestedAtMillis) continue;
    if (known !== undefined && isSame(known.loadBalancer, loadBalancer)) {
      known.requestedAtMillis = requestedAtMillis;
      continue;
    }
    const listed = toListedLoadBalancer(loadBalancer);
    const isListedSame = known !== undefined && isDeepStrictEqual(known.listed, listed);
    copy.instances.set(loadBalancerId, {
      loadBalancer,
      listed: isListedSame ? known.listed : listed,
      requestedAtMillis,
      listenersRequestedAtMillis: known?.listenersRequestedAtMillis ?? 0,
    });
    copy.unsaved.instances.add(loadBalancerId);
    if (!isListedSame) changed.add(loadBalancerId);
  }
  const present = new Set(instances.map(({ loadBalancerId }) => loadBalancerId));
  for (const [loadBalancerId, known] of copy.instances) {
    if (
      !isMeant(loadBalancerId) ||
      present.has(loadBalancerId) ||
      known.requestedAtMillis > requestedAtMillis
    )
      continue;
    copy.instances.delete(loadBalancerId);
    copy.unsaved.instances.add(loadBalancerId);
    for (const [groupId, group] of copy.groups)
      if (group.loadBalancerId === loadBalancerId) forgetGroup(copy, groupId);
    changed.add(loadBalancerId);
    if (isWhole) prune(copy, requestedAtMillis, (listener) => listener.loadBalancerId === loadBalancerId);
  }
  if (changed.size > 0) rewrite(copy, ({ loadBalancerId }) => changed.has(loadBalancerId));
}

/** Takes in listeners as they were asked for at that moment; says nothing of others. */
export function takeListeners(
  copy: RegionCopy,
  listeners: readonly ListenerSummary[],
  requestedAtMillis: number,
): void {
  for (const summary of listeners) {
    const key = listenerCopyKey(summary, summary.listenerProtocol);
    const known = copy.listeners.get(key);
    if (known !== undefined && known.requestedAtMillis > requestedAtMillis) continue;
    if ((copy.prunedAtMillis.get(key) ?? -1) >= requestedAtMillis) continue;
    if (known !== undefined && isSame(known.summary, summary)) {
      known.requestedAtMillis = requestedAtMillis;
      continue;
    }
    const observed = {
      // At the first reading of a region everything is there, and nothing tells for how long.
      firstObservedAtMillis: known
        ? known.firstObservedAtMillis
        : copy.readAtMillis === null
          ? null
          : requestedAtMillis,
      changedAtMillis: known ? requestedAtMillis : null,
    };
    copy.listeners.set(key, {
      summary,
      row: rowOf(copy, summary, { before: known?.row, observed, requestedAtMillis }),
      requestedAtMillis,
      ...observed,
    });
    copy.unsaved.listeners.add(key);
    copy.rows = null;
  }
}

/** What a whole answer, asked for at that moment, does not have any more: all that `isMeant` and were not met since. */
export function prune(
  copy: RegionCopy,
  requestedAtMillis: number,
  isMeant: (listener: ListedListener) => boolean = () => true,
): void {
  for (const [key, { row, requestedAtMillis: metAtMillis }] of copy.listeners) {
    if (metAtMillis >= requestedAtMillis || !isMeant(row)) continue;
    copy.listeners.delete(key);
    copy.prunedAtMillis.set(key, requestedAtMillis);
    copy.unsaved.listeners.add(key);
    copy.rows = null;
  }
  for (const [key, atMillis] of copy.prunedAtMillis)
    if (atMillis < requestedAtMillis - KEPT_MILLIS) copy.prunedAtMillis.delete(key);
}

/** Takes in what the whole lists of the region lack. */
export function takeGaps(copy: RegionCopy, gaps: RegionGaps): void {
  if (isSame(copy.gaps, gaps)) return;
  copy.gaps = gaps;
  copy.unsaved.region = true;
}

/**
 * The same of the listeners of some instances, which was read by itself; what is lacking of others stays. Rows that did not come when the
 * whole region was read stay missing until it is read whole again: whose they are was not told, so no part answers for them.
 */
export function takePartGaps(
  copy: RegionCopy,
  loadBalancerIds: readonly string[],
  part: ListGaps | undefined,
): void {
  const { listeners } = copy.gaps;
  const others = (listeners?.unread ?? []).filter(
    (row) => !loadBalancerIds.includes(row['LoadBalancerId'] ?? ''),
  );
  const unread = [...others, ...newAmong(part?.unread ?? [], others)];
  const incomplete = listeners?.incomplete ?? null;
  const parts = [
    // What was read again is no longer missing, or is reported again.
    ...(copy.gaps.parts ?? []).filter(
      (gap) => !gap.loadBalancerIds.every((id) => loadBalancerIds.includes(id)),
    ),
    ...(part?.incomplete ? [{ loadBalancerIds, ...part.incomplete }] : []),
  ];
  takeGaps(copy, {
    instances: copy.gaps.instances,
    listeners: unread.length > 0 || incomplete !== null ? { unread, incomplete } : null,
    ...(parts.length > 0 && { parts }),
    ...(copy.gaps.names && { names: copy.gaps.names }),
  });
}

/** Those that are not counted yet: a row without an instance's id stays when a part is read, and comes again with that part. */
function newAmong(unread: readonly UnreadRow[], counted: readonly UnreadRow[]): UnreadRow[] {
  const left = [...counted];
  return unread.filter((row) => {
    const at = row['LoadBalancerId'] ? -1 : left.findIndex((other) => isSame(other, row));
    // Two that are alike are two.
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** The same of the names that a call told; undefined where its list was whole. */
export function takeNameGaps(copy: RegionCopy, call: string, gaps: ListGaps | undefined): void {
  const { names: before, ...rows } = copy.gaps;
  const names = Object.fromEntries(Object.entries(before ?? {}).filter(([other]) => other !== call));
  if (gaps !== undefined) names[call] = gaps;
  takeGaps(copy, { ...rows, ...(Object.keys(names).length > 0 && { names }) });
}

/** Far longer than any page is under way. */
const KEPT_MILLIS = 600_000;

/**
 * Sluice asked for a change of it, and it could not be read since: what was read before is not shown as if it were still so.
 * The word is none of SLB's, so it counts as a status on its way, in which nothing may be done.
 */
export function makeUnsure(
  copy: RegionCopy,
  { loadBalancerId, listenerPort }: Named,
  requestedAtMillis: number,
): void {
  const key = listenerCopyKey({ loadBalancerId, listenerPort }, 'tcp');
  const known = copy.listeners.get(key);
  if (known === undefined) return;
  const summary = { ...known.summary, status: 'unknown' };
  copy.listeners.set(key, {
    ...known,
    summary,
    row: rowOf(copy, summary, { before: known.row, observed: known, requestedAtMillis }),
    // What was asked for before tells of the time before the change.
    requestedAtMillis,
  });
  copy.unsaved.listeners.add(key);
  copy.rows = null;
}

export function forgetGroup(copy: RegionCopy, groupId: string): void {
  copy.groups.delete(groupId);
  copy.unsaved.names = true;
}

/** Makes the rows anew that `isMeant`, and keeps those that say the same. */
export function rewrite(copy: RegionCopy, isMeant: (row: ListedListener) => boolean): void {
  for (const known of copy.listeners.values()) {
    if (!isMeant(known.row)) continue;
    const { requestedAtMillis } = known;
    const row = rowOf(copy, known.summary, { before: known.row, observed: known, requestedAtMillis });
    if (row === known.row) continue;
    known.row = row;
    copy.rows = null;
  }
}

type RowOptions = {
  before: ListedListener | undefined;
  observed: Pick<ListenerCopy, 'firstObservedAtMillis' | 'changedAtMillis'>;
  requestedAtMillis: number;
};

function rowOf(
  copy: RegionCopy,
  summary: ListenerSummary,
  { before, observed, requestedAtMillis }: RowOptions,
): ListedListener {
  const loadBalancer =
    copy.instances.get(summary.loadBalancerId)?.listed ?? unreadLoadBalancer(summary.loadBalancerId);
  const plain = toListedListener(copy.regionId, summary, loadBalancer, copy);
  const isStill = before !== undefined && before.status === plain.status;
  const changingSinceMillis = isChanging(plain)
    ? ((isStill ? before.changingSinceMillis : null) ?? requestedAtMillis)
    : null;
  const changedAtMillis = observed.changedAtMillis ?? observed.firstObservedAtMillis;
  const row = { ...plain, changingSinceMillis, changedAtMillis };
  return before !== undefined && isDeepStrictEqual(row, before) ? before : row;
}

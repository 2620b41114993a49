import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import { config } from '@/lib/config';
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
 * What is known about one region, in memory. Every response comes with its request time (epoch ms), and never replaces
 * newer data: a page of a long read may arrive after a write has been read back.
 */

export type ListenerCopy = {
  summary: ListenerSummary;
  /** The same object as long as nothing in it changes. */
  row: ListedListener;
  requestedAtMillis: number;
  /** Null: it existed when the region was first read. */
  firstObservedAtMillis: number | null;
  /** Null: Sluice has not observed a change. */
  changedAtMillis: number | null;
};

export type InstanceCopy = {
  loadBalancer: LoadBalancer;
  listed: ListedLoadBalancer;
  requestedAtMillis: number;
  /** When all its listeners were last requested. */
  listenersRequestedAtMillis: number;
};

export type RegionFailure = {
  error: SlbFailure;
  sinceMillis: number;
  atMillis: number;
  /** Of full reads: a successful partial read says nothing about the whole. */
  of: 'whole' | 'part';
};

/**
 * What the region's lists lacked when last read: rows without identity, and rows that were not returned. Null or
 * absent: nothing.
 */
export type RegionGaps = {
  instances: ListGaps | null;
  listeners: ListGaps | null;
  parts?: readonly PartGap[];
  /** By the call that returned the names (names.ts). */
  names?: Readonly<Record<string, ListGaps>>;
};

export const NO_GAPS: RegionGaps = { instances: null, listeners: null };

export type RegionCopy = {
  regionId: string;
  endpoint: string;
  names: Record<string, string>;
  /** When the last full read began, and how long it took; null if there was none. */
  readAtMillis: number | null;
  readMillis: number | null;
  /** From the newest response; null if that was a success. */
  failure: RegionFailure | null;
  /** When that response was received, by whichever process; 0 if there was none since it started. */
  respondedAtMillis: number;
  /** Of the database's copy, all of whose changes this one contains. */
  version: number;
  gaps: RegionGaps;
  instances: Map<string, InstanceCopy>;
  /** By `listenerCopyKey`. */
  listeners: Map<string, ListenerCopy>;
  groups: Map<string, KnownGroup>;
  accessControlLists: Map<string, KnownAccessControlList>;
  /**
   * When the known names of an instance's groups, or the entries of a list, were requested; by kind and id (names.ts).
   */
  namesReadAtMillis: Map<string, number>;
  /**
   * The same for those missing from the newest response although it returned the others; by call and id. Null: unknown.
   */
  namesKeptAtMillis: Map<string, number | null>;
  /** When they were last requested, whatever the result. */
  namesTriedAtMillis: Map<string, number>;
  /** Calls for them that are pending. */
  pendingNames: Map<string, { requestedAtMillis: number; done: Promise<void> }>;
  /** Listeners and instances just pruned, so that a page requested before does not bring a listener back. */
  prunedAtMillis: Map<string, number>;
  unsaved: Unsaved;
  /** A pending write, which takes in what others have written first; null if there is none. */
  saving: Promise<unknown> | null;
  /** All rows; null if they have to be collected again. */
  rows: readonly ListedListener[] | null;
};

/** What the database does not have yet. `partsRead`: instances whose listeners were all read, apart from the region. */
export type Unsaved = {
  region: boolean;
  names: boolean;
  instances: Set<string>;
  listeners: Set<string>;
  partsRead: Set<string>;
};

export function nothingUnsaved(): Unsaved {
  return {
    region: false,
    names: false,
    instances: new Set(),
    listeners: new Set(),
    partsRead: new Set(),
  };
}

export function newRegionCopy(regionId: string): RegionCopy {
  return {
    regionId,
    endpoint: '',
    names: {},
    readAtMillis: null,
    readMillis: null,
    failure: null,
    respondedAtMillis: 0,
    version: 0,
    gaps: NO_GAPS,
    instances: new Map(),
    listeners: new Map(),
    groups: new Map(),
    accessControlLists: new Map(),
    namesReadAtMillis: new Map(),
    namesKeptAtMillis: new Map(),
    namesTriedAtMillis: new Map(),
    pendingNames: new Map(),
    prunedAtMillis: new Map(),
    unsaved: nothingUnsaved(),
    saving: null,
    rows: null,
  };
}

/** Compares values as the disk stores them: a key without a value is absent, and no change. */
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
 * Stores all instances of the region, or those requested, as of that moment; the others are pruned. If the response was
 * incomplete they may still exist, so only their data is dropped: the listeners' own response tells which remain.
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
    copy.prunedAtMillis.set(loadBalancerId, requestedAtMillis);
    copy.unsaved.instances.add(loadBalancerId);
    for (const [groupId, group] of copy.groups)
      if (group.loadBalancerId === loadBalancerId) forgetGroup(copy, groupId);
    changed.add(loadBalancerId);
    if (isWhole) prune(copy, requestedAtMillis, (listener) => listener.loadBalancerId === loadBalancerId);
  }
  if (changed.size > 0) rewrite(copy, ({ loadBalancerId }) => changed.has(loadBalancerId));
}

/** Stores listeners as of their request; does not affect others. */
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
      // At the first read of a region everything is already there, and nothing says for how long.
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

/** What a complete response as of that moment no longer contains: all that `isMeant` and were not returned since. */
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

/** Stores what the region's full lists lack. */
export function takeGaps(copy: RegionCopy, gaps: RegionGaps): void {
  if (isSame(copy.gaps, gaps)) return;
  copy.gaps = gaps;
  copy.unsaved.region = true;
}

/**
 * The same for the listeners of some instances that were read separately; gaps of others stay. Rows missing from the
 * full read stay missing until the next full read: nobody knows whose they are, so no partial read makes up for them.
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

/** Those not counted yet: a row without an instance id stays when a part is read, and comes again with that part. */
function newAmong(unread: readonly UnreadRow[], counted: readonly UnreadRow[]): UnreadRow[] {
  const left = [...counted];
  return unread.filter((row) => {
    const at = row['LoadBalancerId'] ? -1 : left.findIndex((other) => isSame(other, row));
    // Two identical ones are two.
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** The same for the names a call returned; undefined if its list was complete. */
export function takeNameGaps(copy: RegionCopy, call: string, gaps: ListGaps | undefined): void {
  const { names: before, ...rows } = copy.gaps;
  const names = Object.fromEntries(Object.entries(before ?? {}).filter(([other]) => other !== call));
  if (gaps !== undefined) names[call] = gaps;
  takeGaps(copy, { ...rows, ...(Object.keys(names).length > 0 && { names }) });
}

/** Far longer than any page takes. */
const KEPT_MILLIS = 600_000;

/**
 * Sluice requested a change of it, and it could not be read since: the earlier data must not be shown as current. The
 * status is not one of SLB's, so it counts as in transition, in which no action is possible.
 */
export function makeUnsure(
  copy: RegionCopy,
  { protocol = 'tcp', ...named }: Named & { protocol?: string | undefined },
  requestedAtMillis: number,
): void {
  const key = listenerCopyKey(named, protocol);
  const known = copy.listeners.get(key);
  if (known === undefined) return;
  const summary = { ...known.summary, status: 'unknown' };
  copy.listeners.set(key, {
    ...known,
    summary,
    row: rowOf(copy, summary, { before: known.row, observed: known, requestedAtMillis }),
    // What was requested before the change shows the state before it.
    requestedAtMillis,
  });
  copy.unsaved.listeners.add(key);
  copy.rows = null;
}

export function forgetGroup(copy: RegionCopy, groupId: string): void {
  copy.groups.delete(groupId);
  copy.unsaved.names = true;
}

/** Rebuilds the rows that `isMeant`, and keeps those with equal content. */
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
  const plain = toListedListener(copy.regionId, summary, loadBalancer, copy, config().owners);
  const isStill = before !== undefined && before.status === plain.status;
  const changingSinceMillis = isChanging(plain)
    ? ((isStill ? before.changingSinceMillis : null) ?? requestedAtMillis)
    : null;
  const changedAtMillis = observed.changedAtMillis ?? observed.firstObservedAtMillis;
  const row = { ...plain, changingSinceMillis, changedAtMillis };
  return before !== undefined && isDeepStrictEqual(row, before) ? before : row;
}

import { formatListenerKey } from './list-query';
import type { ListenerKey } from '@/lib/model/outcome';

/**
 * A selection of listeners, pure: a set of keys, independent of the rows on screen. Only TCP listeners can be selected
 * (nothing else can be changed), so a key needs no protocol.
 */
export type SelectedKeys = ReadonlyMap<string, ListenerKey>;

export const nothingSelected: SelectedKeys = new Map();

/** The selection with these listeners added or removed; the same object if that changes nothing. */
export function withSelected(
  selection: SelectedKeys,
  keys: readonly ListenerKey[],
  on: boolean,
): SelectedKeys {
  const changed = keys.filter((key) => selection.has(formatListenerKey(key)) !== on);
  if (changed.length === 0) return selection;
  const next = new Map(selection);
  for (const key of changed) {
    if (on) next.set(formatListenerKey(key), key);
    else next.delete(formatListenerKey(key));
  }
  return next;
}

/** How many of these are selected: the state of the select-all checkbox. */
export function selectedAmong(
  selection: SelectedKeys,
  keys: readonly ListenerKey[],
): 'none' | 'some' | 'all' {
  const count = keys.filter((key) => selection.has(formatListenerKey(key))).length;
  if (count === 0) return 'none';
  return count === keys.length ? 'all' : 'some';
}

/** The listeners between two, in display order, either way round; only the second if the first is not there. */
export function rangeOf(
  keys: readonly ListenerKey[],
  from: ListenerKey | null,
  to: ListenerKey,
): readonly ListenerKey[] {
  const at = (key: ListenerKey) =>
    keys.findIndex((candidate) => formatListenerKey(candidate) === formatListenerKey(key));
  const begin = from === null ? -1 : at(from);
  const end = at(to);
  if (begin < 0 || end < 0) return [to];
  return keys.slice(Math.min(begin, end), Math.max(begin, end) + 1);
}

/** Listener keys as sent over the wire: thousands of them share a few instances. */
export type KeyGroup = { regionId: string; loadBalancerId: string; ports: number[] };

export function groupKeys(keys: Iterable<ListenerKey>): KeyGroup[] {
  const groups = new Map<string, KeyGroup>();
  for (const { regionId, loadBalancerId, listenerPort } of keys) {
    const name = `${regionId}/${loadBalancerId}`;
    const group = groups.get(name);
    if (group) group.ports.push(listenerPort);
    else groups.set(name, { regionId, loadBalancerId, ports: [listenerPort] });
  }
  return [...groups.values()];
}

export function ungroupKeys(groups: readonly KeyGroup[]): ListenerKey[] {
  return groups.flatMap(({ regionId, loadBalancerId, ports }) =>
    ports.map((listenerPort) => ({ regionId, loadBalancerId, listenerPort })),
  );
}

/** The selected listeners relative to a query of the list. */
export type SelectionScope = {
  /** How many of them the query shows, on any page. */
  matching: number;
  /** On how many of its pages. */
  pages: number;
  /** How many selectable listeners the query shows. */
  selectable: number;
  /** Those that no longer exist: their region was read and does not contain them. */
  gone: KeyGroup[];
};

type Row = ListenerKey & { protocol: string };

/** Whether a listener can be selected: read-only listeners cannot be acted on. */
export function isSelectable({ protocol }: { protocol: string }): boolean {
  return protocol === 'tcp';
}

/**
 * Finds the selected among the rows of the list. `matches`: the rows of the query, in order, of all pages. `regions`:
 * every region that was read, with all its rows; in others nothing can be reported as gone.
 */
export function scopeOf(
  selected: readonly ListenerKey[],
  matches: readonly Row[],
  pageSize: number,
  regions: readonly { regionId: string; listeners: readonly Row[] }[],
): SelectionScope {
  const names = new Set(selected.map(formatListenerKey));
  const pages = new Set<number>();
  let matching = 0;
  let selectable = 0;
  for (const [index, row] of matches.entries()) {
    if (!isSelectable(row)) continue;
    selectable += 1;
    if (!names.has(formatListenerKey(row))) continue;
    matching += 1;
    pages.add(Math.floor(index / pageSize));
  }
  return { matching, pages: pages.size, selectable, gone: groupKeys(goneOf(selected, regions)) };
}

/** The selected that no longer exist. Searches only their own regions, because a region may have thousands of rows. */
function goneOf(
  selected: readonly ListenerKey[],
  regions: readonly { regionId: string; listeners: readonly Row[] }[],
): ListenerKey[] {
  const selectedIn = new Set(selected.map(({ regionId }) => regionId));
  const read = regions.filter(({ regionId }) => selectedIn.has(regionId));
  const readIds = new Set(read.map(({ regionId }) => regionId));
  const existing = new Set(
    read.flatMap(({ listeners }) => listeners.filter(isSelectable).map(formatListenerKey)),
  );
  return selected.filter((key) => readIds.has(key.regionId) && !existing.has(formatListenerKey(key)));
}

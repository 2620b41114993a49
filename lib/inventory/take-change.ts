import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import type { Selectable } from 'kysely';
import type {
  InventoryAccessControlListsTable,
  InventoryGroupsTable,
  InventoryListenersTable,
  InventoryRegionsTable,
} from '@/lib/db/schema';
import type { LoadBalancer } from '@/lib/slb/responses';
import { metrics, regionLabels } from '@/lib/telemetry/metrics';
import type { RegionChange } from './changes';
import { sourceKey } from './names';
import { rewrite, type RegionCopy } from './region-copy';
import { toListedLoadBalancer, type KnownAccessControlList } from './rows';
import { storedList, storedListener, storedRegion, type StoredRegion } from './stored-rows';

/**
 * Takes into a copy what another process has read and written. As with responses (region-copy.ts), what was requested
 * later counts; what is newer here is written with the next change.
 */

export type StoredNames = {
  groups: readonly Selectable<InventoryGroupsTable>[];
  lists: readonly Selectable<InventoryAccessControlListsTable>[];
};

/** The rows of a change, as they are now; one that is missing was deleted. */
export type ChangedRows = {
  region: Selectable<InventoryRegionsTable>;
  instances: ReadonlyMap<string, LoadBalancer>;
  listeners: ReadonlyMap<string, Selectable<InventoryListenersTable>>;
  names: StoredNames | null;
};

/** `isWhole`: the change is all of the region, and when each row was requested is unknown. */
export function takeChange(
  copy: RegionCopy,
  change: RegionChange,
  { region, instances, listeners, names }: ChangedRows,
  { isWhole = false }: { isWhole?: boolean } = {},
): void {
  const stored = storedRegion(region);
  const isOwnNewer = (ownAtMillis: number, atMillis: number) => !isWhole && ownAtMillis > atMillis;
  const changed = new Set<string>();
  for (const [id, atMillis] of Object.entries(change.instances)) {
    const known = copy.instances.get(id);
    const ownAtMillis = known?.requestedAtMillis ?? copy.prunedAtMillis.get(id) ?? 0;
    if (isOwnNewer(ownAtMillis, atMillis)) copy.unsaved.instances.add(id);
    else if (takeInstance(copy, id, instances.get(id), atMillis)) changed.add(id);
  }
  if (names !== null) takeNames(copy, stored, names);
  takeRegion(copy, stored, change);
  if (names !== null) rewrite(copy, () => true);
  else if (changed.size > 0) rewrite(copy, ({ loadBalancerId }) => changed.has(loadBalancerId));

  for (const [key, atMillis] of Object.entries(change.listeners)) {
    const known = copy.listeners.get(key);
    const ownAtMillis = known?.requestedAtMillis ?? copy.prunedAtMillis.get(key) ?? 0;
    if (isOwnNewer(ownAtMillis, atMillis)) copy.unsaved.listeners.add(key);
    else takeListener(copy, key, listeners.get(key), atMillis);
  }
  const wholeAtMillis = stored.readAtMillis ?? 0;
  for (const [id, instance] of copy.instances) {
    const part = change.partsRead[id];
    instance.requestedAtMillis = Math.max(instance.requestedAtMillis, wholeAtMillis, part?.atMillis ?? 0);
    instance.listenersRequestedAtMillis = Math.max(
      instance.listenersRequestedAtMillis,
      wholeAtMillis,
      part?.listenersAtMillis ?? 0,
    );
  }
  for (const listener of copy.listeners.values())
    listener.requestedAtMillis = Math.max(
      listener.requestedAtMillis,
      wholeAtMillis,
      change.partsRead[listener.summary.loadBalancerId]?.listenersAtMillis ?? 0,
    );
}

/** Returns whether the instance part of its rows changes. */
function takeInstance(
  copy: RegionCopy,
  id: string,
  loadBalancer: LoadBalancer | undefined,
  atMillis: number,
): boolean {
  const known = copy.instances.get(id);
  if (loadBalancer === undefined) {
    copy.prunedAtMillis.set(id, atMillis);
    return copy.instances.delete(id);
  }
  const listed = toListedLoadBalancer(loadBalancer);
  const isSame = known !== undefined && isDeepStrictEqual(known.listed, listed);
  copy.instances.set(id, {
    loadBalancer,
    listed: isSame ? known.listed : listed,
    requestedAtMillis: atMillis,
    listenersRequestedAtMillis: known?.listenersRequestedAtMillis ?? 0,
  });
  return !isSame;
}

function takeListener(
  copy: RegionCopy,
  key: string,
  row: Selectable<InventoryListenersTable> | undefined,
  atMillis: number,
): void {
  const known = copy.listeners.get(key);
  if (row === undefined) {
    copy.prunedAtMillis.set(key, atMillis);
    if (copy.listeners.delete(key)) copy.rows = null;
    return;
  }
  const listener = storedListener(copy, row, atMillis, known?.row);
  copy.listeners.set(key, listener);
  if (listener.row !== known?.row) copy.rows = null;
}

function takeRegion(copy: RegionCopy, stored: StoredRegion, change: RegionChange): void {
  copy.endpoint = stored.endpoint || copy.endpoint;
  copy.names = { ...copy.names, ...stored.names };
  if (change.respondedAtMillis >= copy.respondedAtMillis) {
    copy.respondedAtMillis = change.respondedAtMillis;
    copy.failure = stored.failure && { ...stored.failure, of: change.failureOf ?? 'whole' };
    copy.gaps = stored.gaps;
  } else copy.unsaved.region = true;
  if ((stored.readAtMillis ?? 0) > (copy.readAtMillis ?? 0)) {
    copy.readAtMillis = stored.readAtMillis;
    copy.readMillis = stored.readMillis;
    metrics().inventoryReadAt.set(regionLabels(copy.regionId), (copy.readAtMillis ?? 0) / 1000);
  }
  const isTheirs = theirsBy(copy, stored);
  const callOf = (key: string): string => key.slice(0, key.lastIndexOf(' '));
  for (const key of copy.namesKeptAtMillis.keys())
    if (isTheirs(callOf(key))) copy.namesKeptAtMillis.delete(key);
  for (const [key, atMillis] of stored.namesKeptAtMillis)
    if (isTheirs(callOf(key))) copy.namesKeptAtMillis.set(key, atMillis);
  for (const [call, atMillis] of stored.namesReadAtMillis) {
    const later = (times: ReadonlyMap<string, number>) => Math.max(atMillis, times.get(call) ?? 0);
    copy.namesTriedAtMillis.set(call, later(copy.namesTriedAtMillis));
    copy.namesReadAtMillis.set(call, later(copy.namesReadAtMillis));
  }
}

/** Whether what a call for names returned is newer in the database, or as new. */
function theirsBy({ namesReadAtMillis }: RegionCopy, stored: StoredRegion): (call: string) => boolean {
  const own = new Map(namesReadAtMillis);
  return (call) => (stored.namesReadAtMillis.get(call) ?? 0) >= (own.get(call) ?? 0);
}

function takeNames(copy: RegionCopy, stored: StoredRegion, { groups, lists }: StoredNames): void {
  const isTheirs = theirsBy(copy, stored);
  const keepOwn = (call: string): boolean => {
    const isOwn = !isTheirs(call);
    copy.unsaved.names ||= isOwn;
    return isOwn;
  };
  for (const [id, { kind: of, loadBalancerId }] of copy.groups)
    if (!keepOwn(sourceKey({ of, loadBalancerId }))) copy.groups.delete(id);
  for (const row of groups) {
    const { kind, load_balancer_id: loadBalancerId, name, server_count: serverCount } = row;
    if (isTheirs(sourceKey({ of: kind, loadBalancerId })))
      copy.groups.set(row.group_id, { loadBalancerId, kind, name, serverCount });
  }
  const theirs = new Map(lists.map((row) => [row.acl_id, storedList(row)]));
  const isNameOwn = keepOwn(sourceKey({ of: 'lists' }));
  for (const aclId of new Set([...copy.accessControlLists.keys(), ...theirs.keys()])) {
    const own = copy.accessControlLists.get(aclId);
    const named = isNameOwn ? own : theirs.get(aclId);
    const counted = keepOwn(sourceKey({ of: 'entries', aclId })) ? own : theirs.get(aclId);
    const next: KnownAccessControlList | undefined = named && {
      ...named,
      entries: counted?.entries ?? null,
      coverage: counted?.coverage ?? null,
    };
    if (next === undefined) copy.accessControlLists.delete(aclId);
    else if (!isDeepStrictEqual(own, next)) copy.accessControlLists.set(aclId, next);
  }
}

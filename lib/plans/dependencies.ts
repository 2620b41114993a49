import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '@/lib/config';
import { save, type Inventory } from '@/lib/inventory/inventory';
import { currentInventory } from '@/lib/inventory/sync';
import { readWants, sourceKey, type Want } from '@/lib/inventory/names';
import { readWhole } from '@/lib/inventory/reading';
import type { RegionCopy } from '@/lib/inventory/region-copy';
import { copiesOf, isUnread } from '@/lib/inventory/regions';
import { unsettledWrites } from '@/lib/listeners/commands/unsettled-writes';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import { ownerOf } from '@/lib/model/owner';
import type { Access } from '@/lib/model/permission';
import { aclIdsOf } from '@/lib/model/settings';
import type { GroupKind, PlanFacts, PlanInstance, PlanListener, PlanRegion } from './plan-facts';
import type { PlanCells, PlanColumn } from './plan-types';
import { cellText } from './values';

/**
 * Collects what the rows of a plan depend on, once for all of them. What the inventory has is taken as it is, with its
 * age. What it has not (a region, or groups and lists that no listener uses) is read now, and awaited for a moment.
 */

const PATIENCE_MILLIS = 1_000;

/** What rows name in one region. */
type Named = {
  instances: Set<string>;
  groups: { kind: GroupKind; loadBalancerId: string; groupId: string }[];
  aclIds: Set<string>;
};

/** What is known about everything the rows name. Waits for what was never read, but not long. */
export async function readFacts(
  rows: readonly PlanCells[],
  access: Access,
  { patienceMillis = PATIENCE_MILLIS }: { patienceMillis?: number } = {},
): Promise<PlanFacts> {
  const byRegion = namedIn(rows);
  const inv = await currentInventory();
  const late = sleep(patienceMillis, null, { ref: false });
  const regionIds = [...byRegion.keys()];
  await soon(copiesOf(inv, regionIds), late);
  const named = regionIds.flatMap((regionId) => {
    const copy = inv.regions.get(regionId);
    return copy === undefined ? [] : { copy, named: byRegion.get(regionId) ?? nothing() };
  });
  await soon(Promise.all(named.map((each) => readMissing(inv, each.copy, each.named))), late);
  const unsettled = await unsettledWrites();
  const ages = named.flatMap((each) => agesOf(each.copy, each.named));
  return {
    regions: new Map(named.map((each) => [each.copy.regionId, regionOf(each.copy, each.named)])),
    areRegionsKnown: inv.regionsReadAtMillis !== null,
    unsettled: new Set(unsettled.map(formatListenerKey)),
    access,
    listenerQuota: config().listenerQuota,
    rate: config().slb,
    isSandbox: config().connection.mode === 'sandbox',
    readAtMillis: oldestOf(ages),
  };
}

/** Awaits a reading that may go on by itself. */
async function soon(reading: Promise<unknown>, late: Promise<unknown>): Promise<void> {
  // Whoever reads next sees the bug again.
  reading.catch(() => {});
  await Promise.race([reading, late]);
}

const nothing = (): Named => ({ instances: new Set(), groups: [], aclIds: new Set() });

function namedIn(rows: readonly PlanCells[]): Map<string, Named> {
  const byRegion = new Map<string, Named>();
  for (const cells of rows) {
    const loadBalancerId = cellText(cells, 'LoadBalancerId');
    const regionId = cellText(cells, 'RegionId');
    const named = byRegion.get(regionId) ?? nothing();
    byRegion.set(regionId, named);
    named.instances.add(loadBalancerId);
    for (const [column, kind] of groupColumns) {
      const groupId = cellText(cells, column);
      if (groupId !== '') named.groups.push({ kind, loadBalancerId, groupId });
    }
    for (const aclId of aclIdsOf(cellText(cells, 'AclId'))) named.aclIds.add(aclId);
  }
  return byRegion;
}

const groupColumns = [
  ['VServerGroupId', 'vserver-group'],
  ['MasterSlaveServerGroupId', 'primary-secondary-group'],
] as const satisfies readonly (readonly [PlanColumn, GroupKind])[];

/** Reads a region that was never read, and then the groups and lists that rows name. */
async function readMissing(inv: Inventory, copy: RegionCopy, named: Named): Promise<void> {
  if (isUnread(copy, { retryFailed: false })) await readWhole(inv, copy, 'interactive').rowsRead;
  const names = new Map<string, Want>();
  const want = (source: Want['source'], isMissing: boolean): void => {
    const key = sourceKey(source);
    names.set(key, { source, isMissing: isMissing || names.get(key)?.isMissing === true });
  };
  for (const { kind, loadBalancerId, groupId } of named.groups)
    if (copy.instances.has(loadBalancerId))
      want({ of: kind, loadBalancerId }, copy.groups.get(groupId)?.loadBalancerId !== loadBalancerId);
  for (const aclId of named.aclIds)
    want({ of: 'lists' }, (copy.accessControlLists.get(aclId)?.addressIpVersion ?? '') === '');
  await readWants(copy, names, { priority: 'interactive' });

  const entries = new Map<string, Want>();
  for (const aclId of named.aclIds) {
    const list = copy.accessControlLists.get(aclId);
    const source = { of: 'entries', aclId } as const;
    if (list !== undefined) entries.set(sourceKey(source), { source, isMissing: list.entries === null });
  }
  await readWants(copy, entries, { priority: 'interactive' });
  if (copy.unsaved.names) await save(inv, copy);
}

function regionOf(copy: RegionCopy, named: Named): PlanRegion {
  const { instances, listeners, parts = [] } = copy.gaps;
  const byInstance = new Map<string, PlanListener[]>([...named.instances].map((id) => [id, []]));
  for (const { summary, row } of copy.listeners.values())
    byInstance.get(row.loadBalancerId)?.push({ summary, row });
  return {
    isRead: copy.readAtMillis !== null,
    mayLackInstances: instances !== null,
    mayLackListeners: listeners !== null || parts.length > 0,
    instances: new Map(
      [...byInstance].flatMap(([id, list]) => {
        const instance = instanceOf(copy, id, list);
        return instance === null ? [] : [[id, instance]];
      }),
    ),
    groups: copy.groups,
    groupsRead: new Set(copy.namesReadAtMillis.keys()),
    lists: copy.accessControlLists,
    areListsRead: copy.namesReadAtMillis.has(LISTS),
  };
}

const LISTS = sourceKey({ of: 'lists' });

function instanceOf(
  copy: RegionCopy,
  loadBalancerId: string,
  list: readonly PlanListener[],
): PlanInstance | null {
  const known = copy.instances.get(loadBalancerId);
  if (known === undefined) return null;
  const listeners = new Map<number, PlanListener[]>();
  for (const listener of list) {
    const { listenerPort } = listener.row;
    listeners.set(listenerPort, [...(listeners.get(listenerPort) ?? []), listener]);
  }
  const instanceTags = known.loadBalancer.tags;
  return {
    listed: known.listed,
    listeners,
    listenerCount: list.length,
    usedMbps: list.reduce((sum, { summary }) => sum + Math.max(0, summary.bandwidthMbps ?? 0), 0),
    isUsedKnown: list.every(({ summary }) => summary.bandwidthMbps !== undefined),
    isOwned: ownerOf({ tags: [], instanceTags }, config().owners) !== null,
  };
}

/** When each part was read; null for a region that was not. Of groups and lists that were not, the rows have notes. */
function agesOf(copy: RegionCopy, named: Named): (number | null)[] {
  const readAt = (source: Want['source']): number[] => {
    const atMillis = copy.namesReadAtMillis.get(sourceKey(source));
    return atMillis === undefined ? [] : [atMillis];
  };
  const instances = [...named.instances].flatMap((id) => copy.instances.get(id) ?? []);
  return [
    copy.readAtMillis,
    ...instances.flatMap((known) => [known.requestedAtMillis, known.listenersRequestedAtMillis]),
    ...named.groups.flatMap(({ kind, loadBalancerId }) => readAt({ of: kind, loadBalancerId })),
    ...[...named.aclIds].flatMap((aclId) => [
      ...readAt({ of: 'lists' }),
      ...readAt({ of: 'entries', aclId }),
    ]),
  ];
}

function oldestOf(ages: readonly (number | null)[]): number | null {
  let oldest = Infinity;
  for (const age of ages) {
    if (age === null) return null;
    oldest = Math.min(oldest, age);
  }
  return oldest === Infinity ? null : oldest;
}

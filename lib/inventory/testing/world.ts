import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach } from 'vitest';
import { closeDatabase } from '@/lib/db/database';
import { listenersOf } from '../joined-rows';
import type { ListedListener, RegionOverview } from '@/lib/model/list-row';
import { forgetRate } from '@/lib/slb/limiter';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld, type SandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { forgetInventory, inventory } from '../inventory';
import { readOverview } from '../overview';
import { rereadScreen } from '../screen';

/** The inventory with the real client, the real sandbox and its own database. */

export const REGIONS = ['cn-hangzhou', 'cn-shanghai', 'eu-central-1'];
export const EU = 'eu-central-1';
export const LIST = 'DescribeLoadBalancerListeners';

export type InventoryWorld = {
  sandbox: () => SandboxWorld;
  /** How many calls were received since the last reset. */
  calls: (action?: string) => Promise<number>;
};

/**
 * For the top of a test file: every test begins with the demo data and an empty database, like a first start of Sluice.
 */
export function inventoryWorld(): InventoryWorld {
  const sandbox = sandboxWorld({ folderPer: 'test' });

  beforeEach(() => {
    forgetInventory();
    // The rate learned from one test's throttling must not slow the next one down.
    forgetRate();
    // Far longer than any latency of a test: on a slow machine, late must not become lost.
    connectTo(sandbox.port);
  });

  afterEach(() => settled());

  return { sandbox: () => sandbox, calls: async (action) => (await sandbox.requests(action)).length };
}

/** Waits for every pending read to end, those that begin when another one has ended too, and for what they write. */
export async function settled(): Promise<void> {
  const inv = await inventory();
  const pending = (): Promise<unknown>[] => [
    ...[...inv.wholes.values()].flatMap(({ isDone, done }) => (isDone ? [] : [done])),
    ...[...inv.parts.values()].map(({ done }) => done),
    ...[...inv.regions.values()].flatMap((copy) => [...copy.pendingNames.values()].map(({ done }) => done)),
    ...inv.regionsReading.values(),
    ...(inv.writing.next === null ? [] : [inv.writing.next]),
  ];
  for (;;) {
    // What follows a read begins in a later turn.
    await nextTurn();
    const reads = pending();
    if (reads.length === 0) break;
    await Promise.allSettled(reads);
  }
  await inv.writing.last;
}

export async function restart(): Promise<void> {
  await settled();
  await closeDatabase();
  forgetInventory();
}

export async function fill(regionIds: readonly string[] = REGIONS): Promise<readonly ListedListener[]> {
  await readOverview(regionIds, { patienceMillis: 20_000 });
  await settled();
  return listenersOf(await readOverview(regionIds));
}

/** All of the regions, however long it takes. */
export function rereadAll(regionIds: readonly string[]): Promise<void> {
  return rereadScreen({ regionIds, instances: [], whole: true, patienceMillis: 20_000 });
}

export function statesOf(regions: readonly RegionOverview[]): Record<string, RegionOverview['state']> {
  return Object.fromEntries(regions.map(({ regionId, state }) => [regionId, state]));
}

export function find(
  rows: readonly ListedListener[],
  { loadBalancerId, listenerPort }: Pick<ListedListener, 'loadBalancerId' | 'listenerPort'>,
): ListedListener | undefined {
  return rows.find((row) => row.loadBalancerId === loadBalancerId && row.listenerPort === listenerPort);
}

/** One that is stopped, and may be started. */
export function startable(rows: readonly ListedListener[]): ListedListener {
  const found = rows.find(
    ({ status, protocol, loadBalancer }) =>
      status === 'stopped' &&
      protocol === 'tcp' &&
      loadBalancer.status === 'active' &&
      loadBalancer.modificationProtection.status === 'none',
  );
  if (!found) throw new Error('the demo data have a stopped listener');
  return found;
}

import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { callSlb } from '@/lib/slb/client';
import { describeAccessControlList } from '@/lib/slb/operations/access-control-lists';
import { addEntries, removeEntries } from '@/lib/slb/testing/lists';
import { listenersOf } from './joined-rows';
import type { ListedListener } from '@/lib/model/list-row';
import { agesOfFacts, NAMES_FRESH_MILLIS } from './fact-ages';
import { inventory } from './inventory';
import { readOverview } from './overview';
import { readPart } from './reading';
import type { RegionCopy } from './region-copy';
import { rereadScreen } from './screen';
import { fill, find, inventoryWorld, REGIONS, restart, settled } from './testing/world';

/** What is shown next to a listener is as old as stated, or marked. */

inventoryWorld();

/** A listener restricted by an allowlist, and the list. */
function restricted(rows: readonly ListedListener[]): { row: ListedListener; aclId: string } {
  const row = rows.find(({ access, reach }) => access.status === 'on' && reach.because === 'allowlist');
  const [list] = row?.access.status === 'on' ? row.access.lists : [];
  if (row === undefined || list === undefined) throw new Error('the demo data have an allowlist');
  return { row, aclId: list.aclId };
}

async function entriesOf(regionId: string, aclId: string): Promise<string[]> {
  const list = await describeAccessControlList({ regionId, aclId });
  if (!list.ok) throw new Error(list.error.message);
  return list.value.entries.map(({ entry }) => entry);
}

async function copyOf(regionId: string): Promise<RegionCopy> {
  const copy = (await inventory()).regions.get(regionId);
  if (copy === undefined) throw new Error(`${regionId} was read`);
  return copy;
}

/** Like "Refresh now", with some rows on screen. */
async function refreshNow(rows: readonly ListedListener[]): Promise<readonly ListedListener[]> {
  await rereadScreen({ regionIds: REGIONS, instances: rows, whole: true, patienceMillis: 20_000 });
  return listenersOf(await readOverview(REGIONS));
}

describe("somebody else's change to a list", () => {
  it('is on screen after the next refresh, however recent the names were', async () => {
    const { row, aclId } = restricted(await fill());
    await removeEntries(row.regionId, aclId, await entriesOf(row.regionId, aclId));
    expect(find(await refreshNow([row]), row)).toMatchObject({
      reach: { who: 'everyone', because: 'empty-allowlist' },
      access: { lists: [{ aclId, entryCount: 0 }] },
    });
    await addEntries(row.regionId, aclId, ['0.0.0.0/1', '128.0.0.0/1']);
    expect(find(await refreshNow([row]), row)?.reach).toMatchObject({ because: 'full-allowlist' });
  });

  it('is counted soon after that if no row on screen shows it', async () => {
    const { row, aclId } = restricted(await fill());
    await removeEntries(row.regionId, aclId, await entriesOf(row.regionId, aclId));
    await refreshNow([]);
    await settled();
    expect(find(listenersOf(await readOverview(REGIONS)), row)?.reach.who).toBe('everyone');
  });
});

it('an instance is read again with its listeners if only a part of its region is', async () => {
  const { row } = restricted(await fill());
  const inv = await inventory();
  const { regionId, loadBalancerId } = row;
  const renamed = await callSlb({
    action: 'SetLoadBalancerName',
    regionId,
    parameters: { LoadBalancerId: loadBalancerId, LoadBalancerName: 'renamed-elsewhere' },
    effect: 'write',
    answer: z.unknown(),
  });
  expect(renamed).toMatchObject({ ok: true });
  await readPart(inv, await copyOf(regionId), [loadBalancerId]);
  const rows = listenersOf(await readOverview(REGIONS));
  expect(find(rows, row)?.loadBalancer.name).toBe('renamed-elsewhere');
  expect(rows.some((other) => other.loadBalancerId !== loadBalancerId)).toBe(true);
});

describe('the displayed age', () => {
  it('is that of the oldest fact; much older facts are marked instead', async () => {
    const { row } = restricted(await fill());
    const copy = await copyOf(row.regionId);
    const at = Date.now();
    const readAt = (millis: number): void => {
      for (const word of copy.namesReadAtMillis.keys()) copy.namesReadAtMillis.set(word, millis);
    };
    readAt(at);
    const instance = copy.instances.get(row.loadBalancerId);
    if (instance) instance.requestedAtMillis = at - 5_000;
    const young = await agesOfFacts([row], at);
    expect(young.readAtMillis).toBe(at - 5_000);
    expect(young.olderOf(row)).toBeUndefined();

    readAt(at - NAMES_FRESH_MILLIS - 1);
    const old = await agesOfFacts([row], at);
    expect(old.readAtMillis).toBe(at - 5_000);
    expect(old.olderOf(row)).toMatchObject({ access: at - NAMES_FRESH_MILLIS - 1 });
    expect(old.olderOf(row)).not.toHaveProperty('instance');
  });

  it('is the same after a restart', async () => {
    const { row } = restricted(await fill());
    const before = new Map((await copyOf(row.regionId)).namesReadAtMillis);
    expect(before.size).toBeGreaterThan(1);
    await restart();
    expect((await copyOf(row.regionId)).namesReadAtMillis).toEqual(before);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { listenersOf } from './joined-rows';
import type { ListedListener } from '@/lib/model/list-row';
import { readOneListener } from '@/lib/listeners/detail/listener-detail';
import { mayDo } from '@/lib/model/rules';
import { describeAccessControlList } from '@/lib/slb/operations/access-control-lists';
import type { ListenerSummary } from '@/lib/slb/responses';
import { agesOfFacts } from './fact-ages';
import { inventory } from './inventory';
import { readOverview } from './overview';
import { newRegionCopy, takeGaps, takeListeners, takePartGaps } from './region-copy';
import { knownRegions } from './regions';
import { rereadScreen } from './screen';
import { permitted } from '@/lib/model/permission';
import { fill, inventoryWorld, REGIONS, rereadAll, restart, settled } from './testing/world';

/**
 * Responses as the service and its clones have given them, through the real client: an unreadable value hides only
 * itself.
 */

const world = inventoryWorld();

afterEach(() => vi.useRealTimers());

const HANGZHOU = 'cn-hangzhou';
const LISTENERS = 'DescribeLoadBalancerListeners';

async function gapsOf(regionId: string) {
  const [region] = await readOverview([regionId]);
  return region?.state === 'read' ? region.gaps : null;
}

/** Listeners of the demo data. */
const ALL = 48;

/** All rows, with every response of one region odd. */
async function oddRows(variant: string, action = LISTENERS): Promise<readonly ListedListener[]> {
  await world.sandbox().fault({ action, regionId: HANGZHOU, share: 1, kind: 'odd-rows', variant });
  return fill();
}

describe('an unreadable value', () => {
  it.each([
    ['bandwidth-text', 'bandwidth'],
    ['description-object', 'description'],
    ['odd-access-control', 'access'],
    ['tag-without-key', 'tag'],
  ] as const)('(%s) blanks its own cell, and every row is there', async (variant, cell) => {
    const rows = await oddRows(variant);
    expect(rows).toHaveLength(ALL);
    expect(rows.filter(({ unreadable }) => unreadable?.includes(cell))).toHaveLength(1);
    expect(await gapsOf(HANGZHOU)).toEqual({ instances: null, listeners: null });
  });

  it('in access control is never read as off', async () => {
    const [odd] = (await oddRows('odd-access-control')).filter(({ unreadable }) => unreadable !== undefined);
    expect(odd?.access).toEqual({ status: 'unknown' });
  });

  it('in a protection keeps Sluice from writing to the instance', async () => {
    const rows = await oddRows('odd-protection', 'DescribeLoadBalancers');
    const guarded = rows.filter(
      (row) => !mayDo('edit', { status: 'running', protocol: 'tcp' }, row.loadBalancer, permitted).allowed,
    );
    expect(guarded.map(({ loadBalancer }) => loadBalancer.unreadable)).toContainEqual([
      'DeleteProtection',
      'ModificationProtectionStatus',
    ]);
  });
});

describe('a row without identity', () => {
  it('is counted and named, also after a restart, and the other rows are shown', async () => {
    const rows = await oddRows('missing-port');
    await world.sandbox().clearFaults();
    const named = { instances: null, listeners: { unread: [expect.any(Object)], incomplete: null } };
    expect(await gapsOf(HANGZHOU)).toEqual(named);
    const gaps = await gapsOf(HANGZHOU);
    expect(gaps?.listeners?.unread[0]).toHaveProperty('LoadBalancerId');
    await restart();
    expect(await gapsOf(HANGZHOU)).toEqual(named);
    await rereadAll(REGIONS);
    expect(await gapsOf(HANGZHOU)).toEqual({ instances: null, listeners: null });
    expect(rows).toHaveLength(ALL - 1);
    expect(listenersOf(await readOverview(REGIONS))).toHaveLength(ALL);
  });

  it('of an instance keeps its listeners in the list, protected', async () => {
    await fill();
    await world.sandbox().fault({
      action: 'DescribeLoadBalancers',
      regionId: HANGZHOU,
      share: 1,
      kind: 'odd-rows',
      variant: 'missing-id',
    });
    await rereadAll(REGIONS);
    const rows = listenersOf(await readOverview(REGIONS));
    expect(rows).toHaveLength(ALL);
    const orphans = rows.filter(({ loadBalancer }) => loadBalancer.status === 'unknown');
    expect(orphans.length).toBeGreaterThan(0);
    for (const row of orphans)
      expect(mayDo('delete', { ...row, status: 'stopped' }, row.loadBalancer, permitted)).toEqual({
        allowed: false,
        blockReason: 'protection-unreadable',
        reason: null,
      });
    expect((await gapsOf(HANGZHOU))?.instances?.unread).toHaveLength(1);
  });
});

describe('a name without identity', () => {
  const bound = async (isOf: (row: ListedListener) => boolean): Promise<ListedListener[]> =>
    listenersOf(await readOverview([HANGZHOU])).filter(isOf);
  const showsLists = ({ access }: ListedListener): boolean => access.status === 'on';
  const showsGroup = ({ backend }: ListedListener): boolean => backend.kind === 'vserver-group';

  it.each([
    ['DescribeAccessControlLists', 'accessControlLists', 'access', showsLists],
    ['DescribeVServerGroups', 'groups', 'backend', showsGroup],
  ] as const)(
    'in the answer to %s takes nothing away: it is counted, and what was known stays and is marked as older',
    async (action, of, cell, isOf) => {
      await fill();
      const before = await bound(isOf);
      const fault = {
        action,
        regionId: HANGZHOU,
        share: 1,
        kind: 'odd-rows',
        variant: 'missing-id',
      } as const;
      await world.sandbox().fault(fault);
      const olderCells = async (afterMillis: number): Promise<number> => {
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + afterMillis });
        await rereadScreen({ regionIds: [HANGZHOU], instances: before, whole: true, patienceMillis: 20_000 });
        await settled();
        const rows = await bound(isOf);
        expect(rows).toEqual(before);
        const { olderOf } = await agesOfFacts(rows, Date.now());
        return rows.filter((row) => olderOf(row)?.[cell] !== undefined).length;
      };
      expect(await olderCells(60_000)).toBeGreaterThan(0);
      const gaps = await gapsOf(HANGZHOU);
      expect(gaps?.[of]?.unread.length).toBeGreaterThan(0);
      expect(gaps).toMatchObject({ instances: null, listeners: null });
      await restart();
      expect((await gapsOf(HANGZHOU))?.[of]).toEqual(gaps?.[of]);
      await world.sandbox().clearFaults();
      expect(await olderCells(120_000)).toBe(0);
      expect(await gapsOf(HANGZHOU)).toEqual({ instances: null, listeners: null });
    },
  );

  it('leaves a stored name without a time if none is known, also across a restart', async () => {
    await fill();
    const rows = await bound((row) => showsLists(row) || showsGroup(row));
    const copyOf = async () => {
      const copy = (await inventory()).regions.get(HANGZHOU);
      if (copy === undefined) throw new Error('the region was read');
      return copy;
    };
    // As in a database that stores no times of names, when no row had shown them.
    (await copyOf()).namesReadAtMillis.clear();
    for (const action of ['DescribeAccessControlLists', 'DescribeVServerGroups'])
      await world
        .sandbox()
        .fault({ action, regionId: HANGZHOU, share: 1, kind: 'odd-rows', variant: 'missing-id' });
    const begunAtMillis = Date.now();
    for (let reading = 0; reading < 2; reading += 1) {
      await rereadScreen({ regionIds: [HANGZHOU], instances: rows, whole: true, patienceMillis: 20_000 });
      await settled();
    }
    expect(await bound((row) => showsLists(row) || showsGroup(row))).toEqual(rows);
    const kept = (await copyOf()).namesKeptAtMillis;
    expect(kept.size).toBeGreaterThan(1);
    expect(new Set(kept.values())).toEqual(new Set([null]));
    const { olderOf } = await agesOfFacts(rows, begunAtMillis);
    expect(rows.map(olderOf).filter((older) => older !== undefined)).toEqual([]);
    await restart();
    expect((await copyOf()).namesKeptAtMillis).toEqual(kept);
  });

  it('in the response of DescribeRegions is counted, and the other regions are there', async () => {
    await world
      .sandbox()
      .fault({ action: 'DescribeRegions', share: 1, kind: 'odd-rows', variant: 'missing-id' });
    await fill();
    const known = await knownRegions('en');
    expect(known.ok && known.gaps?.unread).toHaveLength(1);
    expect(known.ok && known.value.length).toBeGreaterThan(1);
  });
});

describe('listeners of some instances that are not all returned', () => {
  const LB = 'lb-1';
  const listed = (listenerPort: number): ListenerSummary => ({
    loadBalancerId: LB,
    listenerPort,
    listenerProtocol: 'tcp',
    status: 'running',
    aclIds: [],
    tags: [],
  });

  it('are reported as missing for those instances until they are read again, and gaps of the whole region stay', () => {
    const copy = newRegionCopy(HANGZHOU);
    const whole = { unread: [], incomplete: { read: 40, of: 48 } };
    takeGaps(copy, { instances: null, listeners: whole });
    takeListeners(copy, [listed(80)], 1);
    takePartGaps(copy, [LB], { unread: [], incomplete: { read: 1, of: 2 } });
    expect(copy.gaps).toEqual({
      instances: null,
      listeners: whole,
      parts: [{ loadBalancerIds: [LB], read: 1, of: 2 }],
    });
    takePartGaps(copy, ['lb-2'], undefined);
    expect(copy.gaps.parts).toHaveLength(1);
    takePartGaps(copy, [LB, 'lb-2'], undefined);
    expect(copy.gaps).toEqual({ instances: null, listeners: whole });
  });
});

describe('listeners without an instance', () => {
  const nameless = { ListenerPort: '80' };

  it('are counted once, however often a part of the region is read', () => {
    const copy = newRegionCopy(HANGZHOU);
    takeGaps(copy, { instances: null, listeners: { unread: [nameless], incomplete: null } });
    for (const loadBalancerId of ['lb-1', 'lb-1', 'lb-2'])
      takePartGaps(copy, [loadBalancerId], { unread: [nameless], incomplete: null });
    expect(copy.gaps.listeners?.unread).toEqual([nameless]);
  });

  it('are each counted if one response has several identical ones, or another one', () => {
    const copy = newRegionCopy(HANGZHOU);
    const other = { ListenerPort: '81' };
    for (let reading = 0; reading < 2; reading += 1)
      takePartGaps(copy, ['lb-1'], { unread: [nameless, nameless, other], incomplete: null });
    expect(copy.gaps.listeners?.unread).toEqual([nameless, nameless, other]);
  });
});

describe('a list in another shape', () => {
  it.each(['bare-list', 'other-wrapper', 'shape-of-2018'])('(%s) is read in full', async (variant) => {
    await world.sandbox().fault({ action: '*', regionId: HANGZHOU, share: 1, kind: 'odd-rows', variant });
    expect(await fill()).toHaveLength(ALL);
    expect(await gapsOf(HANGZHOU)).toEqual({ instances: null, listeners: null });
  });

  it('of 2018 returns no access control, and every listener has a page', async () => {
    await world.sandbox().fault({ action: '*', share: 1, kind: 'odd-rows', variant: 'shape-of-2018' });
    const rows = await fill();
    expect(new Set(rows.map(({ access }) => access.status))).toEqual(new Set(['unknown']));
    const tcp = rows.find(({ protocol, status }) => protocol === 'tcp' && status === 'running');
    if (tcp === undefined) throw new Error('the demo has a running TCP listener');
    const reading = await readOneListener(tcp);
    if (reading.state !== 'read') throw new Error('it has a page');
    const { settings } = reading.one.listener;
    expect(settings).toMatchObject({ listenerPort: tcp.listenerPort, status: 'running' });
    expect(settings.aclStatus).toBeUndefined();
    expect(settings.establishedTimeoutSeconds).toBeUndefined();
  });

  it('that is not a list fails the region and nothing else', async () => {
    await oddRows('no-list');
    const states = await readOverview(REGIONS);
    expect(states.map(({ state }) => state).toSorted()).toEqual(['failed', 'read', 'read']);
  });
});

describe('a list that is not paged', () => {
  it('is requested at most twice, and is complete', async () => {
    await world.sandbox().fault({ action: '*', share: 1, kind: 'unpaged' });
    expect(await fill()).toHaveLength(ALL);
    for (const regionId of REGIONS)
      expect(await gapsOf(regionId)).toEqual({ instances: null, listeners: null });
    for (const action of [LISTENERS, 'DescribeLoadBalancers'])
      expect(
        (await world.sandbox().requests(action)).filter(({ regionId }) => regionId === HANGZHOU).length,
      ).toBeLessThan(3);
  });

  it('of 112 entries is requested twice', async () => {
    await world.sandbox().fault({ action: '*', share: 1, kind: 'unpaged' });
    const list = await describeAccessControlList({ regionId: 'eu-central-1', aclId: 'acl-gw8scan1e3u5x' });
    expect(list.ok && list.value.entries).toHaveLength(112);
    expect(await world.sandbox().requests('DescribeAccessControlListAttribute')).toHaveLength(2);
  });

  it('of entries keeps an unreadable one without an address, so that its coverage is unknown', async () => {
    await world.sandbox().fault({
      action: 'DescribeAccessControlListAttribute',
      count: 1,
      kind: 'odd-rows',
      variant: 'missing-address',
    });
    const list = await describeAccessControlList({ regionId: 'cn-hangzhou', aclId: '1323' });
    expect(list.ok && list.value.entries.filter(({ entry }) => entry === '')).toHaveLength(1);
  });
});

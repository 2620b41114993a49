import { describe, expect, it, vi } from 'vitest';
import { forgetConfig } from '@/lib/config';
import { database } from '@/lib/db/database';
import { changeListener } from '@/lib/listeners/commands/change-listener';
import { awaitedOf } from '@/lib/model/awaited-change';
import { listenersOf } from './joined-rows';
import { connectTo } from '@/lib/slb/testing/connection';
import { localActor } from '@/lib/model/actor';
import { inventory } from './inventory';
import { fillProgress, inventoryState, readOverview, rowsAwaitingNames } from './overview';
import { chooseRegions, fillRest } from './regions';
import {
  EU,
  fill,
  LIST,
  REGIONS,
  rereadAll,
  restart,
  settled,
  startable,
  statesOf,
  inventoryWorld,
} from './testing/world';

const world = inventoryWorld();

describe('the first read', () => {
  it('returns every region, its instances and the names its listeners use', async () => {
    const rows = await fill();
    const regions = await readOverview(REGIONS);
    expect(statesOf(regions)).toEqual({ 'cn-hangzhou': 'read', 'cn-shanghai': 'read', [EU]: 'read' });
    expect(rows).toHaveLength(48);

    expect(new Set(rows.map(({ protocol }) => protocol)).size).toBeGreaterThan(1);
    expect(rows.filter(({ loadBalancer }) => loadBalancer.name === loadBalancer.loadBalancerId)).toEqual([]);
    const backends = rows.flatMap(({ backend }) =>
      backend.kind === 'port' || backend.kind === 'unknown' ? [] : [backend],
    );
    expect(new Set(backends.map(({ kind }) => kind)).size).toBe(2);
    expect(backends.filter(({ name }) => name === null)).toEqual([]);
    const lists = rows.flatMap(({ access }) => (access.status === 'on' ? access.lists : []));
    expect(lists.some(({ entryCount }) => entryCount === 0)).toBe(true);
    expect(lists.filter(({ name, entryCount }) => name === null || entryCount === null)).toEqual([]);
    expect(rows.some(({ loadBalancer }) => loadBalancer.sharedMbps !== null)).toBe(true);
    expect(awaitedOf(regions)).toBeNull();
  });

  it('reports for how many rows names are still pending, and none once they have come', async () => {
    await world.sandbox().fault({ action: 'DescribeVServerGroups', kind: 'latency', millis: 300, count: 99 });
    const rows = listenersOf(await readOverview(REGIONS));
    expect(await rowsAwaitingNames(rows)).toBeGreaterThan(0);
    await settled();
    expect(await rowsAwaitingNames(listenersOf(await readOverview(REGIONS)))).toBe(0);
  });

  it('takes one call for an empty region, and pages of a hundred otherwise', async () => {
    await world.sandbox().reset('large');
    // On a busy machine, not all have answered by then: those may have instances too.
    await chooseRegions([], [], 'en');
    await settled();
    const { chosen } = await chooseRegions([], [], 'en');
    expect(chosen).toHaveLength(6);
    const rows = await fill(chosen);
    await fillRest(chosen);
    await settled();
    expect(rows).toHaveLength(12_000);
    expect(await world.calls('DescribeRegions')).toBe(1);
    expect(await world.calls('DescribeLoadBalancers')).toBe(37);
    expect(await world.calls(LIST)).toBe(120);
    expect(await inventoryState()).toMatchObject({
      filling: false,
      naming: false,
      instances: 300,
      listeners: 12_000,
    });
  });

  it('shows the rows that have come, and their number, while others are pending', async () => {
    await world.sandbox().reset('large');
    await world.sandbox().settings({ throttle: [{ action: '*', calls: 10, windowSeconds: 1 }] });
    const regions = await readOverview(['cn-hangzhou'], { patienceMillis: 1000 });
    const rows = listenersOf(regions).length;
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(2000);
    expect(regions).toMatchObject([{ state: 'read', isFilling: true, behind: null }]);
    expect(awaitedOf(regions)).toMatchObject({ needsRequest: false });
    expect(await fillProgress(['cn-hangzhou'])).toMatchObject({
      regionsDone: 0,
      regionCount: 1,
      instanceCount: 50,
    });
    await world.sandbox().settings({ throttle: 'off' });
    expect(await fill(['cn-hangzhou'])).toHaveLength(2000);
    expect(await fillProgress(['cn-hangzhou'])).toBeNull();
  });

  it('shows a failed region with its rejection, along with the others', async () => {
    await world.sandbox().fault({ action: LIST, regionId: EU, count: 100, kind: 'error-5xx' });
    const regions = await readOverview(REGIONS);
    expect(statesOf(regions)).toEqual({ 'cn-hangzhou': 'read', 'cn-shanghai': 'read', [EU]: 'failed' });
    const failed = regions.find((region) => region.state === 'failed');
    expect(failed).toMatchObject({ error: { code: 'ServiceUnavailable', kind: 'unavailable' } });
    expect(listenersOf(regions).length).toBeGreaterThan(0);
  });

  it('does not wait for a region that hangs, and has its rows when they come', async () => {
    await world.sandbox().fault({ action: LIST, regionId: EU, count: 1, kind: 'latency', millis: 4000 });
    await readOverview(REGIONS, { patienceMillis: 100 });
    const { wholes } = await inventory();
    await Promise.all(['cn-hangzhou', 'cn-shanghai'].map((regionId) => wholes.get(regionId)?.rowsRead));
    const shown = await readOverview(REGIONS, { patienceMillis: 100 });
    expect(statesOf(shown)).toEqual({ 'cn-hangzhou': 'read', 'cn-shanghai': 'read', [EU]: 'reading' });
    expect(awaitedOf(shown)).toEqual({ needsRequest: false, key: EU });
    expect(statesOf(await readOverview(REGIONS, { patienceMillis: 20_000 }))).toMatchObject({ [EU]: 'read' });
  });

  it('waits for the very first response, however little patience there is', async () => {
    await world.sandbox().fault({ action: LIST, regionId: EU, count: 1, kind: 'latency', millis: 300 });
    expect(statesOf(await readOverview([EU], { patienceMillis: 0 }))).toEqual({ [EU]: 'read' });
  });

  it('does not keep a failure for the next page', async () => {
    await world.sandbox().fault({ action: LIST, regionId: EU, count: 3, kind: 'error-5xx' });
    expect(statesOf(await readOverview([EU]))).toEqual({ [EU]: 'failed' });
    expect(statesOf(await readOverview([EU]))).toEqual({ [EU]: 'failed' });
    expect(statesOf(await readOverview([EU], { retryFailed: true }))).toEqual({ [EU]: 'read' });
  });

  it('keeps the rows without names when names cannot be read', async () => {
    await world.sandbox().fault({ action: 'DescribeVServerGroups', count: 100, kind: 'error-5xx' });
    const rows = await fill(['cn-hangzhou']);
    const inGroups = rows.flatMap(({ backend }) => (backend.kind === 'vserver-group' ? [backend] : []));
    expect(inGroups.length).toBeGreaterThan(0);
    for (const backend of inGroups) expect(backend).toMatchObject({ name: null, serverCount: null });
    expect(await rowsAwaitingNames(rows)).toBe(0);
  });
});

describe('everything that was ever read', () => {
  it('is shown without any call, also after a restart', async () => {
    const before = await fill();
    const { chosen } = await chooseRegions([], [], 'en');
    await settled();
    await restart();
    const atFirst = await world.calls();

    expect(await chooseRegions([], [], 'en')).toMatchObject({ chosen, known: { ok: true } });
    const regions = await readOverview(chosen);
    expect(listenersOf(regions)).toHaveLength(48);
    expect(new Set(listenersOf(regions).map((row) => JSON.stringify(row)))).toEqual(
      new Set(before.map((row) => JSON.stringify(row))),
    );
    expect(await world.calls()).toBe(atFirst);
  });

  it('stays however long this process has been running', async () => {
    await fill([EU]);
    const open = await database();
    const weekAgo = new Date(Date.now() - 8 * 86_400_000).toISOString();
    await open.updateTable('inventory_connections').set({ used_at: weekAgo }).execute();
    await restart();
    await world.sandbox().fault({ action: LIST, count: 100, kind: 'error-5xx' });
    expect(listenersOf(await readOverview([EU]))).toHaveLength(9);

    await world.sandbox().reset();
    await (await database()).updateTable('inventory_connections').set({ used_at: weekAgo }).execute();
    await rereadAll([EU]);
    const { used_at } = await (
      await database()
    )
      .selectFrom('inventory_connections')
      .select('used_at')
      .executeTakeFirstOrThrow();
    expect(used_at > weekAgo).toBe(true);
  });

  it('is never shown to another key or another sandbox', async () => {
    await fill();
    await settled();
    connectTo(1, { timeoutMillis: 100, deadlineMillis: 200 });
    expect(listenersOf(await readOverview(REGIONS, { patienceMillis: 100 }))).toEqual([]);
    await settled();

    connectTo(world.sandbox().port, { timeoutMillis: 100, deadlineMillis: 200 });
    vi.stubEnv('SLUICE_SANDBOX_ACCESS_KEY_ID', 'LTAI5tSomebodyElse');
    forgetConfig();
    expect(listenersOf(await readOverview(REGIONS, { patienceMillis: 100 }))).toEqual([]);
    await settled();
    vi.unstubAllEnvs();
    forgetConfig();
    expect(listenersOf(await readOverview(REGIONS))).toHaveLength(48);
  });

  it('keeps the identity of a row as long as nothing in it changes', async () => {
    const before = await fill();
    const changed = startable(before);
    await changeListener('start', changed, localActor(null));
    await rereadAll(REGIONS);
    const after = listenersOf(await readOverview(REGIONS));
    expect(after.filter((row) => !before.includes(row))).toHaveLength(1);
    const again = listenersOf(await readOverview(REGIONS));
    expect(again.every((row, index) => row === after[index])).toBe(true);
  });
});

describe('the regions of the list', () => {
  it('are those of the URL, else those remembered, else all that have instances', async () => {
    const chosen = async (address: string[], memory: string[]) =>
      (await chooseRegions(address, memory, 'en')).chosen;
    expect(await chosen([EU], ['cn-shanghai'])).toEqual([EU]);
    expect(await chosen(['mars-1'], ['cn-shanghai'])).toEqual(['cn-shanghai']);
    expect(await chosen([], ['mars-1'])).toEqual(REGIONS);
  });

  it("have names in the reader's language once it was requested", async () => {
    await chooseRegions([], [], 'en');
    await settled();
    const nameIn = async (locale: 'en' | 'zh-CN') => {
      const { known } = await chooseRegions([EU], [], locale);
      return known.ok && known.value.find(({ regionId }) => regionId === EU)?.localName;
    };
    expect(await nameIn('en')).toBe('Germany (Frankfurt)');
    await expect.poll(() => nameIn('zh-CN')).toBe('德国（法兰克福）');
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetConfig } from '@/lib/config';
import { closeDatabase, database } from '@/lib/db/database';
import { changeListener } from '@/lib/listeners/change-listener';
import {
  awaitedOf,
  listenersOf,
  type ListedListener,
  type RegionOverview,
} from '@/lib/listeners/overview-types';
import { forgetRate } from '@/lib/slb/limiter';
import { deleteListener } from '@/lib/slb/operations/listeners';
import { connectTo } from '@/lib/slb/testing/connection';
import { startSandbox, type Sandbox } from '@/lib/slb/testing/sandbox';
import { forgetInventory, inventory } from './inventory';
import { fillProgress, inventoryState, readOverview, rowsAwaitingNames } from './overview';
import { chooseRegions, fillRest } from './regions';
import { rereadListener } from './reread-listener';
import { rereadScreen } from './screen';

/** The inventory against the real client, the real sandbox and a database of its own. */

const REGIONS = ['cn-hangzhou', 'cn-shanghai', 'eu-central-1'];
const EU = 'eu-central-1';
const LIST = 'DescribeLoadBalancerListeners';

let sandbox: Sandbox;
let dataDir: string;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'demo' });
}, 30_000);

afterAll(async () => {
  await sandbox.stop();
});

// Every test begins with an empty database, as Sluice does when it is first started.
beforeEach(async () => {
  await sandbox.reset();
  await closeDatabase();
  forgetInventory();
  // What one test's throttle has taught must not slow the next one down.
  forgetRate();
  dataDir = mkdtempSync(join(tmpdir(), 'sluice-inventory-'));
  process.env['SLUICE_DATA_DIR'] = dataDir;
  // Far longer than any latency below: on a slow machine, what is late must not become what is lost.
  connectTo(sandbox.port);
  return async () => {
    await settled();
    await closeDatabase();
    rmSync(dataDir, { recursive: true, force: true });
  };
});

/** Whatever is being read has come to its end. */
async function settled(): Promise<void> {
  const inv = await inventory();
  await Promise.allSettled([...inv.wholes.values()].map(({ done }) => done));
  await Promise.allSettled(inv.parts.values());
}

async function restart(): Promise<void> {
  await settled();
  await closeDatabase();
  forgetInventory();
}

async function fill(regionIds: readonly string[] = REGIONS): Promise<readonly ListedListener[]> {
  await readOverview(regionIds, { patienceMillis: 20_000 });
  await settled();
  return listenersOf(await readOverview(regionIds));
}

/** All of the regions, whatever it takes. */
const rereadAll = (regionIds: readonly string[]) =>
  rereadScreen({ regionIds, instances: [], whole: true, patienceMillis: 20_000 });
const statesOf = (regions: readonly RegionOverview[]) =>
  Object.fromEntries(regions.map(({ regionId, state }) => [regionId, state]));
const calls = async (action?: string) => (await sandbox.requests(action)).length;
const find = (rows: readonly ListedListener[], { loadBalancerId, listenerPort }: ListedListener) =>
  rows.find((row) => row.loadBalancerId === loadBalancerId && row.listenerPort === listenerPort);

function startable(rows: readonly ListedListener[]): ListedListener {
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

describe('the first reading', () => {
  it('has every region, its instances and the names of what its listeners use', async () => {
    const rows = await fill();
    const regions = await readOverview(REGIONS);
    expect(statesOf(regions)).toEqual({ 'cn-hangzhou': 'read', 'cn-shanghai': 'read', [EU]: 'read' });
    expect(rows).toHaveLength(48);

    expect(new Set(rows.map(({ protocol }) => protocol)).size).toBeGreaterThan(1);
    expect(rows.filter(({ loadBalancer }) => loadBalancer.name === loadBalancer.loadBalancerId)).toEqual([]);
    const backends = rows.flatMap(({ backend }) => (backend.kind === 'port' ? [] : [backend]));
    expect(new Set(backends.map(({ kind }) => kind)).size).toBe(2);
    expect(backends.filter(({ name }) => name === null)).toEqual([]);
    const lists = rows.flatMap(({ access }) => (access.status === 'on' ? access.lists : []));
    expect(lists.some(({ entryCount }) => entryCount === 0)).toBe(true);
    expect(lists.filter(({ name, entryCount }) => name === null || entryCount === null)).toEqual([]);
    expect(rows.some(({ loadBalancer }) => loadBalancer.sharedMbps !== null)).toBe(true);
    expect(awaitedOf(regions)).toBeNull();
  });

  it('says of how many rows the names are still on their way, and of none when they have come', async () => {
    await sandbox.fault({ action: 'DescribeVServerGroups', kind: 'latency', millis: 300, count: 99 });
    const rows = listenersOf(await readOverview(REGIONS));
    expect(await rowsAwaitingNames(rows)).toBeGreaterThan(0);
    await settled();
    expect(await rowsAwaitingNames(listenersOf(await readOverview(REGIONS)))).toBe(0);
  });

  it('takes one call where a region holds nothing, and pages of a hundred where it does', async () => {
    await sandbox.reset('large');
    const { chosen } = await chooseRegions([], [], 'en');
    expect(chosen).toHaveLength(6);
    const rows = await fill(chosen);
    await fillRest(chosen);
    await settled();
    expect(rows).toHaveLength(12_000);
    expect(await calls('DescribeRegions')).toBe(1);
    expect(await calls('DescribeLoadBalancers')).toBe(37);
    expect(await calls(LIST)).toBe(120);
    expect(await inventoryState()).toMatchObject({
      filling: false,
      naming: false,
      instances: 300,
      listeners: 12_000,
    });
  });

  it('shows the rows that have come, and how many, while others are under way', async () => {
    await sandbox.reset('large');
    await sandbox.settings({ throttle: [{ action: '*', calls: 10, windowSeconds: 1 }] });
    const regions = await readOverview(['cn-hangzhou'], { patienceMillis: 1000 });
    const rows = listenersOf(regions).length;
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(2000);
    expect(regions).toMatchObject([{ state: 'read', isFilling: true, behind: null }]);
    expect(awaitedOf(regions)).toMatchObject({ anew: false });
    expect(await fillProgress(['cn-hangzhou'])).toMatchObject({
      regionsDone: 0,
      regionCount: 1,
      instanceCount: 50,
    });
    await sandbox.settings({ throttle: 'off' });
    expect(await fill(['cn-hangzhou'])).toHaveLength(2000);
    expect(await fillProgress(['cn-hangzhou'])).toBeNull();
  });

  it('tells a failed region with its refusal and shows the others', async () => {
    await sandbox.fault({ action: LIST, regionId: EU, count: 100, kind: 'error-5xx' });
    const regions = await readOverview(REGIONS);
    expect(statesOf(regions)).toEqual({ 'cn-hangzhou': 'read', 'cn-shanghai': 'read', [EU]: 'failed' });
    const failed = regions.find((region) => region.state === 'failed');
    expect(failed).toMatchObject({ error: { code: 'ServiceUnavailable', kind: 'unavailable' } });
    expect(listenersOf(regions).length).toBeGreaterThan(0);
  });

  it('does not wait for a region that hangs, and has its rows when they come', async () => {
    await sandbox.fault({ action: LIST, regionId: EU, count: 1, kind: 'latency', millis: 4000 });
    await readOverview(REGIONS, { patienceMillis: 100 });
    const { wholes } = await inventory();
    await Promise.all(['cn-hangzhou', 'cn-shanghai'].map((regionId) => wholes.get(regionId)?.standing));
    const shown = await readOverview(REGIONS, { patienceMillis: 100 });
    expect(statesOf(shown)).toEqual({ 'cn-hangzhou': 'read', 'cn-shanghai': 'read', [EU]: 'reading' });
    expect(awaitedOf(shown)).toEqual({ anew: false, key: EU });
    expect(statesOf(await readOverview(REGIONS, { patienceMillis: 20_000 }))).toMatchObject({ [EU]: 'read' });
  });

  it('waits for the first answer of all, however little patience there is', async () => {
    await sandbox.fault({ action: LIST, regionId: EU, count: 1, kind: 'latency', millis: 300 });
    expect(statesOf(await readOverview([EU], { patienceMillis: 0 }))).toEqual({ [EU]: 'read' });
  });

  it('does not keep a failure for the next page', async () => {
    await sandbox.fault({ action: LIST, regionId: EU, count: 3, kind: 'error-5xx' });
    expect(statesOf(await readOverview([EU]))).toEqual({ [EU]: 'failed' });
    expect(statesOf(await readOverview([EU]))).toEqual({ [EU]: 'failed' });
    expect(statesOf(await readOverview([EU], { retryFailed: true }))).toEqual({ [EU]: 'read' });
  });

  it('keeps the rows without names when names cannot be read', async () => {
    await sandbox.fault({ action: 'DescribeVServerGroups', count: 100, kind: 'error-5xx' });
    const rows = await fill(['cn-hangzhou']);
    const inGroups = rows.flatMap(({ backend }) => (backend.kind === 'vserver-group' ? [backend] : []));
    expect(inGroups.length).toBeGreaterThan(0);
    for (const backend of inGroups) expect(backend).toMatchObject({ name: null, serverCount: null });
    expect(await rowsAwaitingNames(rows)).toBe(0);
  });
});

describe('what was ever read', () => {
  it('is shown without any call, also after Sluice was started again', async () => {
    const before = await fill();
    const { chosen } = await chooseRegions([], [], 'en');
    await settled();
    await restart();
    const atFirst = await calls();

    expect(await chooseRegions([], [], 'en')).toMatchObject({ chosen, known: { ok: true } });
    const regions = await readOverview(chosen);
    expect(listenersOf(regions)).toHaveLength(48);
    expect(new Set(listenersOf(regions).map((row) => JSON.stringify(row)))).toEqual(
      new Set(before.map((row) => JSON.stringify(row))),
    );
    expect(await calls()).toBe(atFirst);
  });

  it('stays however long this process has been running', async () => {
    await fill([EU]);
    const open = await database();
    const weekAgo = new Date(Date.now() - 8 * 86_400_000).toISOString();
    await open.updateTable('inventory_connections').set({ used_at: weekAgo }).execute();
    await restart();
    await sandbox.fault({ action: LIST, count: 100, kind: 'error-5xx' });
    expect(listenersOf(await readOverview([EU]))).toHaveLength(9);

    await sandbox.reset();
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

    connectTo(sandbox.port, { timeoutMillis: 100, deadlineMillis: 200 });
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
    await changeListener('start', changed, { name: 'local', from: null });
    await rereadAll(REGIONS);
    const after = listenersOf(await readOverview(REGIONS));
    expect(after.filter((row) => !before.includes(row))).toHaveLength(1);
    const again = listenersOf(await readOverview(REGIONS));
    expect(again.every((row, index) => row === after[index])).toBe(true);
  });
});

describe('a later reading', () => {
  it('that is late leaves the rows, and says so', async () => {
    const before = await fill([EU]);
    await sandbox.fault({ action: LIST, regionId: EU, count: 1, kind: 'latency', millis: 3000 });
    // The instances answer at once; from then on nothing comes.
    await rereadScreen({ regionIds: [EU], instances: [], whole: false, patienceMillis: 1000 });
    const late = await readOverview([EU], { patienceMillis: 200 });
    expect(late).toMatchObject([{ state: 'read', behind: { state: 'reading' } }]);
    expect(listenersOf(late)).toEqual(before);
    expect(awaitedOf(late)).toEqual({ anew: false, key: EU });

    // A reading under way is as new as any: the region is not asked again.
    await rereadAll([EU]);
    expect(await calls(LIST)).toBe(2);
    expect(await readOverview([EU])).toMatchObject([{ state: 'read', behind: null }]);
  });

  it('that answers a part and is late with the rest is waited for until it is said to be late', async () => {
    await fill([EU]);
    await sandbox.fault({
      action: 'DescribeLoadBalancers',
      regionId: EU,
      count: 1,
      kind: 'latency',
      millis: 700,
    });
    await sandbox.fault({ action: LIST, regionId: EU, count: 1, kind: 'latency', millis: 4000 });
    await rereadScreen({ regionIds: [EU], instances: [], whole: true, patienceMillis: 1000 });
    // At the end of the patience it was not late, and nothing would have made a page look again.
    expect(await readOverview([EU], { patienceMillis: 1000 })).toMatchObject([
      { behind: { state: 'reading' } },
    ]);
  });

  it('that fails leaves the rows with its refusal, through a restart as well', async () => {
    await fill([EU]);
    const [before] = await readOverview([EU]);
    await sandbox.fault({ action: LIST, regionId: EU, count: 100, kind: 'error-5xx' });
    await rereadAll([EU]);
    await rereadAll([EU]);
    const expected = [
      {
        state: 'read',
        readAtMillis: before?.readAtMillis,
        behind: { state: 'failed', error: { code: 'ServiceUnavailable', requestId: expect.any(String) } },
      },
    ];
    const failed = await readOverview([EU]);
    expect(failed).toMatchObject(expected);
    expect(awaitedOf(failed)).toBeNull();
    await restart();
    expect(await readOverview([EU])).toMatchObject(expected);

    await sandbox.reset();
    await rereadAll([EU]);
    expect(await readOverview([EU])).toMatchObject([{ state: 'read', behind: null }]);
  });

  it('of the whole that failed is not made good by a part that answers', async () => {
    const stopped = startable(await fill(['cn-hangzhou']));
    await sandbox.fault({
      action: 'DescribeLoadBalancers',
      regionId: 'cn-hangzhou',
      count: 100,
      kind: 'error-5xx',
    });
    await rereadAll(['cn-hangzhou']);
    await rereadListener(stopped);
    expect(await readOverview(['cn-hangzhou'])).toMatchObject([{ behind: { state: 'failed' } }]);
    await sandbox.reset();
    await rereadAll(['cn-hangzhou']);
    expect(await readOverview(['cn-hangzhou'])).toMatchObject([{ behind: null }]);
  });

  it('of a region takes away what has vanished in the cloud, listeners and instances', async () => {
    const rows = await fill();
    await sandbox.reset('empty');
    await rereadAll(['cn-shanghai']);
    expect(statesOf(await readOverview(['cn-shanghai']))).toEqual({ 'cn-shanghai': 'read' });
    expect(listenersOf(await readOverview(['cn-shanghai']))).toEqual([]);
    expect(listenersOf(await readOverview(REGIONS))).toHaveLength(
      rows.filter(({ regionId }) => regionId !== 'cn-shanghai').length,
    );
    expect((await inventory()).regions.get('cn-shanghai')).toMatchObject({
      instances: new Map(),
      groups: new Map(),
    });
    await restart();
    expect(listenersOf(await readOverview(['cn-shanghai']))).toEqual([]);
  });
});

describe('what is on the screen', () => {
  beforeEach(async () => {
    await sandbox.reset('large');
  });

  it('is read again with a call for ten instances, and what those no longer have vanishes', async () => {
    const rows = await fill(['cn-hangzhou']);
    const instances = [...new Set(rows.map(({ loadBalancerId }) => loadBalancerId))]
      .slice(0, 3)
      .map((loadBalancerId) => ({ regionId: 'cn-hangzhou', loadBalancerId }));
    const gone = rows.find((row) => row.loadBalancerId === instances[1]?.loadBalancerId);
    if (!gone) throw new Error('the large data have listeners');
    await deleteListener(gone);
    const before = await calls(LIST);
    await rereadScreen({ regionIds: ['cn-hangzhou'], instances, whole: false, patienceMillis: 20_000 });
    // Three instances with forty listeners each: one call for ten of them, and one page more.
    expect((await calls(LIST)) - before).toBe(2);
    const after = listenersOf(await readOverview(['cn-hangzhou']));
    expect(after).toHaveLength(1999);
    expect(find(after, gone)).toBeUndefined();
    await restart();
    expect(listenersOf(await readOverview(['cn-hangzhou']))).toHaveLength(1999);
  });

  it('is all of a region when that is asked for', async () => {
    await fill(['cn-hangzhou']);
    const before = await calls(LIST);
    await rereadAll(['cn-hangzhou']);
    expect((await calls(LIST)) - before).toBe(20);
  });
});

describe('a write of Sluice', () => {
  it('reads its row again at once, and tells since when a status has been changing', async () => {
    await sandbox.settings({ transitionMillis: 3000 });
    const stopped = startable(await fill(['cn-hangzhou']));
    const before = await calls(LIST);
    const askedAtMillis = Date.now();
    const outcome = await changeListener('start', stopped, { name: 'local', from: '127.0.0.1' });
    expect(outcome.ok).toBe(true);
    expect((await calls(LIST)) - before).toBe(1);

    const after = await readOverview(['cn-hangzhou']);
    const row = find(listenersOf(after), stopped);
    expect(row?.status).toBe('starting');
    expect(row?.changingSinceMillis).toBeGreaterThanOrEqual(askedAtMillis);
    expect(awaitedOf(after)).toMatchObject({ anew: true });
    await rereadAll(['cn-hangzhou']);
    expect(find(listenersOf(await readOverview(['cn-hangzhou'])), stopped)?.changingSinceMillis).toBe(
      row?.changingSinceMillis,
    );
  });

  it('whose row cannot be read is not shown as it was before', async () => {
    const stopped = startable(await fill());
    await sandbox.fault({ action: LIST, regionId: stopped.regionId, count: 100, kind: 'error-5xx' });
    await changeListener('start', stopped, { name: 'local', from: '127.0.0.1' });
    const shown = async () => find(listenersOf(await readOverview(REGIONS)), stopped)?.status;
    expect(await shown()).toBe('unknown');
    await restart();
    expect(await shown()).toBe('unknown');
    await sandbox.reset();
    await rereadListener(stopped);
    expect(await shown()).toBe('stopped');
  });

  it('whose row cannot be read stays unsure when a page comes that was asked for before it', async () => {
    const stopped = startable(await fill(['cn-hangzhou']));
    await sandbox.fault({ action: LIST, regionId: 'cn-hangzhou', count: 1, kind: 'latency', millis: 1500 });
    const reading = rereadAll(['cn-hangzhou']);
    await expect.poll(async () => (await inventory()).askings.get('cn-hangzhou')?.size).toBe(1);
    await sandbox.fault({ action: LIST, regionId: 'cn-hangzhou', count: 20, kind: 'error-5xx' });
    await rereadListener(stopped);
    await reading;
    expect(find(listenersOf(await readOverview(['cn-hangzhou'])), stopped)?.status).toBe('unknown');
    await sandbox.reset();
    await rereadAll(['cn-hangzhou']);
    expect(find(listenersOf(await readOverview(['cn-hangzhou'])), stopped)?.status).toBe('stopped');
  });

  it('is not undone by a page that was asked for before it', async () => {
    const stopped = startable(await fill([EU, 'cn-hangzhou']));
    const { regionId } = stopped;
    await sandbox.fault({ action: LIST, regionId, count: 1, kind: 'latency', millis: 1500 });
    const reading = rereadAll([regionId]);
    await expect.poll(async () => (await inventory()).askings.get(regionId)?.size).toBe(1);
    await deleteListener(stopped);
    await rereadListener(stopped);
    await reading;
    expect(find(listenersOf(await readOverview([regionId])), stopped)).toBeUndefined();
  });

  it('is what "first seen" and "changed" are known of: the first reading tells nothing', async () => {
    const stopped = startable(await fill(['cn-hangzhou']));
    const copyOf = async () => {
      const copies = (await inventory()).regions.get('cn-hangzhou')?.listeners.values() ?? [];
      return [...copies].find(({ row }) => find([row], stopped));
    };
    const unseen = { firstSeenAtMillis: null, changedAtMillis: null };
    expect(await copyOf()).toMatchObject(unseen);
    await restart();
    await rereadAll(['cn-hangzhou']);
    for (const copy of (await inventory()).regions.get('cn-hangzhou')?.listeners.values() ?? [])
      expect(copy).toMatchObject(unseen);
    await changeListener('start', stopped, { name: 'local', from: null });
    await restart();
    const { changedAtMillis, row } = (await copyOf()) ?? {};
    expect(changedAtMillis).toBeGreaterThan(0);
    expect(row?.changedAtMillis).toBe(changedAtMillis);
    expect((await copyOf())?.firstSeenAtMillis).toBeNull();
  });
});

describe('the regions of the list', () => {
  it('are those of the address, else those remembered, else all that hold instances', async () => {
    const chosen = async (address: string[], memory: string[]) =>
      (await chooseRegions(address, memory, 'en')).chosen;
    expect(await chosen([EU], ['cn-shanghai'])).toEqual([EU]);
    expect(await chosen(['mars-1'], ['cn-shanghai'])).toEqual(['cn-shanghai']);
    expect(await chosen([], ['mars-1'])).toEqual(REGIONS);
  });

  it('have names in the language that is read, once it was asked for', async () => {
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

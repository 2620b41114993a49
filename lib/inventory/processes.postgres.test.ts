import { afterEach, beforeEach, expect, it } from 'vitest';
import { database } from '@/lib/db/database';
import { closeWake } from '@/lib/db/wake';
import { changeListener } from '@/lib/listeners/commands/change-listener';
import { localActor } from '@/lib/model/actor';
import type { ListenerKey } from '@/lib/model/outcome';
import { deleteListener } from '@/lib/slb/operations/listeners';
import { inventory } from './inventory';
import { listenersOf } from './joined-rows';
import { loadChanges } from './load-changes';
import { readOverview } from './overview';
import { readPart } from './reading';
import { rereadListener } from './reread-listener';
import { forkInventory, type OtherProcess } from './testing/fork-inventory';
import { EU, fill, find, inventoryWorld, LIST, rereadAll, settled, startable } from './testing/world';

/** Two processes on one database: what one reads or changes, the other shows. */

const world = inventoryWorld();
const actor = localActor('127.0.0.1');
const REGION = 'cn-hangzhou';
const INSTANCES = 'DescribeLoadBalancers';

let other: OtherProcess | null = null;
const otherProcess = async () => (other = await forkInventory());
beforeEach(() => world.sandbox().settings({ transitionMillis: 0 }));
afterEach(async () => {
  await other?.kill();
  other = null;
});

const textOf = ({ loadBalancerId, listenerPort }: ListenerKey) => `${loadBalancerId}:${listenerPort}`;
const keyOf = ({ regionId, loadBalancerId, listenerPort }: ListenerKey): ListenerKey => ({
  regionId,
  loadBalancerId,
  listenerPort,
});
const rowsNow = async (regionId = REGION) => listenersOf(await readOverview([regionId]));
/** What this process has in memory, without looking into the database. */
const inMemory = async (key: ListenerKey) =>
  [...((await inventory()).regions.get(key.regionId)?.listeners.values() ?? [])].find(
    ({ row }) => textOf(row) === textOf(key),
  );

it('shows what another process wrote on the next page, whether or not it was told', async () => {
  const stopped = startable(await fill([REGION]));
  const { page, change } = await otherProcess();
  const calls = await world.calls();
  expect((await page(REGION))[textOf(stopped)]).toBe('stopped');
  expect(await world.calls()).toBe(calls);

  expect(await changeListener('start', keyOf(stopped), actor)).toMatchObject({ ok: true });
  expect((await page(REGION))[textOf(stopped)]).toBe('running');

  // Told of nothing.
  await closeWake();
  expect(await change('stop', keyOf(stopped))).toMatchObject({ ok: true });
  expect((await inMemory(stopped))?.row.status).toBe('running');
  expect(find(await rowsNow(), stopped)?.status).toBe('stopped');
});

it('has it in memory before a page asks, and only the changed row is a new one', async () => {
  const stopped = startable(await fill([REGION]));
  const before = await rowsNow();
  const { page, change } = await otherProcess();
  await page(REGION);
  const sinceMillis = Date.now();
  expect(await change('start', keyOf(stopped))).toMatchObject({ ok: true });
  await expect.poll(async () => (await inMemory(stopped))?.row.status, { timeout: 1_000 }).toBe('running');
  const { requestedAtMillis = 0, changedAtMillis } = (await inMemory(stopped)) ?? {};
  expect(requestedAtMillis).toBeGreaterThanOrEqual(sinceMillis);
  expect(changedAtMillis).toBe(requestedAtMillis);
  const after = await rowsNow();
  expect(after.filter((row) => !before.includes(row))).toEqual([find(after, stopped)]);
});

it('takes in a change once, if several look for it at the same time', async () => {
  const stopped = startable(await fill([REGION]));
  const { page, change } = await otherProcess();
  await page(REGION);
  await closeWake();
  expect(await change('start', keyOf(stopped))).toMatchObject({ ok: true });
  const [open, { connectionId, regions }] = await Promise.all([database(), inventory()]);
  if (connectionId === null) throw new Error('nothing is stored');
  const loads = [1, 2, 3, 4].map(() => loadChanges(open, connectionId, regions.values()));
  await Promise.all(loads);
  expect((await inMemory(stopped))?.row.status).toBe('running');
});

it('shows within a second what a run of another process has read back', async () => {
  const stopped = startable(await fill([REGION]));
  const { page, change } = await otherProcess();
  await page(REGION);
  expect(await change('start', keyOf(stopped), { runId: 1 })).toMatchObject({ ok: true });
  await expect.poll(async () => find(await rowsNow(), stopped)?.status, { timeout: 1_000 }).toBe('running');
});

it('drops what another process found deleted, and an older answer does not bring it back', async () => {
  const stopped = startable(await fill([REGION, EU]));
  const { page, refresh } = await otherProcess();
  expect(await page(REGION)).toHaveProperty([textOf(stopped)]);
  await deleteListener(stopped);
  await rereadListener(stopped);
  expect(await page(REGION)).not.toHaveProperty([textOf(stopped)]);

  const [kept] = await rowsNow(EU);
  if (kept === undefined) throw new Error('the demo data have a listener there');
  await page(EU);
  await world.sandbox().fault({ action: LIST, regionId: EU, count: 1, kind: 'latency', millis: 1500 });
  const refreshed = refresh(EU);
  await expect.poll(() => world.calls(LIST)).toBeGreaterThan(0);
  await deleteListener(kept);
  await rereadListener(kept);
  await refreshed;
  expect(find(await rowsNow(EU), kept)).toBeUndefined();
  expect(await page(EU)).not.toHaveProperty([textOf(kept)]);
});

it('takes names, gaps and times of reads from whoever read them', async () => {
  await fill([REGION]);
  const { page, refresh } = await otherProcess();
  await page(REGION);
  const sinceMillis = Date.now();
  await refresh(REGION);
  const [region] = await readOverview([REGION]);
  expect(region?.readAtMillis).toBeGreaterThanOrEqual(sinceMillis);
  await world.sandbox().fault({ action: LIST, regionId: REGION, count: 100, kind: 'error-5xx' });
  await refresh(REGION);
  expect(await readOverview([REGION])).toMatchObject([{ state: 'read', behind: { state: 'failed' } }]);
  await world.sandbox().reset();
  await refresh(REGION);
  expect(await readOverview([REGION])).toMatchObject([{ state: 'read', behind: null }]);
});

it('loads all of a region if what has changed is no longer recorded', async () => {
  const stopped = startable(await fill([REGION]));
  const { page, change } = await otherProcess();
  await page(REGION);
  await closeWake();
  expect(await change('start', keyOf(stopped))).toMatchObject({ ok: true });
  await (await database()).deleteFrom('inventory_changes').execute();
  expect(find(await rowsNow(), stopped)?.status).toBe('running');
  await deleteListener(stopped);
  await rereadAll([REGION]);
  await settled();
  await (await database()).deleteFrom('inventory_changes').execute();
  expect(await page(REGION)).not.toHaveProperty([textOf(stopped)]);
});

it('reads a region once for both processes, and a part of it', async () => {
  const { page, refresh, part } = await otherProcess();
  await world.sandbox().fault({ action: LIST, regionId: REGION, count: 1, kind: 'latency', millis: 1000 });
  const [rows, theirs] = await Promise.all([fill([REGION]), page(REGION)]);
  expect(Object.keys(theirs)).toHaveLength(rows.length);
  expect(await world.calls(INSTANCES)).toBe(1);

  const lists = await world.calls(LIST);
  await world.sandbox().fault({ action: LIST, regionId: REGION, count: 1, kind: 'latency', millis: 1000 });
  const id = rows[0]?.loadBalancerId ?? '';
  const inv = await inventory();
  const copy = inv.regions.get(REGION);
  if (copy === undefined) throw new Error('the region was read');
  await Promise.all([readPart(inv, copy, [id]), part(REGION, [id])]);
  expect(await world.calls(LIST)).toBe(lists + 1);
  expect(await world.calls(INSTANCES)).toBe(2);

  // What somebody requests by hand is read after that.
  await refresh(REGION);
  expect(await world.calls(INSTANCES)).toBe(3);
});

it('reads a region itself if the process that was reading it is killed', async () => {
  const { page, kill } = await otherProcess();
  await world.sandbox().fault({ action: LIST, regionId: REGION, count: 1, kind: 'latency', millis: 60_000 });
  page(REGION).catch(() => {});
  // Its listeners are what it is waiting for.
  await expect.poll(() => world.calls(INSTANCES), { timeout: 10_000 }).toBe(1);
  const rows = fill([REGION]);
  const inv = await inventory();
  await expect.poll(() => inv.pendingFetches.get(REGION)?.size).toBe(1);
  await kill();
  expect((await rows).length).toBeGreaterThan(0);
  expect(await world.calls(INSTANCES)).toBe(2);
});

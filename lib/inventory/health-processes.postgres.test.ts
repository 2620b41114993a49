import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { checkedInstances } from './checked-instances';
import { endHealthSweep, watchHealth } from './health-sweep';
import { forkInventory, type OtherProcess } from './testing/fork-inventory';
import { observedNow } from './testing/observed-now';
import { EU, fill, inventoryWorld } from './testing/world';

/** Two processes on one database: one sweeps the health of a region, and both know what it observes. */

const world = inventoryWorld();
const HEALTH = 'DescribeHealthStatus';
const here = { regionIds: [EU], onScreen: [] };

let other: OtherProcess;
let count: number;
beforeEach(async () => {
  count = checkedInstances(await fill([EU])).size;
  other = await forkInventory();
  await other.page(EU);
  await Promise.all([observedNow(), other.health()]);
});
afterEach(async () => {
  vi.useRealTimers();
  await endHealthSweep();
  await other.kill();
});

it('calls SLB once for both, and shows within a second what the other process observed', async () => {
  await other.watch(EU);
  await expect.poll(() => world.calls(HEALTH), { timeout: 10_000 }).toBeGreaterThan(0);
  await watchHealth(here);
  await expect.poll(async () => (await other.health()).instances, { timeout: 10_000 }).toBe(count);
  const theirs = await other.health();
  expect(theirs.normal).toBeGreaterThan(0);
  await expect.poll(observedNow, { timeout: 1_000 }).toEqual(theirs);
  expect(await world.calls(HEALTH)).toBe(count);
});

it('goes on within seconds if the process that sweeps is killed', async () => {
  // All but one hang.
  await world
    .sandbox()
    .fault({ action: HEALTH, regionId: EU, count: count - 1, kind: 'latency', millis: 60_000 });
  await other.watch(EU);
  await expect.poll(() => world.calls(HEALTH), { timeout: 10_000 }).toBe(1);
  await watchHealth(here);
  await other.kill();
  await expect.poll(async () => (await observedNow()).instances, { timeout: 10_000 }).toBe(count);
});

it('leaves a region that nobody has viewed here for a while to the other process', async () => {
  await watchHealth(here);
  await expect.poll(async () => (await observedNow()).instances, { timeout: 10_000 }).toBe(count);
  await expect.poll(async () => (await other.health()).instances, { timeout: 1_000 }).toBe(count);
  await other.kill();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 100_000 });
  // It knows what was recorded, and not that this was all of each instance.
  other = await forkInventory();
  await other.page(EU);
  await other.watch(EU);
  await expect.poll(async () => (await other.health()).instances, { timeout: 10_000 }).toBe(count);
  expect(await world.calls(HEALTH)).toBe(2 * count);
});

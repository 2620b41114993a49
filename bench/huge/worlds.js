import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../../scripts/lib/problem.js';
import { createProduct } from '../list/product.js';
import { makeSmallWorld, smallCount } from '../list/worlds.js';

/**
 * A Sluice whose inventory is full, and how many listeners it has.
 *
 * @typedef {{ name: string, count: number, product: import('../list/product.js').Product }} World
 */

const patienceMillis = 600_000;

/** Of the data sets in `docs/sandbox.md`. */
export const largeCount = 12_000;
export const hugeCount = 100_000;

/** @returns {Promise<World[]>} by size */
export async function startWorlds() {
  const worlds = [];
  for (const instances of [1, 10]) {
    const product = await createProduct({ seed: 'empty' });
    await makeSmallWorld(product.sandboxPort, instances);
    worlds.push({ name: String(smallCount(instances)), count: smallCount(instances), product });
  }
  for (const [seed, count] of [
    ['large', largeCount],
    ['huge', hugeCount],
  ])
    worlds.push({ name: count.toLocaleString('en'), count, product: await createProduct({ seed }) });
  // The largest first: it takes longest.
  for (const world of worlds.toReversed()) {
    await world.product.start();
    await untilFull(world);
  }
  return worlds;
}

/**
 * Opens the list, and waits until its inventory has all rows with their names.
 *
 * @param {Pick<World, 'product' | 'count'>} world
 */
export async function untilFull({ product, count }) {
  const page = await fetch(`${product.url}/listeners`);
  await page.arrayBuffer();
  const giveUpAt = Date.now() + patienceMillis;
  let state = null;
  while (Date.now() < giveUpAt) {
    const response = await fetch(`${product.url}/listeners/inventory`);
    state = await response.json();
    if (!state.filling && !state.naming && state.listeners === count) return;
    await delay(500);
  }
  throw new Problem(
    `The inventory was not full after ${patienceMillis / 1000} s, but this: ${JSON.stringify(state)}`,
  );
}

import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../../scripts/lib/problem.js';
import { ask } from '../sandbox/load.js';
import { slbRequest } from '../sandbox/requests.js';
import { createProduct } from './product.js';

/** What the service lets through. */
export const callsPerSecond = 20;

const patienceMillis = 180_000;

/** The sandbox's large data, in numbers. */
const large = { regions: 6, instances: 50, listeners: 2000, lists: 1 };
/** What a page of each listing holds at most. */
const pageSize = { loadBalancers: 100, listeners: 100, accessControlLists: 50 };

/**
 * The calls without which the rows cannot be known: the regions, the instances of each, and, where there are any, their
 * listeners, the groups of each instance, and the lists with their entries.
 *
 * @param {number} knownRegions that the service has, most of them empty
 */
function callsNeeded(knownRegions) {
  const perRegion =
    Math.ceil(large.instances / pageSize.loadBalancers) +
    Math.ceil(large.listeners / pageSize.listeners) +
    large.instances +
    Math.ceil(large.lists / pageSize.accessControlLists) +
    large.lists;
  return 1 + (knownRegions - large.regions) + large.regions * perRegion;
}

/**
 * Fills an inventory that is empty, from a sandbox that lets `callsPerSecond` through.
 *
 * @returns {Promise<{ seconds: number, floorSeconds: number, calls: number, needed: number, throttled: number }>} seconds:
 *   from the first call to the last. calls: all that were sent. throttled: those of them that were refused
 */
export async function timeFilling() {
  const product = await createProduct({ seed: 'large', throttle: `*=${callsPerSecond}/1` });
  try {
    await product.start();
    const page = await fetch(`${product.url}/listeners`);
    await page.body?.cancel();
    await untilFilled(product.url);
    const requests = await product.requests();
    const throttled = requests.filter(({ httpStatus }) => httpStatus !== 200).length;
    const { Regions: regions } = JSON.parse(await ask(product.sandboxPort, slbRequest('DescribeRegions')));
    await requireWhole(product.url);
    const needed = callsNeeded(regions.Region.length);
    const answered = requests.length - throttled;
    if (answered < needed)
      throw new Problem(`${answered} calls cannot have filled the inventory: it takes ${needed}.`);
    return {
      seconds: (Date.parse(requests.at(-1).at) - Date.parse(requests[0].at)) / 1000,
      floorSeconds: needed / callsPerSecond,
      calls: requests.length,
      needed,
      throttled,
    };
  } finally {
    await product.end();
  }
}

/** @param {string} url */
async function untilFilled(url) {
  const giveUpAt = Date.now() + patienceMillis;
  let state = null;
  while (Date.now() < giveUpAt) {
    await delay(250);
    const response = await fetch(`${url}/listeners/inventory`);
    state = await response.json();
    if (!state.filling && !state.naming && state.listeners > 0) return;
  }
  throw new Problem(
    `The inventory was not full after ${patienceMillis / 1000} s, but this: ${JSON.stringify(state)}`,
  );
}

/** @param {string} url */
async function requireWhole(url) {
  const response = await fetch(`${url}/listeners`);
  const total = large.regions * large.listeners;
  if (
    !(await response.text()).includes(`${total.toLocaleString('en')} of ${total.toLocaleString('en')} match`)
  )
    throw new Problem(`The list does not have all ${total} listeners although it calls itself full.`);
}

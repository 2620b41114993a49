import { createProduct } from '../list/product.js';
import { hugeCount, untilFull } from './worlds.js';

/** What the service lets through. */
const callsPerSecond = 20;

/** The calls without which the rows of `huge` cannot be known. */
const needed = {
  regions: 1,
  /** A page of 100 instances; a region has at most 400. */
  instances: 26 + 4 + 4 + 4 + 3 + 2 + 2 + 1 + 1 + 1 + 1 + 1,
  /** A page has 100 listeners; the numbers of all regions are multiples of 200. */
  listeners: 1000,
  /** Groups of both kinds of each instance. */
  groups: 2 * 2500,
  /** The lists of each region, and the entries of each list. */
  lists: 37 + 26 + 8 + 8 + 7 + 6 + 4 + 3 + 2 + 2 + 2 + 2 + 2,
};

/**
 * How long an inventory takes that begins empty, at 20 calls a second: once, since it takes five minutes.
 *
 * @returns {Promise<import('../list/report.js').Line[]>}
 */
export async function measureFilling() {
  const product = await createProduct({ seed: 'huge', throttle: `*=${callsPerSecond}/1` });
  try {
    await product.start();
    const startedAt = performance.now();
    await untilFull({ product, count: hugeCount });
    const seconds = (performance.now() - startedAt) / 1000;
    const requests = await product.requests();
    const throttled = requests.filter(({ httpStatus }) => httpStatus !== 200).length;
    const calls = Object.values(needed).reduce((sum, count) => sum + count, 0);
    return [
      { name: `filling at ${callsPerSecond} calls a second`, unit: 's', values: [seconds] },
      {
        name: `filling / floor of ${calls.toLocaleString('en')} calls`,
        unit: '×',
        values: [seconds / (calls / callsPerSecond)],
        digits: 2,
        atMost: 1.1,
      },
      { name: 'calls sent', unit: '', values: [requests.length] },
      { name: 'of them throttled', unit: '', values: [throttled] },
    ];
  } finally {
    await product.end();
  }
}

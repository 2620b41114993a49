import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../../scripts/lib/problem.js';
import { median } from '../common/figures.js';
import { callsBeforeFirstRow } from './first-load.js';
import { asDocument, captureRowsKind, summarise, timeAddresses } from './server-time.js';
import { firstRow } from './setting.js';

/** An instance of the large world. */
const largeInstance = 'lb-bp1large0000';
const patienceMillis = 120_000;

/**
 * How long the server takes for many filters and sorts, the two worlds in turn; and what it asks of the service before the
 * first row.
 *
 * @param {import('./setting.js').Setting} setting
 * @returns {Promise<import('./report.js').Line[]>}
 */
export async function measureServer({ rounds, browser, large, small }) {
  await untilWhole(large);
  await untilWhole(small);
  const smallInstance = (await small.product.requests())
    .map(({ parameters }) => parameters['LoadBalancerId'])
    .find((id) => id !== undefined);
  const kinds = { document: asDocument, rows: await captureRowsKind(browser, large.product.url) };
  const figures = {};
  const note = (name, value) => (figures[name] ??= []).push(value);
  const calls = [];
  /** @type {Map<string, number[]>} */
  const byAddress = new Map();

  // The first round warms both up and is not counted.
  for (let round = -1; round < rounds; round += 1) {
    for (const [kind, how] of Object.entries(kinds)) {
      const inLarge = async () => {
        const before = large.product.cpuMillis();
        const times = await timeAddresses(large.product.url, largeInstance, how);
        const after = large.product.cpuMillis();
        if (round >= 0 && before !== null && after !== null)
          note(`${kind} cpu`, (after - before) / times.length);
        return times;
      };
      const inSmall = () => timeAddresses(small.product.url, smallInstance, how);
      const [many, few] =
        round % 2 === 0
          ? [await inLarge(), await inSmall()]
          : (await Promise.resolve([await inSmall(), await inLarge()])).toReversed();
      if (round < 0) continue;
      note(`${kind} p50`, summarise(many).p50);
      note(`${kind} p95`, summarise(many).p95);
      note(`${kind} few p50`, summarise(few).p50);
      note(`${kind} ratio`, summarise(many).p50 / summarise(few).p50);
      for (const { address, millis } of many) {
        const place = `${kind} ?${address}`;
        byAddress.set(place, [...(byAddress.get(place) ?? []), millis]);
      }
    }
  }
  for (let round = 0; round < Math.min(3, rounds); round += 1)
    calls.push(await callsBeforeFirstRow(browser, large.product, firstRow));

  const slowest = [...byAddress]
    .map(([place, millis]) => ({ place, millis: median(millis) }))
    .toSorted((a, b) => b.millis - a.millis)
    .slice(0, 5)
    .map(({ place, millis }) => `${place} ${millis.toFixed(0)} ms`);
  console.log(`Slowest of ${byAddress.size}: ${slowest.join(', ')}`);
  const beside = `${large.count.toLocaleString('en')} / ${small.count}`;
  const cpu = Object.keys(kinds).flatMap((kind) => {
    const values = figures[`${kind} cpu`];
    return values ? [{ name: `its CPU time, ${kind}, mean`, unit: 'ms', values, digits: 1 }] : [];
  });
  return [
    ...cpu,
    { name: 'server, document, p50', unit: 'ms', values: figures['document p50'], digits: 1 },
    { name: 'server, document, p95', unit: 'ms', values: figures['document p95'], digits: 1, atMost: 30 },
    { name: 'server, rows in place, p50', unit: 'ms', values: figures['rows p50'], digits: 1 },
    { name: 'server, rows in place, p95', unit: 'ms', values: figures['rows p95'], digits: 1, atMost: 30 },
    {
      name: `document, p50 with ${beside}`,
      unit: '×',
      values: figures['document ratio'],
      digits: 2,
      atMost: 1.5,
    },
    { name: `rows, p50 with ${beside}`, unit: '×', values: figures['rows ratio'], digits: 2, atMost: 1.5 },
    { name: 'calls to SLB before the first row', unit: '', values: calls, atMost: 0 },
  ];
}

/**
 * Loads the list until it has all listeners: the first load of all is not what is measured.
 *
 * @param {import('./setting.js').World} world
 */
export async function untilWhole({ product, count }) {
  const wanted = `${count.toLocaleString('en')} of ${count.toLocaleString('en')} match`;
  const giveUpAt = Date.now() + patienceMillis;
  while (Date.now() < giveUpAt) {
    const response = await fetch(`${product.url}/listeners`, { headers: asDocument.headers });
    if ((await response.text()).includes(wanted)) return;
    await delay(500);
  }
  throw new Problem(`The list did not come to have all ${count} listeners.`);
}

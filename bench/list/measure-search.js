import { percentile } from '../common/figures.js';
import { slowestInteraction } from './interactions.js';
import { timeKeystrokes } from './keystrokes.js';
import { untilWhole } from './measure-server.js';
import { firstRow } from './setting.js';

/** What a key may take, by how much slower than this machine the browser runs its pages. */
const wanted = new Map([
  [1, 100],
  [4, 150],
]);

/**
 * From a key in the search to other rows, and the slowest interaction, beside AG Grid with the same rows in memory.
 *
 * @param {import('./setting.js').Setting} setting
 * @returns {Promise<import('./report.js').Line[]>}
 */
export async function measureSearch({ rounds, browser, large, agGrid }) {
  await untilWhole(large);
  const subjects = [
    {
      name: 'Sluice',
      kind: 'sluice',
      url: `${large.product.url}/listeners`,
      firstRow,
      firstName: `${firstRow} :is(a, td > button)`,
    },
    {
      name: 'AG Grid',
      kind: 'ag-grid',
      url: agGrid.url,
      firstRow: '[row-index="0"]',
      firstName: '[row-index="0"] :is([col-id="port"], [col-id="loadBalancerId"])',
    },
  ];
  const figures = {};
  const note = (name, value) => (figures[name] ??= []).push(value);
  /** @type {Record<string, { millis: number, what: string }>} */
  const slowest = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of round % 2 === 0 ? subjects : subjects.toReversed()) {
      for (const cpuRate of wanted.keys()) {
        const { keys, words } = await timeKeystrokes(browser, subject, cpuRate);
        note(`${subject.name} key p50 ${cpuRate}`, percentile(keys, 0.5));
        note(`${subject.name} key p95 ${cpuRate}`, percentile(keys, 0.95));
        note(`${subject.name} word ${cpuRate}`, percentile(words, 0.5));
      }
      const interaction = await slowestInteraction(browser, subject, 4);
      note(`${subject.name} inp`, interaction.millis);
      if (interaction.millis > (slowest[subject.name]?.millis ?? 0)) slowest[subject.name] = interaction;
    }
  }

  const lines = [...wanted].flatMap(([cpuRate, atMost]) =>
    subjects.flatMap(({ name }) => [
      { name: `key to rows, ${name}, CPU ${cpuRate} ×, p50`, values: figures[`${name} key p50 ${cpuRate}`] },
      {
        name: `key to rows, ${name}, CPU ${cpuRate} ×, p95`,
        values: figures[`${name} key p95 ${cpuRate}`],
        ...(name === 'Sluice' && { atMost }),
      },
      {
        name: `word typed, its last key, ${name}, CPU ${cpuRate} ×`,
        values: figures[`${name} word ${cpuRate}`],
      },
    ]),
  );
  const interactions = subjects.map(({ name }) => ({
    name: `INP, ${name}, CPU 4 ×`,
    values: figures[`${name} inp`],
    note: slowest[name]?.what ?? '',
    ...(name === 'Sluice' && { atMost: 100 }),
  }));
  return [...lines, ...interactions].map((line) => ({ ...line, unit: 'ms' }));
}

import { availableParallelism, loadavg } from 'node:os';
import { ensureBuilt } from '../../scripts/lib/build.js';
import { parseParts } from '../common/parts.js';
import { printReport } from '../list/report.js';
import { measureFilling } from './measure-filling.js';
import { measureMemory } from './measure-memory.js';
import { measurePages } from './measure-pages.js';
import { measureRestart } from './measure-restart.js';
import { startWorlds } from './worlds.js';

/** Sets of figures, in the order in which they are taken. */
const parts = {
  pages: measurePages,
  memory: measureMemory,
  restart: measureRestart,
  filling: measureFilling,
};

/**
 * `npm run bench -- huge`: 100, 1,000, 12,000 and 100,000 listeners beside each other.
 *
 * @param {string[]} args `--rounds N`, 5 unless given; `--only pages,memory,restart,filling`, all unless given
 */
export async function run(args) {
  const { rounds, chosen } = parseParts(args, { parts, rounds: 5 });
  await ensureBuilt();
  console.log(`${rounds} rounds, Node ${process.version}, ${availableParallelism()} cores …`);
  const loads = [];
  const lines = [];
  /** @type {import('./worlds.js').World[]} */
  let worlds = [];
  try {
    for (const [name, measure] of Object.entries(parts)) {
      if (!chosen.includes(name)) continue;
      // Filling starts a sandbox of its own, which the others would only disturb.
      if (name !== 'filling' && worlds.length === 0) worlds = await startWorlds();
      if (name === 'filling') for (const world of worlds) await world.product.stop();
      loads.push(loadavg()[0]);
      console.log(`${name} …`);
      lines.push(...(await measure({ rounds, worlds })));
    }
    console.log('');
    printReport(lines);
    const load = loads.concat(loadavg()[0]).map((one) => one.toFixed(1));
    console.log(
      `Medians of ${rounds} rounds and their range. Load of the machine, before each part and at the end: ${load.join(', ')}.`,
    );
  } finally {
    for (const { product } of worlds) await product.end();
  }
}

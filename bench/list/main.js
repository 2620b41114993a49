import { availableParallelism, loadavg } from 'node:os';
import { ensureBuilt } from '../../scripts/lib/build.js';
import { launchBrowser } from '../common/browser.js';
import { parseParts } from '../common/parts.js';
import { measureFilling } from './measure-filling.js';
import { measureServer } from './measure-server.js';
import { measureSearch } from './measure-search.js';
import { measureWeight } from './measure-weight.js';
import { createProduct } from './product.js';
import { startPeer } from './peers.js';
import { printReport } from './report.js';
import { readPeerRows } from './rows.js';
import { makeSmallWorld, smallCount } from './worlds.js';

/** Sets of figures, in the order in which they are taken. */
const parts = {
  server: measureServer,
  search: measureSearch,
  weight: measureWeight,
  filling: measureFilling,
};

/**
 * `npm run bench -- list`: the list over 12,000 listeners, beside itself over a hundred, beside AG Grid with the same rows in
 * memory, and beside the same page made with Ant Design.
 *
 * @param {string[]} args `--rounds N`, 7 unless given; `--only server,search,weight,filling`, all unless given
 */
export async function run(args) {
  const { rounds, chosen } = parseParts(args, { parts, rounds: 7 });
  await ensureBuilt();

  const [large, small] = [await createProduct({ seed: 'large' }), await createProduct({ seed: 'empty' })];
  await makeSmallWorld(small.sandboxPort);
  const rows = await readPeerRows(large.sandboxPort);
  const browser = await launchBrowser();
  /** @type {import('./setting.js').Setting} */
  const setting = {
    rounds,
    browser,
    large: { product: large, count: rows.length },
    small: { product: small, count: smallCount() },
    agGrid: await startPeer('ag-grid', rows),
    antd: await startPeer('antd-list', rows),
    loads: [],
  };
  try {
    console.log(
      `${rounds} rounds, Node ${process.version}, Chromium ${browser.version()}, ${availableParallelism()} cores …`,
    );
    await large.start();
    await small.start();
    const lines = [];
    for (const [name, measure] of Object.entries(parts)) {
      if (!chosen.includes(name)) continue;
      setting.loads.push(loadavg()[0]);
      console.log(`${name} …`);
      lines.push(...(await measure(setting)));
    }
    console.log('');
    printReport(lines);
    const load = setting.loads.concat(loadavg()[0]).map((one) => one.toFixed(1));
    console.log(
      `Medians of ${rounds} rounds and their range. Load of the machine, before each part and at the end: ${load.join(', ')}.`,
    );
  } finally {
    await browser.close();
    setting.agGrid.stop();
    setting.antd.stop();
    await large.end();
    await small.end();
  }
}

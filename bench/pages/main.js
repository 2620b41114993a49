import { parseArgs } from 'node:util';
import { launchBrowser } from '../common/browser.js';
import { parseRounds } from '../common/rounds.js';
import { readFloors } from './floors.js';
import { loadCold } from './load.js';
import { printReport } from './report.js';
import { startPeers, startSluice } from './servers.js';

/** How much slower than this machine the browser runs its pages. */
const cpuRates = [1, 4];

/**
 * `npm run bench -- pages`: cold loads of the list and of the form, beside an empty page of the same Next, and pages of it that
 * have the same rows as text and as many native fields.
 *
 * @param {string[]} args `--rounds N`, 5 unless given
 */
export async function run(args) {
  const { values } = parseArgs({ args, options: { rounds: { type: 'string', default: '5' } } });
  const rounds = parseRounds(values.rounds);

  const sluice = await startSluice();
  // Rows that stand in while the real ones are read are hidden from assistive technology.
  const list = {
    name: 'list',
    url: `${sluice.url}/listeners`,
    content: 'tbody tr:not([aria-hidden="true"]) td',
  };
  const form = {
    name: 'form',
    url: `${sluice.url}/listeners/new`,
    content: 'form :is(input, select, textarea, [role="combobox"])',
  };

  const browser = await launchBrowser();
  try {
    const peers = await startPeers(await readFloors(browser, { list, form }));
    const pages = [
      { name: 'empty page', url: `${peers.url}/`, content: 'p' },
      { name: 'plain rows', url: `${peers.url}/rows`, content: 'td' },
      { name: 'native fields', url: `${peers.url}/fields`, content: 'input' },
      list,
      form,
    ];
    console.log(
      `${pages.map(({ name }) => name).join(', ')}: ${rounds} rounds at ${cpuRates.join(' × and ')} × CPU …`,
    );
    // The servers' own first request is not what is measured.
    for (const page of pages) await loadCold(browser, page, 1);
    /** @type {import('./report.js').Measured[]} */
    const measured = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const cpuRate of cpuRates) {
        for (const page of pages)
          measured.push({ page: page.name, cpuRate, load: await loadCold(browser, page, cpuRate) });
      }
    }
    printReport(measured, { rounds, browser: browser.version() });
  } finally {
    await browser.close();
    await sluice.stop();
  }
}

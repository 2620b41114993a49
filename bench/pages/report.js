import { median } from '../common/figures.js';
import { printTable } from '../common/table.js';

/**
 * @typedef {import('./load.js').Load} Load
 * @typedef {{ page: string, cpuRate: number, load: Load }} Measured
 */

/** What the pages are held to, as a multiple of a peer's or, where there is no such thing, absolutely. */
const targets = [
  { page: 'list', figure: 'scriptBytes', times: 1.5, peer: 'empty page' },
  { page: 'form', figure: 'scriptBytes', times: 1.8, peer: 'empty page' },
  { page: 'list', figure: 'firstContentMillis', times: 1.5, peer: 'plain rows' },
  { page: 'form', figure: 'firstContentMillis', times: 1.6, peer: 'native fields' },
  { page: 'list', figure: 'layoutShift', atMost: 0 },
  { page: 'form', figure: 'layoutShift', atMost: 0 },
  { page: 'list', figure: 'blockedMillis', atMost: 200, cpuRate: 4 },
  { page: 'list', figure: 'documentBytes', atMost: 90 * 1024, cpuRate: 1 },
];

const figures = [
  { figure: 'scriptBytes', heading: 'JS gz KiB', show: (value) => (value / 1024).toFixed(1) },
  { figure: 'documentBytes', heading: 'document KiB', show: (value) => (value / 1024).toFixed(0) },
  { figure: 'firstByteMillis', heading: 'first byte ms', show: (value) => value.toFixed(0) },
  { figure: 'firstContentMillis', heading: 'first content ms', show: (value) => value.toFixed(0) },
  { figure: 'largestContentMillis', heading: 'LCP ms', show: (value) => value.toFixed(0) },
  { figure: 'layoutShift', heading: 'CLS', show: (value) => value.toFixed(3) },
  { figure: 'blockedMillis', heading: 'TBT ms', show: (value) => value.toFixed(0) },
];

/**
 * Medians, then each target with what was reached. A missed target is said; it is no error.
 *
 * @param {readonly Measured[]} measured
 * @param {{ rounds: number, browser: string }} run
 */
export function printReport(measured, { rounds, browser }) {
  const pages = [...new Set(measured.map(({ page }) => page))];
  const cpuRates = [...new Set(measured.map(({ cpuRate }) => cpuRate))];
  const value = (page, cpuRate, figure) =>
    median(
      measured.filter((one) => one.page === page && one.cpuRate === cpuRate).map(({ load }) => load[figure]),
    );

  console.log(
    `\nCold loads, medians of ${rounds} rounds, Chromium ${browser}. JS: every script that came before the network`,
  );
  console.log(
    'was idle, each gzipped by itself. First content: first frame that has the first row, field or',
  );
  console.log('paragraph. TBT: what long tasks took over 50 ms, from the first paint to the idle network.\n');
  for (const cpuRate of cpuRates) {
    const rows = pages.map((page) => [
      page,
      ...figures.map(({ figure, show }) => show(value(page, cpuRate, figure))),
    ]);
    printTable([[`CPU ${cpuRate} ×`, ...figures.map(({ heading }) => heading)], ...rows]);
    console.log('');
  }

  const verdicts = targets.flatMap(({ page, figure, times, peer, atMost, cpuRate: only }) => {
    const { heading, show } = figures.find((one) => one.figure === figure);
    return cpuRates
      .filter((cpuRate) => only === undefined || cpuRate === only)
      .map((cpuRate) => {
        const reached = value(page, cpuRate, figure);
        const ratio = reached / value(peer, cpuRate, figure);
        const [shown, allowed, good] =
          times === undefined
            ? [show(reached), show(atMost), reached <= atMost]
            : [`${ratio.toFixed(2)} × ${peer}`, `${times} ×`, ratio <= times];
        return [
          `${page}, ${heading}, CPU ${cpuRate} ×`,
          shown,
          `at most ${allowed}`,
          good ? 'reached' : 'MISSED',
        ];
      });
  });
  printTable([['target', 'is', 'wanted', ''], ...verdicts]);
}

import { loadCold } from '../pages/load.js';
import { untilWhole } from './measure-server.js';
import { firstRow } from './setting.js';

/**
 * What a cold load of the list weighs beside the same page made with Ant Design, and how it comes to stand.
 *
 * @param {import('./setting.js').Setting} setting
 * @returns {Promise<import('./report.js').Line[]>}
 */
export async function measureWeight({ rounds, browser, large, antd }) {
  await untilWhole(large);
  const list = { name: 'list', url: `${large.product.url}/listeners`, content: `${firstRow} td` };
  const form = {
    name: 'form',
    url: `${large.product.url}/listeners/new`,
    content: 'form :is(input, select, textarea, [role="combobox"])',
  };
  const peer = { name: 'page of Ant Design', url: antd.url, content: '.ant-table-row td' };
  const loads = { own: [], both: [], other: [] };
  // The first round warms both servers up and is not counted.
  for (let round = -1; round < rounds; round += 1) {
    const own = await loadCold(browser, list, 1);
    const other = await loadCold(browser, peer, 1);
    if (round < 0) continue;
    loads.own.push(own);
    loads.other.push(other);
    // Its page holds the form as well.
    loads.both.push({ files: [...own.files, ...(await loadCold(browser, form, 1)).files] });
  }
  const ratios = (own) => own.map((load, round) => kib(load) / kib(loads.other[round]));
  return [
    { name: 'JS + CSS of the list', unit: 'KiB gz', values: loads.own.map(kib), digits: 1 },
    { name: 'JS + CSS of the page of Ant Design', unit: 'KiB gz', values: loads.other.map(kib), digits: 1 },
    { name: 'list / Ant Design', unit: '×', values: ratios(loads.own), digits: 2, atMost: 0.6 },
    { name: 'list and form / Ant Design', unit: '×', values: ratios(loads.both), digits: 2 },
    { name: 'CLS', unit: '', values: loads.own.map((load) => load.layoutShift), digits: 3, atMost: 0.02 },
    { name: 'LCP', unit: 'ms', values: loads.own.map((load) => load.largestContentMillis), atMost: 800 },
    { name: 'LCP, Ant Design', unit: 'ms', values: loads.other.map((load) => load.largestContentMillis) },
  ];
}

/**
 * Each file once.
 *
 * @param {Pick<import('../pages/load.js').Load, 'files'>} load
 */
function kib({ files }) {
  const bytes = new Map(files.map((file) => [file.url, file.bytes]));
  return [...bytes.values()].reduce((sum, one) => sum + one, 0) / 1024;
}

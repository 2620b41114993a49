import { Agent, get } from 'node:http';
import { Problem } from '../../scripts/lib/problem.js';
import { percentile } from '../common/figures.js';

/**
 * Searches, filters, sorts and pages of all kinds, as the address has them.
 *
 * @param {string} instance one that the world has
 */
function addresses(instance) {
  const columns = 'port status instance region backend scheduler bandwidth access health-check description';
  return [
    ...columns.split(' ').flatMap((column) => [`sort=${column}`, `sort=-${column}`]),
    ...[
      'edge',
      '8016',
      'running',
      'wrr',
      'offices',
      'open to all',
      'edge wlc cn-beijing',
      'nothing-like-this',
    ].map((text) => `q=${encodeURIComponent(text)}`),
    'status=stopped',
    'status=running&status=changing',
    'region=cn-shanghai',
    'region=cn-shanghai&region=eu-central-1&sort=-port',
    `instance=${instance}`,
    `instance=${instance}&status=running&sort=-bandwidth`,
    'page=2',
    'page=3&size=25&sort=region',
    'q=edge&page=2&sort=-instance',
    'q=stopped&status=stopped&region=cn-hangzhou&sort=description',
    'q=80&sort=access',
    'regions=cn-hangzhou',
  ];
}

/**
 * How a page is requested: as a document, or its rows alone, as a search in place does.
 *
 * @typedef {{ search: string, headers: Record<string, string> }} Kind
 */

/** @type {Kind} */
export const asDocument = {
  search: '',
  headers: {
    accept: 'text/html',
    'sec-fetch-dest': 'document',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-site': 'none',
  },
};

/**
 * The request that the browser sends for a search, to be sent again for other addresses.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url of Sluice
 * @returns {Promise<Kind>}
 */
export async function captureRowsKind(browser, url) {
  const context = await browser.newContext({ locale: 'en-US' });
  try {
    const page = await context.newPage();
    await page.goto(`${url}/listeners`, { waitUntil: 'networkidle' });
    const sent = page.waitForRequest((request) => /\/listeners\?.*\bq=edge/.test(request.url()));
    await page.getByRole('searchbox').first().pressSequentially('edge');
    const request = await sent;
    const headers = await request.allHeaders();
    if (headers['rsc'] !== '1') throw new Problem('The list no longer asks for its rows as Next does.');
    const names = ['rsc', 'next-router-state-tree', 'next-url', 'accept'];
    return {
      search: `&_rsc=${new URL(request.url()).searchParams.get('_rsc')}`,
      headers: {
        ...Object.fromEntries(names.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []))),
        'sec-fetch-dest': 'empty',
        'sec-fetch-mode': 'cors',
        'sec-fetch-site': 'same-origin',
      },
    };
  } finally {
    await context.close();
  }
}

/** One at a time, on one connection that is kept. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/**
 * Every address once: milliseconds to the last byte.
 *
 * @param {string} url of Sluice
 * @param {string} instance
 * @param {Kind} kind
 */
export async function timeAddresses(url, instance, { search, headers }) {
  const times = [];
  for (const address of addresses(instance)) {
    const millis = await timeOf(`${url}/listeners?${address}${search}`, headers);
    times.push({ address, millis });
  }
  return times;
}

/** @param {readonly { millis: number }[]} times */
export function summarise(times) {
  const millis = times.map((time) => time.millis);
  return { p50: percentile(millis, 0.5), p95: percentile(millis, 0.95) };
}

/**
 * @param {string} url
 * @param {Record<string, string>} headers
 * @returns {Promise<number>}
 */
export function timeOf(url, headers) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    get(url, { headers, agent }, (response) => {
      response.resume();
      response.once('error', reject);
      response.once('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - startedAt);
        else reject(new Problem(`${url} was answered ${response.statusCode}.`));
      });
    }).once('error', reject);
  });
}

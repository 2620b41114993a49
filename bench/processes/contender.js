import { setTimeout as delay } from 'node:timers/promises';
import { prepareProcess } from '../../scripts/lib/chaos/sluice-process.js';
import { planRun, startRun } from '../../scripts/lib/chaos/traffic.js';
import { Problem } from '../../scripts/lib/problem.js';
import { asDocument } from '../list/server-time.js';

/** Of the sandbox's large data. */
const COUNT = 12_000;
const PATIENCE_MILLIS = 120_000;
const LOOK_MILLIS = 25;
/** How many requests are in progress at any time, whatever the number of processes. */
const PARALLEL = 6;
const PAGES = [
  '/listeners',
  '/listeners?sort=-port',
  '/listeners?q=edge&page=2',
  '/listeners?status=stopped',
];

/**
 * Some Sluice processes that keep what they keep in one place.
 *
 * @typedef {Awaited<ReturnType<typeof prepareContender>>} Contender
 */

/**
 * @param {{ name: string, count: number, databaseUrl: string | undefined, sandboxPort: number }} options databaseUrl:
 *   without one, the embedded database
 */
export async function prepareContender({ name, count, databaseUrl, sandboxPort }) {
  /** @type {import('../../scripts/lib/chaos/sluice-process.js').Complaint[]} */
  const complaints = [];
  const env = { DATABASE_URL: databaseUrl, SLUICE_SANDBOX_PORT: String(sandboxPort) };
  const processes = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      prepareProcess({ name: `${name} ${index + 1}`, env, complaints }),
    ),
  );
  const urls = processes.map(({ url }) => url);
  return {
    name,
    count,
    url: urls[0],
    async start() {
      await Promise.all(processes.map((sluice) => sluice.start()));
      await Promise.all(urls.map(untilWhole));
    },
    async stop() {
      await Promise.all(processes.map((sluice) => sluice.stop()));
    },
    remove() {
      for (const sluice of processes) sluice.remove();
    },
    /**
     * Pages of the list that are answered in a second, the processes in turn.
     *
     * @param {number} seconds
     */
    async pagesPerSecond(seconds) {
      let count = 0;
      const startedAt = performance.now();
      const isOver = () => performance.now() - startedAt >= seconds * 1000;
      const load = async (/** @type {number} */ index) => {
        for (let turn = index; !isOver(); turn += PARALLEL) {
          const response = await fetch(`${urls[turn % urls.length]}${PAGES[turn % PAGES.length]}`, {
            headers: asDocument.headers,
          });
          await response.arrayBuffer();
          if (response.status !== 200)
            throw new Problem(
              `${name} answered ${response.status}.\n${complaints.map(({ line }) => line).join('\n')}`,
            );
          if (!isOver()) count += 1;
        }
      };
      await Promise.all(Array.from({ length: PARALLEL }, (_, index) => load(index)));
      return count / seconds;
    },
    /**
     * Listeners that runs stop and start again in a second.
     *
     * @param {readonly import('../../scripts/lib/chaos/cloud.js').ListenerKey[]} listeners running
     */
    async rowsPerSecond(listeners) {
      let millis = 0;
      for (const kind of /** @type {const} */ (['stop', 'start'])) {
        const sluice = processes.at(-1);
        const { confirmed } = await planRun(sluice, { kind, listeners, withinMillis: 5_000 });
        const startedAt = performance.now();
        await startRun(sluice, kind, confirmed);
        await untilIdle(sluice.url);
        millis += performance.now() - startedAt;
      }
      return (2 * listeners.length * 1000) / millis;
    },
  };
}

/**
 * Until the list has all listeners.
 *
 * @param {string} url
 */
async function untilWhole(url) {
  const wanted = `${COUNT.toLocaleString('en')} of ${COUNT.toLocaleString('en')} match`;
  for (const since = Date.now(); ; await delay(500)) {
    const response = await fetch(`${url}/listeners`, { headers: asDocument.headers });
    if ((await response.text()).includes(wanted)) return;
    if (Date.now() - since > PATIENCE_MILLIS)
      throw new Problem(`The list did not come to have all ${COUNT} listeners.`);
  }
}

/**
 * Until no run is in progress.
 *
 * @param {string} url
 */
async function untilIdle(url) {
  for (const since = Date.now(); ; await delay(LOOK_MILLIS)) {
    const { count } = await (await fetch(`${url}/runs/live`)).json();
    if (count === 0) return;
    if (Date.now() - since > PATIENCE_MILLIS) throw new Problem('A run did not end.');
  }
}

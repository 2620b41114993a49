import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../../scripts/lib/build.js';
import { presentPostgres, startPostgres } from '../../scripts/lib/postgres.js';
import { Problem } from '../../scripts/lib/problem.js';
import { median, spread } from '../common/figures.js';
import { parseRounds } from '../common/rounds.js';
import { printTable } from '../common/table.js';
import { asDocument, summarise, timeAddresses } from '../list/server-time.js';
import { ask } from '../sandbox/load.js';
import { controlRequest } from '../sandbox/requests.js';
import { startSandbox } from '../sandbox/servers.js';
import { prepareContender } from './contender.js';

/** An instance of the large data, and how many of its instances and listeners the runs change. */
const INSTANCE = 'lb-bp1large0000';
const INSTANCES = 8;
const EACH = 15;
const PROCESSES = [1, 2, 3];
/** How much slower pages may be on PostgreSQL than on the embedded database. */
const MOST_TIMES = 1.3;

/** @typedef {{ p50: number[], pages: number[], rows: number[] }} Figures */

/**
 * `npm run bench -- processes`: pages and rows of runs a second with 1, 2 and 3 processes on PostgreSQL, beside one on the
 * embedded database, and how long one page takes on both.
 *
 * @param {string[]} args `--rounds N`, 3 unless given; `--seconds N` of pages each, 5 unless given
 */
export async function run(args) {
  const { values } = parseArgs({
    args,
    options: { rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '5' } },
  });
  const rounds = parseRounds(values.rounds);
  const seconds = parseRounds(values.seconds);
  const programs = presentPostgres();
  if (programs === null) throw new Problem('There is no PostgreSQL 15 or newer on this machine.');
  await ensureBuilt();
  console.log(
    `12,000 listeners, ${rounds} rounds, Node ${process.version}, ${availableParallelism()} cores, load ${load()} …`,
  );
  const sandbox = await startSandbox('large');
  await ask(sandbox.port, controlRequest('/_sandbox/settings', { transitionMillis: 0 }));
  // Each has a server of its own, which waits for the disk as the embedded database does.
  const servers = await Promise.all(PROCESSES.map(() => startPostgres(programs, { isDurable: true })));
  const places = [
    { name: 'embedded', count: 1, databaseUrl: undefined },
    ...PROCESSES.map((count, index) => ({
      name: `PostgreSQL, ${count} process${count === 1 ? '' : 'es'}`,
      count,
      databaseUrl: servers[index].url,
    })),
  ];
  const contenders = await Promise.all(
    places.map((place) => prepareContender({ ...place, sandboxPort: sandbox.port })),
  );
  /** @type {Map<string, Figures>} */
  const figures = new Map(contenders.map(({ name }) => [name, { p50: [], pages: [], rows: [] }]));
  const listeners = await runningListeners(sandbox.port);
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
        await measure(contender, { seconds, listeners, figures: figures.get(contender.name) });
        console.log(`Round ${round + 1}: ${contender.name} is measured, load ${load()}.`);
      }
    }
  } finally {
    await Promise.all(contenders.map((contender) => contender.stop()));
    for (const contender of contenders) contender.remove();
    await Promise.all([sandbox.stop(), ...servers.map((server) => server.stop())]);
  }
  report(contenders, figures);
}

/**
 * One contender runs at a time: also idle processes read again what is on screen.
 *
 * @param {import('./contender.js').Contender} contender
 * @param {{ seconds: number, listeners: readonly import('../../scripts/lib/chaos/cloud.js').ListenerKey[], figures: Figures }} options
 */
async function measure(contender, { seconds, listeners, figures }) {
  await contender.start();
  // A process is slow until V8 has compiled what is used.
  await contender.pagesPerSecond(seconds);
  if (contender.count === 1)
    figures.p50.push(summarise(await timeAddresses(contender.url, INSTANCE, asDocument)).p50);
  figures.pages.push(await contender.pagesPerSecond(seconds));
  figures.rows.push(await contender.rowsPerSecond(listeners));
  await contender.stop();
}

/**
 * @param {readonly import('./contender.js').Contender[]} contenders
 * @param {ReadonlyMap<string, Figures>} figures
 */
function report(contenders, figures) {
  const [embedded, ...others] = contenders.map(({ name }) => figures.get(name));
  const ratio = (/** @type {readonly number[]} */ own, /** @type {readonly number[]} */ beside) =>
    `${median(own.map((value, round) => value / beside[round])).toFixed(2)} x`;
  printTable([
    ['', 'list p50 ms', 'pages a second', 'of embedded', 'listeners a second', 'of embedded'],
    ...contenders.map(({ name }) => {
      const { p50, pages, rows } = figures.get(name);
      return [
        name,
        p50.length === 0 ? '' : spread(p50),
        spread(pages),
        ratio(pages, embedded.pages),
        spread(rows),
        ratio(rows, embedded.rows),
      ];
    }),
  ]);
  const times = median(others[0].p50.map((millis, round) => millis / embedded.p50[round]));
  console.log(
    `${times <= MOST_TIMES ? 'met   ' : 'MISSED'}  list p50 on PostgreSQL ${times.toFixed(2)} x embedded (target <= ${MOST_TIMES})`,
  );
  console.log(`Load of the machine at the end: ${load()}.`);
}

/** Some listeners of several instances, which run. */
async function runningListeners(/** @type {number} */ port) {
  const response = await fetch(`http://127.0.0.1:${port}/_sandbox/state`);
  const { listeners } = await response.json();
  /** @type {Map<string, import('../../scripts/lib/chaos/cloud.js').ListenerKey[]>} */
  const found = new Map();
  for (const { regionId, loadBalancerId, listenerPort, status, protocol } of listeners) {
    if (status !== 'running' || (protocol !== undefined && protocol !== 'tcp')) continue;
    const ofInstance = found.get(loadBalancerId) ?? [];
    if (ofInstance.length < EACH) ofInstance.push({ regionId, loadBalancerId, listenerPort });
    found.set(loadBalancerId, ofInstance);
  }
  return [...found.values()]
    .filter((each) => each.length === EACH)
    .slice(0, INSTANCES)
    .flat();
}

function load() {
  return loadavg()[0]?.toFixed(1);
}

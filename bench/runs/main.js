import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { ensureSandboxBuilt } from '../../scripts/lib/build.js';
import { Problem } from '../../scripts/lib/problem.js';
import { median, spread } from '../common/figures.js';
import { parseRounds } from '../common/rounds.js';
import { printTable } from '../common/table.js';
import { ask } from '../sandbox/load.js';
import { controlRequest, slbRequest } from '../sandbox/requests.js';
import { startSandbox } from '../sandbox/servers.js';
import { startOfficialClient, startSluice } from './contenders.js';

const regionId = 'cn-hangzhou';
const INSTANCES = 4;
const CALLS_PER_LISTENER = 4;
const PROGRESS_MILLIS = 15_000;
/** A contender that takes so many times the floor has failed. */
const MOST_OF_FLOOR = 4;
const MOST_UNLIMITED_SECONDS = 120;

/** @typedef {import('./contenders.js').Duration & { calls: number, throttled: number }} Figures */

/**
 * `npm run bench -- runs`: a run that creates and starts listeners, beside loops of the official client that make the same
 * calls; with a limit of calls per second, and without one.
 *
 * @param {string[]} args `--listeners N` in all, 200 unless given; `--limit N` calls a second, 10 unless given;
 *   `--rounds N` without a limit, 5 unless given; `--only limited|unlimited`
 */
export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      listeners: { type: 'string', default: '200' },
      limit: { type: 'string', default: '10' },
      rounds: { type: 'string', default: '5' },
      only: { type: 'string' },
    },
  });
  const each = Number(values.listeners) / INSTANCES;
  const limit = Number(values.limit);
  const rounds = parseRounds(values.rounds);
  if (!Number.isInteger(each) || each < 1 || each > 50 || !Number.isInteger(limit) || limit < 1)
    throw new Problem(`--listeners must be a multiple of ${INSTANCES} up to 200, and --limit a number.`);
  await ensureSandboxBuilt();
  console.log(
    `${values.listeners} listeners on ${INSTANCES} instances, Node ${process.version}, ${availableParallelism()} cores, load ${load()} …`,
  );
  if (values.only !== 'unlimited') await limited(each, limit);
  if (values.only !== 'limited') await unlimited(each, rounds);
  console.log(`Load of the machine at the end: ${load()}.`);
}

/** One after the other, each with a sandbox of its own. */
async function limited(/** @type {number} */ each, /** @type {number} */ limit) {
  const floor = (CALLS_PER_LISTENER * each * INSTANCES + INSTANCES) / limit;
  const measure = async (/** @type {string} */ name, /** @type {typeof startSluice} */ start) => {
    const sandbox = await startSandbox('empty');
    const contender = await start(sandbox.port, limit);
    console.log(`${name}: at least ${floor.toFixed(0)} s, at most ${(MOST_OF_FLOOR * floor).toFixed(0)} s …`);
    const progress = setInterval(() => void tellProgress(sandbox.port, name), PROGRESS_MILLIS);
    try {
      const throttle = [{ action: '*', calls: limit, windowSeconds: 1 }];
      return await createListeners(contender, sandbox.port, {
        each,
        throttle,
        withinSeconds: MOST_OF_FLOOR * floor,
      });
    } finally {
      clearInterval(progress);
      await contender.stop();
      await sandbox.stop();
    }
  };
  const own = await measure('Sluice', startSluice);
  const naive = await measure('official client', (port) =>
    startOfficialClient(port, { parallel: 10, backOff: true }),
  );
  printTable([
    [`${limit} calls a second`, 'seconds', 'CPU seconds', 'calls', 'throttled', 'of the floor'],
    ['Sluice', ...cells(own), `${(own.seconds / floor).toFixed(3)} x`],
    ['official client, 10 parallel', ...cells(naive), `${(naive.seconds / floor).toFixed(3)} x`],
    ['floor', floor.toFixed(1), '', '', '', ''],
  ]);
  evaluate('of the floor', own.seconds / floor, '<=', 1.05);
  evaluate('of the calls are throttled', own.throttled / own.calls, '<=', 0.01);
  evaluate('of the time of the official client', own.seconds / naive.seconds, '<=', 0.8);
}

/** In turn, on the same sandbox; the first round warms everything up and is not counted. */
async function unlimited(/** @type {number} */ each, /** @type {number} */ rounds) {
  const sandbox = await startSandbox('empty');
  const contenders = [
    await startSluice(sandbox.port, null),
    await startOfficialClient(sandbox.port, { parallel: INSTANCES, backOff: false }),
  ];
  /** @type {[Figures[], Figures[]]} */
  const figures = [[], []];
  try {
    for (let round = -1; round < rounds; round += 1) {
      for (const turn of round % 2 === 0 ? [0, 1] : [1, 0]) {
        const made = await createListeners(contenders[turn], sandbox.port, {
          each,
          throttle: 'off',
          withinSeconds: MOST_UNLIMITED_SECONDS,
        });
        if (round >= 0) figures[turn].push(made);
      }
    }
  } finally {
    for (const contender of contenders) await contender.stop();
    await sandbox.stop();
  }
  const [own, bare] = figures;
  printTable([
    [`no limit, ${rounds} rounds`, 'calls', 'calls a second', 'CPU ms a call'],
    ['Sluice', ...rates(own)],
    [`official client, ${INSTANCES} parallel`, ...rates(bare)],
  ]);
  const ratios = own.map((made, round) => perSecond(made) / perSecond(bare[round]));
  evaluate('of the calls a second of the official client', median(ratios), '>=', 0.5);
}

/**
 * Lets a contender create listeners on instances that have none.
 *
 * @param {import('./contenders.js').Contender} contender
 * @param {number} port of the sandbox
 * @param {{ each: number, throttle: unknown, withinSeconds: number }} options each: how many on each instance
 * @returns {Promise<Figures>}
 */
async function createListeners(contender, port, { each, throttle, withinSeconds }) {
  const loadBalancers = [];
  for (let index = 0; index < INSTANCES; index += 1) loadBalancers.push(await createLoadBalancer(port));
  const listeners = loadBalancers.flatMap((loadBalancerId) =>
    Array.from({ length: each }, (_, index) => ({ loadBalancerId, listenerPort: 8000 + index })),
  );
  await ask(port, controlRequest('/_sandbox/settings', { throttle, transitionMillis: 0 }));
  const duration = await contender.create({ regionId, listeners }, withinSeconds);
  const made = await requestsAbout(port, new Set(loadBalancers));
  const started = startedAmong(made);
  if (started !== listeners.length) throw new Problem(`Only ${started} listeners were started.`);
  const throttled = made.filter(({ code }) => code?.startsWith('Throttling')).length;
  return { ...duration, calls: made.length, throttled };
}

async function createLoadBalancer(/** @type {number} */ port) {
  const parameters = { RegionId: regionId, AddressType: 'internet', LoadBalancerSpec: 'slb.s2.small' };
  return JSON.parse(await ask(port, slbRequest('CreateLoadBalancer', parameters))).LoadBalancerId;
}

/** @param {number} port @param {string} name */
async function tellProgress(port, name) {
  const started = startedAmong(await requestsAbout(port)).toString();
  console.log(`${name}: ${started} listeners started …`);
}

/** @param {readonly { action: string, httpStatus: number }[]} requests */
function startedAmong(requests) {
  return requests.filter(
    ({ action, httpStatus }) => action === 'StartLoadBalancerListener' && httpStatus === 200,
  ).length;
}

/**
 * @param {number} port
 * @param {ReadonlySet<string>} [loadBalancers] only what names one of them
 */
async function requestsAbout(port, loadBalancers) {
  const { requests } = await (await fetch(`http://127.0.0.1:${port}/_sandbox/requests`)).json();
  return loadBalancers === undefined
    ? requests
    : requests.filter(({ parameters }) => loadBalancers.has(parameters.LoadBalancerId));
}

function load() {
  return loadavg()[0]?.toFixed(1);
}

/** @param {Figures} figures */
function cells({ seconds, cpuSeconds, calls, throttled }) {
  return [seconds.toFixed(1), cpuSeconds.toFixed(1), String(calls), String(throttled)];
}

/** @param {readonly Figures[]} figures */
function rates(figures) {
  return [
    String(figures[0].calls),
    spread(figures.map(perSecond)),
    spread(figures.map(({ calls, cpuSeconds }) => (1000 * cpuSeconds) / calls)),
  ];
}

/** @param {Figures} figures */
function perSecond({ calls, seconds }) {
  return calls / seconds;
}

/**
 * @param {string} what
 * @param {number} value
 * @param {'<=' | '>='} relation
 * @param {number} target
 */
function evaluate(what, value, relation, target) {
  const isMet = relation === '<=' ? value <= target : value >= target;
  console.log(`${isMet ? 'met   ' : 'MISSED'}  ${value.toFixed(3)} x ${what} (target ${relation} ${target})`);
}

import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ensureSandboxBuilt } from '../../scripts/lib/build.js';
import { Problem } from '../../scripts/lib/problem.js';
import { root } from '../../scripts/lib/root.js';
import { printTable } from '../common/table.js';
import { ask } from '../sandbox/load.js';
import { controlRequest, slbRequest } from '../sandbox/requests.js';
import { startSandbox } from '../sandbox/servers.js';
import { createWithOfficialClient } from './official-client.js';

const regionId = 'cn-hangzhou';
const INSTANCES = 4;
const CALLS_PER_LISTENER = 4;

/** @typedef {{ seconds: number, calls: number, throttled: number }} Figures */

/**
 * `npm run bench -- runs`: a run that creates and starts listeners, beside loops of the official client that make the same
 * calls; with a limit of calls per second, and without one.
 *
 * @param {string[]} args `--listeners N` in all, 200 unless given; `--limit N` calls a second, 10 unless given;
 *   `--only limited|unlimited`
 */
export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      listeners: { type: 'string', default: '200' },
      limit: { type: 'string', default: '10' },
      only: { type: 'string' },
    },
  });
  const each = Number(values.listeners) / INSTANCES;
  const limit = Number(values.limit);
  if (!Number.isInteger(each) || each < 1 || each > 50 || !Number.isInteger(limit) || limit < 1)
    throw new Problem(`--listeners must be a multiple of ${INSTANCES} up to 200, and --limit a number.`);
  await ensureSandboxBuilt();
  console.log(
    `${values.listeners} listeners on ${INSTANCES} instances, Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} …`,
  );
  if (values.only !== 'unlimited') await limited(each, limit);
  if (values.only !== 'limited') await unlimited(each);
}

/** @param {number} each @param {number} limit */
async function limited(each, limit) {
  const floor = (CALLS_PER_LISTENER * each * INSTANCES + INSTANCES) / limit;
  const own = await measure(each, limit, (world) => runPlan(world, each, limit));
  const naive = await measure(each, limit, (world) =>
    createWithOfficialClient({ ...world, parallel: 10, backOff: true }),
  );
  printTable([
    [`${limit} calls a second`, 'seconds', 'calls', 'throttled', 'of the floor'],
    ['Sluice', ...cells(own), ratio(own.seconds / floor)],
    ['official client, 10 parallel', ...cells(naive), ratio(naive.seconds / floor)],
    ['floor', floor.toFixed(1), '', '', ''],
  ]);
  evaluate('of the floor', own.seconds / floor, '<=', 1.05);
  evaluate('of the calls are throttled', own.throttled / own.calls, '<=', 0.01);
  evaluate('of the time of the official client', own.seconds / naive.seconds, '<=', 0.8);
}

/** @param {number} each */
async function unlimited(each) {
  const own = await measure(each, null, (world) => runPlan(world, each, null));
  const bare = await measure(each, null, (world) =>
    createWithOfficialClient({ ...world, parallel: INSTANCES, backOff: false }),
  );
  const perSecond = ({ calls, seconds }) => calls / seconds;
  printTable([
    ['no limit', 'seconds', 'calls', 'calls a second'],
    ['Sluice', own.seconds.toFixed(2), String(own.calls), perSecond(own).toFixed(0)],
    [
      `official client, ${INSTANCES} parallel`,
      bare.seconds.toFixed(2),
      String(bare.calls),
      perSecond(bare).toFixed(0),
    ],
  ]);
  evaluate('of the calls a second of the official client', perSecond(own) / perSecond(bare), '>=', 0.5);
}

/**
 * Measures one contender on a sandbox of its own, with instances that have no listeners.
 *
 * @param {number} each
 * @param {number | null} limit
 * @param {(world: { port: number, regionId: string, instances: string[], listeners: { loadBalancerId: string, listenerPort: number }[] }) => Promise<number>} work
 * @returns {Promise<Figures>}
 */
async function measure(each, limit, work) {
  const sandbox = await startSandbox('empty');
  try {
    const { port } = sandbox;
    const instances = [];
    for (let index = 0; index < INSTANCES; index += 1) {
      const parameters = { RegionId: regionId, AddressType: 'internet', LoadBalancerSpec: 'slb.s2.small' };
      instances.push(
        JSON.parse(await ask(port, slbRequest('CreateLoadBalancer', parameters))).LoadBalancerId,
      );
    }
    const throttle = limit === null ? 'off' : [{ action: '*', calls: limit, windowSeconds: 1 }];
    await ask(port, controlRequest('/_sandbox/settings', { throttle, transitionMillis: 0 }));
    const listeners = instances.flatMap((loadBalancerId) =>
      Array.from({ length: each }, (_, index) => ({ loadBalancerId, listenerPort: 8000 + index })),
    );
    const before = await requestsAt(port);
    const seconds = await work({ port, regionId, instances, listeners });
    const made = (await requestsAt(port))
      .slice(before.length)
      .filter(({ action }) => action !== 'DescribeRegions');
    const started = made.filter(
      ({ action, httpStatus }) => action === 'StartLoadBalancerListener' && httpStatus === 200,
    );
    if (started.length !== listeners.length)
      throw new Problem(`Only ${started.length} listeners were started.`);
    const throttled = made.filter(({ code }) => code?.startsWith('Throttling')).length;
    return { seconds, calls: made.length, throttled };
  } finally {
    await sandbox.stop();
  }
}

/** @param {number} port */
async function requestsAt(port) {
  const response = await fetch(`http://127.0.0.1:${port}/_sandbox/requests`);
  return (await response.json()).requests;
}

/**
 * The product's own run, in a process of its own.
 *
 * @param {{ port: number, instances: string[] }} world
 * @param {number} each
 * @param {number | null} limit
 * @returns {Promise<number>} seconds
 */
async function runPlan({ port, instances }, each, limit) {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-runs-'));
  try {
    const program = join(root, 'lib/runs/testing/measure-run.ts');
    const flags = [
      '--conditions=react-server',
      '--import',
      'tsx',
      program,
      regionId,
      String(each),
      ...instances,
    ];
    const env = {
      ...process.env,
      NODE_ENV: 'production',
      SLUICE_DATA_DIR: folder,
      SLUICE_SANDBOX_PORT: String(port),
      // The sandbox counts all calls alike here.
      SLUICE_SLB_CREATIONS_PER_MINUTE: '10000',
      ...(limit === null ? {} : { SLUICE_SLB_CALLS_PER_SECOND: String(limit) }),
    };
    const child = spawn(process.execPath, flags, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    const code = await new Promise((resolve) => child.once('exit', resolve));
    if (code !== 0) throw new Problem('The run failed.');
    const { seconds, done } = JSON.parse(output);
    if (done !== each * instances.length) throw new Problem(`Only ${done} rows are done.`);
    return seconds;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {Figures} figures */
function cells({ seconds, calls, throttled }) {
  return [seconds.toFixed(1), String(calls), String(throttled)];
}

/** @param {number} value */
function ratio(value) {
  return `${value.toFixed(3)} x`;
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

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/lib/ports.js';
import { sandboxDataDir, serverEnv } from '../../scripts/lib/product.js';
import { root } from '../../scripts/lib/root.js';
import { startServer } from '../../scripts/lib/server.js';
import { loopback } from '../../scripts/lib/settings.js';

/**
 * Sluice and its sandbox as `npm start` starts them, but each to be ended by itself: on free ports, and a data folder that
 * goes with the benchmark.
 *
 * @typedef {object} Product
 * @property {string} url
 * @property {number} sandboxPort
 * @property {string} dataDir
 * @property {() => Promise<void>} start Sluice; the sandbox runs from the beginning
 * @property {() => Promise<void>} stop Sluice
 * @property {() => number | null} cpuMillis that Sluice has computed for so far; null if the system does not report it
 * @property {() => Memory | null} memory of Sluice; null if the system does not report it
 * @property {() => Promise<SandboxRequest[]>} requests what the sandbox was asked so far, oldest first, the last 10,000
 * @property {() => Promise<void>} end both
 *
 * @typedef {{ nowMiB: number, peakMiB: number }} Memory
 *
 * @typedef {{ at: string, action: string, regionId: string | null, httpStatus: number | null }} SandboxRequest
 */

/**
 * @param {{ seed: string, throttle?: string, env?: NodeJS.ProcessEnv }} options throttle: as the sandbox's option. env: for
 *   Sluice
 * @returns {Promise<Product>}
 */
export async function createProduct({ seed, throttle = 'off', env: own = {} }) {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
  const remove = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  /** @type {import('../../scripts/lib/settings.js').Settings} */
  const settings = { mode: 'sandbox', host: loopback, port: 0, sandboxPort: 0, dataDir };
  const ports = { port: await freePort(), sandboxPort: await freePort() };
  const env = { ...serverEnv(settings, ports), NODE_ENV: 'production', ...own };

  /** @param {string} name @param {string[]} args @param {number} port */
  const start = (name, args, port) => startServer({ name, args, env, port, portVariable: 'its port' });
  const sandbox = await start(
    'The sandbox',
    `${join('dist', 'sandbox.js')} --port ${ports.sandboxPort} --seed ${seed} --throttle ${throttle}`
      .split(' ')
      .concat('--data', sandboxDataDir(settings)),
    ports.sandboxPort,
  );
  /** @type {import('../../scripts/lib/server.js').Server | null} */
  let sluice = null;

  async function stop() {
    if (sluice !== null) await end(sluice);
    sluice = null;
  }
  return {
    url: `http://${loopback}:${ports.port}`,
    sandboxPort: ports.sandboxPort,
    dataDir,
    async start() {
      sluice = await start('Sluice', [join(root, 'dist/server.js')], ports.port);
    },
    stop,
    cpuMillis: () => (sluice?.pid === undefined ? null : cpuMillisOf(sluice.pid)),
    memory: () => (sluice?.pid === undefined ? null : memoryOf(sluice.pid)),
    async requests() {
      const response = await fetch(`http://${loopback}:${ports.sandboxPort}/_sandbox/requests`);
      return (await response.json()).requests;
    },
    async end() {
      await stop();
      await end(sandbox);
      remove();
      process.off('exit', remove);
    },
  };
}

/** @param {import('../../scripts/lib/server.js').Server} server */
async function end({ pid, ended }) {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGTERM');
  } catch (error) {
    // It has ended by itself.
    if (error.code !== 'ESRCH') throw error;
  }
  await ended;
}

/**
 * Of user and system together, as Linux counts it: in ticks of ten milliseconds.
 *
 * @param {number} pid
 */
function cpuMillisOf(pid) {
  try {
    // After the program's name, which may hold anything, the fields have fixed places.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return null;
  }
}

/**
 * What the process has in memory, as Linux counts it.
 *
 * @param {number} pid
 * @returns {import('./product.js').Memory | null}
 */
function memoryOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const mib = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
    return { nowMiB: mib('VmRSS'), peakMiB: mib('VmHWM') };
  } catch {
    return null;
  }
}

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../../scripts/lib/problem.js';
import { startChild } from '../../scripts/lib/processes.js';
import { root } from '../../scripts/lib/root.js';

/**
 * What creates and starts listeners, in a process of its own. `create` rejects if that takes longer than `withinSeconds`.
 *
 * @typedef {{ regionId: string, listeners: readonly { loadBalancerId: string, listenerPort: number }[] }} Work
 * @typedef {{ seconds: number, cpuSeconds: number }} Duration
 * @typedef {{ create: (work: Work, withinSeconds: number) => Promise<Duration>, stop: () => Promise<void> }} Contender
 */

/**
 * The product's own run.
 *
 * @param {number} port of the sandbox
 * @param {number | null} limit calls a second
 * @returns {Promise<Contender>}
 */
export async function startSluice(port, limit) {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-runs-'));
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    SLUICE_DATA_DIR: folder,
    SLUICE_SANDBOX_PORT: String(port),
    // The sandbox counts all calls alike here.
    SLUICE_SLB_CREATIONS_PER_MINUTE: '10000',
    ...(limit === null ? {} : { SLUICE_SLB_CALLS_PER_SECOND: String(limit) }),
  };
  const program = join(root, 'lib/runs/testing/measure-run.ts');
  const contender = await start(['--conditions=react-server', '--import', 'tsx', program], env);
  return {
    ...contender,
    stop: async () => {
      await contender.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A loop of the official client.
 *
 * @param {number} port of the sandbox
 * @param {{ parallel: number, backOff: boolean }} options
 * @returns {Promise<Contender>}
 */
export async function startOfficialClient(port, { parallel, backOff }) {
  const program = join(root, 'bench/runs/official-client.js');
  const args = [program, String(port), String(parallel), backOff ? 'back-off' : 'no-back-off'];
  return await start(args, { ...process.env, NODE_ENV: 'production' });
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Contender>}
 */
async function start(args, env) {
  const child = startChild(process.execPath, args, { cwd: root, env, output: 'pipe' });
  let output = '';
  child.stderr?.on('data', (chunk) => (output += chunk));
  const message = async (/** @type {AbortSignal} */ signal) => {
    const ended = once(child, 'exit', { signal }).then(() => {
      throw new Problem(`${output}\nA contender ended.`);
    });
    const [received] = await Promise.race([once(child, 'message', { signal }), ended]);
    return received;
  };
  await message(AbortSignal.timeout(60_000));
  return {
    create: async (work, withinSeconds) => {
      child.send(work);
      const figures = await message(AbortSignal.timeout(withinSeconds * 1000)).catch((error) => {
        if (error.name !== 'AbortError') throw error;
        throw new Problem(`${output}\nNot done after ${withinSeconds.toFixed(0)} seconds.`);
      });
      if (figures.done !== work.listeners.length) throw new Problem(`Only ${figures.done} rows are done.`);
      return figures;
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

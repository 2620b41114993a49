import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../ports.js';
import { Problem } from '../problem.js';
import { startChild } from '../processes.js';
import { root } from '../root.js';
import { giveTimeItAsksFor } from '../server.js';
import { loopback } from '../settings.js';

/**
 * @typedef {{ name: string, line: string, atMillis: number }} Complaint what a process wrote to its standard error
 * @typedef {Awaited<ReturnType<typeof prepareProcess>>} SluiceProcess
 */

/**
 * A process of the built product with a port and a data folder of its own, as on a machine of its own. It is not started
 * yet. `state` is `down` from the moment it is killed, and `stopping` from the moment it is asked to end.
 *
 * @param {{ name: string, env: NodeJS.ProcessEnv, complaints: Complaint[] }} options
 */
export async function prepareProcess({ name, env, complaints }) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'sluice-chaos-'));
  const sluice = {
    name,
    url: `http://${loopback}:${port}`,
    /** @type {'down' | 'starting' | 'up' | 'stopping'} */
    state: 'down',
    /** How often it was killed, so that a request can tell that its process is another one now. */
    kills: 0,
    start,
    kill,
    stop,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
  /** @type {import('node:child_process').ChildProcess | null} */
  let child = null;
  let ended = Promise.resolve();

  async function start() {
    sluice.state = 'starting';
    const started = startChild(process.execPath, ['--enable-source-maps', join(root, 'dist/server.js')], {
      cwd: root,
      env: {
        ...process.env,
        ...env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        HOST: loopback,
        PORT: String(port),
        SLUICE_MODE: 'sandbox',
        SLUICE_DATA_DIR: folder,
      },
      output: 'pipe',
      alone: true,
    });
    child = started;
    giveTimeItAsksFor(started);
    started.stdout?.resume();
    started.stderr?.setEncoding('utf8').on('data', (text) => {
      for (const line of text.split('\n'))
        if (line.trim() !== '') complaints.push({ name, line, atMillis: Date.now() });
    });
    ended = new Promise((resolve) => started.once('close', () => resolve()));
    const ready = new Promise((resolve) => {
      started.on('message', (message) => {
        if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready')
          resolve(true);
      });
    });
    if (!(await Promise.race([ready, ended.then(() => false)]))) {
      sluice.state = 'down';
      const said = complaints.filter((each) => each.name === name).map(({ line }) => line);
      throw new Problem(`${name} ended before it served:\n${said.slice(-20).join('\n')}`);
    }
    sluice.state = 'up';
  }

  /** As a power cut would. */
  async function kill() {
    sluice.state = 'down';
    sluice.kills += 1;
    child?.kill('SIGKILL');
    await ended;
  }

  /** As an update does. */
  async function stop() {
    if (sluice.state === 'down') return;
    sluice.state = 'stopping';
    child?.kill('SIGTERM');
    await ended;
    sluice.state = 'down';
  }

  return sluice;
}

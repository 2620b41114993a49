import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprint, readStamp, writeStamp } from '../../scripts/lib/freshness.js';
import { freePort } from '../../scripts/lib/ports.js';
import { Problem } from '../../scripts/lib/problem.js';
import { run, startChild } from '../../scripts/lib/processes.js';
import { root } from '../../scripts/lib/root.js';
import { answersAfterAnnouncing, startServer } from '../../scripts/lib/server.js';
import { loopback } from '../../scripts/lib/settings.js';

const next = join(root, 'node_modules/next/dist/bin/next');
const emptyNext = join(root, 'bench/peers/empty-next');

/**
 * The peers: Next with one page that says one sentence, one with rows of text, and one with native fields. Ends with this
 * process.
 *
 * @param {import('./floors.js').Floors} floors
 */
export async function startPeers({ rows, fields }) {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    BENCH_ROWS: JSON.stringify(rows),
    BENCH_FIELDS: JSON.stringify(fields),
  };
  await buildPeers(env);
  const port = await freePort();
  await startServer({
    name: 'The peer pages',
    args: [next, 'start', emptyNext, '-H', loopback, '-p', String(port)],
    env,
    port,
    portVariable: 'its port',
    ready: answersAfterAnnouncing(port),
  });
  return { url: `http://${loopback}:${port}` };
}

/** @param {NodeJS.ProcessEnv} env */
async function buildPeers(env) {
  const stamp = join(emptyNext, '.next/stamp');
  const sources = fingerprint(root, [
    'bench/peers/empty-next/app',
    'bench/peers/empty-next/next.config.js',
    'package-lock.json',
  ]);
  if (existsSync(join(emptyNext, '.next/BUILD_ID')) && readStamp(stamp) === sources) return;
  console.log('Building the peer pages …');
  const { code, output } = await run(process.execPath, [next, 'build', emptyNext], {
    cwd: root,
    env,
    capture: true,
  });
  if (code !== 0) throw new Problem(`${output.trimEnd()}\n\nBuilding the peer pages failed.`);
  writeStamp(stamp, sources);
}

/** The product as `npm start` starts it, with the demo data, on free ports and a data folder of its own. */
export async function startSluice() {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
  const remove = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  const child = startChild(process.execPath, [join(root, 'scripts/start.js')], {
    cwd: root,
    env: {
      ...process.env,
      PORT: '0',
      SLUICE_SANDBOX_PORT: '0',
      SLUICE_MODE: 'sandbox',
      SLUICE_DATA_DIR: dataDir,
    },
    output: 'pipe',
  });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  const url = await new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (typeof message === 'object' && message !== null && 'url' in message) resolve(message.url);
    });
    child.once('exit', () => reject(new Problem(`${output.trimEnd()}\n\nSluice did not start.`)));
  });
  return {
    url,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      remove();
    },
  };
}

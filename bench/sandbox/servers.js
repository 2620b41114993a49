import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../scripts/lib/ports.js';
import { Problem } from '../../scripts/lib/problem.js';
import { startChild } from '../../scripts/lib/processes.js';
import { root } from '../../scripts/lib/root.js';
import { ask } from './load.js';
import { dynamoRequest, plainRequest, slbRequest } from './requests.js';

/**
 * A server of the benchmark, once it has answered its first request.
 *
 * @typedef {{ port: number, startMillis: number, residentMebibytes: () => number, stop: () => Promise<void> }} Started
 */

/** @param {string} seed */
export async function startSandbox(seed) {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
  const remove = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  const port = await freePort();
  const started = await start(
    [join(root, 'dist/sandbox.js'), '--port', String(port), '--data', dataDir, '--seed', seed],
    port,
    () => slbRequest('DescribeRegions'),
  );
  return {
    ...started,
    async stop() {
      await started.stop();
      remove();
      process.off('exit', remove);
    },
  };
}

/** Dynalite as it comes: in memory, which spares it the disk that the sandbox waits for. */
export async function startDynalite() {
  const port = await freePort();
  return await start(
    [
      join(root, 'bench/node_modules/dynalite/cli.js'),
      '--port',
      String(port),
      '--host',
      '127.0.0.1',
      '--createTableMs',
      '0',
    ],
    port,
    () => dynamoRequest('ListTables', {}),
  );
}

/** @param {number} bytes of each answer */
export async function startBareHttp(bytes) {
  const port = await freePort();
  return await start(
    [join(root, 'bench/peers/bare-http/server.js'), String(port), String(bytes)],
    port,
    () => plainRequest,
  );
}

/**
 * @param {readonly string[]} args
 * @param {number} port
 * @param {() => Buffer} firstRequest
 * @returns {Promise<Started>}
 */
async function start(args, port, firstRequest) {
  const startedAt = performance.now();
  const child = startChild(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    output: 'pipe',
  });
  let output = '';
  child.stdout?.resume();
  child.stderr?.on('data', (chunk) => (output += chunk));
  while (!(await answers(port, firstRequest()))) {
    if (child.exitCode !== null) throw new Problem(`${output}\n${args[0]} did not start.`);
    await delay(3);
  }
  const startMillis = performance.now() - startedAt;
  return {
    port,
    startMillis,
    residentMebibytes: () =>
      Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/**
 * @param {number} port
 * @param {Buffer} request
 */
async function answers(port, request) {
  try {
    await ask(port, request);
    return true;
  } catch (error) {
    if (error instanceof Problem) throw error;
    return false;
  }
}

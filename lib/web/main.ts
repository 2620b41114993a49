import 'server-only';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import next from 'next';
import { config } from '../config';
import { signInKey } from '../db/sign-in-key';
import { leaveService } from '../listeners/commands/writes-in-flight';
import { releaseRuns } from '../runs/executor';
import { exportTraces } from '../telemetry/trace-exporter';
import { createWebServer } from './server';
import { setUpNotice } from './set-up-link';
import { startProblem, startWarning } from './start-check';
import { FILES_PREFIX, readStaticFiles } from './static-files';
import { stopWrites } from './stop-writes';

/**
 * Sluice's web server, its own process around Next. Its folder is the checkout; HOST and PORT set where it listens,
 * NODE_ENV whether it serves the build or, in development, the sources. Tells its parent, if there is a channel, that
 * it serves.
 */

// Stored data is for its owner only; SQLite gives the files next to a database the database's mode.
process.umask(0o077);

const problem = await startProblem();
if (problem !== null) await failToStart(problem);

const { host, port, slb, stopDelayMillis, url } = config();
const development = process.env.NODE_ENV === 'development';

// The first process puts the key of its data folder into a database that has none yet, before anybody signs in anywhere.
if (url !== null) await signInKey();

const flushTraces = await exportTraces(process.env);

const app = next({ dev: development, turbopack: true, dir: process.cwd(), hostname: ownAddress(host), port });
const [files] = await Promise.all([
  development
    ? new Map()
    : readStaticFiles(join(process.cwd(), '.next/static'), FILES_PREFIX, { overNetwork: url !== null }),
  app.prepare(),
]);
const server = createWebServer({ files, next: app.getRequestHandler(), development });

// Next handles uncaught errors, and continues.
server.once('error', (error) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});

/** How long pending responses may take once no change is in progress any more. */
const ANSWERS_MILLIS = 5000;
/** Further signals within this time count as the same one: a terminal and the parent process may each send one. */
const SAME_WISH_MILLIS = 500;

let stoppingSinceMillis: number | null = null;

/**
 * A load balancer is told first, and runs are left to other processes. Pages are served until the outcome of every sent
 * change is known; a second signal ends everything at once.
 */
function onSignal(): void {
  if (stoppingSinceMillis === null) {
    stoppingSinceMillis = Date.now();
    void stop();
  } else if (Date.now() - stoppingSinceMillis > SAME_WISH_MILLIS) process.exit(1);
}

async function stop(): Promise<void> {
  leaveService();
  releaseRuns();
  if (stopDelayMillis > 0) await sleep(stopDelayMillis);
  await stopWrites(slb.writeHorizonMillis, (sentence) => process.stdout.write(`${sentence}\n`));
  const end = () =>
    void app
      .close()
      .finally(flushTraces)
      .finally(() => process.exit(0));
  // In development, the watcher never ends by itself.
  if (development) return end();
  // Pending requests are answered first. A connection a browser opened in advance has none, but looks as if it had.
  server.close(end);
  setTimeout(() => server.closeAllConnections(), ANSWERS_MILLIS).unref();
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal);

const notice = [startWarning(), await setUpNotice()].filter((each) => each !== null).join('\n') || null;

// The parent process waits as long as a change may take, and prints the notice below the address (scripts/lib/server.js).
server.listen(port, host, () => {
  if (process.send)
    process.send({ type: 'ready', stopMillis: stopDelayMillis + slb.writeHorizonMillis, notice });
  else if (notice !== null) process.stdout.write(`${notice}\n`);
});

/** Where Next reaches this server, to which it sends some requests on (header-guard.ts). */
function ownAddress(listening: string): string {
  if (listening === '0.0.0.0') return '127.0.0.1';
  return listening === '::' ? '::1' : listening;
}

async function failToStart(sentence: string): Promise<never> {
  process.stderr.write(`${sentence}\n`);
  if (process.send)
    await new Promise((resolve) => process.send?.({ type: 'failed', message: sentence }, resolve));
  process.exit(1);
}

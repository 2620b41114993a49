import 'server-only';
import { join } from 'node:path';
import next from 'next';
import { createWebServer, FILES_PREFIX } from './server';
import { readStaticFiles } from './static-files';

/**
 * The server of Sluice, a process of its own around Next. Its folder is the checkout; HOST and PORT say where it listens, NODE_ENV
 * whether it serves the build or, in development, the sources. Tells its parent, when there is one with a channel, that
 * it serves.
 */

// What it keeps is its owner's alone; SQLite gives the files beside a database the mode of that.
process.umask(0o077);

const host = process.env['HOST'] || '127.0.0.1';
const port = Number(process.env['PORT'] || 3000);
const development = process.env.NODE_ENV === 'development';

const app = next({ dev: development, turbopack: true, dir: process.cwd(), hostname: host, port });
const [files] = await Promise.all([
  development ? new Map() : readStaticFiles(join(process.cwd(), '.next/static'), FILES_PREFIX),
  app.prepare(),
]);
const server = createWebServer({ files, next: app.getRequestHandler(), development });

// Next hears of what nobody caught, and lets it pass.
server.once('error', (error) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});

/** Shorter than what the launcher waits before it kills (scripts/lib/processes.js). */
const ANSWERS_MILLIS = 5000;

let isStopping = false;
function stop(): void {
  if (isStopping) return;
  isStopping = true;
  const end = () => void app.close().finally(() => process.exit(0));
  // In development there is what follows edits, which never ends by itself.
  if (development) return end();
  // What is under way is answered first. A connection that a browser opened beforehand has nothing under way and looks as if.
  server.close(end);
  setTimeout(() => server.closeAllConnections(), ANSWERS_MILLIS).unref();
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

server.listen(port, host, () => process.send?.({ type: 'ready' }));

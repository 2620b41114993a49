import 'server-only';
import { join } from 'node:path';
import next from 'next';
import { createWebServer } from './server';
import { readStaticFiles } from './static-files';

/**
 * The production server of Sluice, a process of its own: the files of the build from memory, everything else by Next.
 * Its folder is the checkout; HOST and PORT say where it listens. Tells its parent, when there is one with a channel,
 * that it serves.
 */

const host = process.env['HOST'] || '127.0.0.1';
const port = Number(process.env['PORT'] || 3000);

const app = next({ dev: false, dir: process.cwd(), hostname: host, port });
const [files] = await Promise.all([
  readStaticFiles(join(process.cwd(), '.next/static'), '/_next/static'),
  app.prepare(),
]);
const server = createWebServer(files, app.getRequestHandler());

let isStopping = false;
function stop(): void {
  if (isStopping) return;
  isStopping = true;
  // What is under way is answered first.
  server.close(() => void app.close().finally(() => process.exit(0)));
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

server.listen(port, host, () => process.send?.({ type: 'ready' }));

import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { extname, join, resolve, sep } from 'node:path';
import { build } from 'vite';
import { fingerprint, readStamp, writeStamp } from '../../scripts/lib/freshness.js';
import { root } from '../../scripts/lib/root.js';
import { loopback } from '../../scripts/lib/settings.js';

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

/**
 * A peer's page, as Vite builds it for production, with the rows that it shows.
 *
 * @param {'ag-grid' | 'antd-list'} name
 * @param {readonly import('./rows.js').PeerRow[]} rows
 */
export async function startPeer(name, rows) {
  const folder = join(root, 'bench/peers', name);
  await buildPeer(name, folder);
  const rowsJson = JSON.stringify(rows);
  const files = new Map();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://peer').pathname;
    const file = resolve(folder, 'dist', path === '/' ? 'index.html' : `.${path}`);
    if (path !== '/rows.json' && !(file.startsWith(join(folder, 'dist') + sep) && existsSync(file))) {
      response.writeHead(404).end();
      return;
    }
    if (path !== '/rows.json' && !files.has(file)) files.set(file, readFileSync(file));
    response.setHeader('content-type', types[extname(path)] ?? types['.html']);
    response.end(path === '/rows.json' ? rowsJson : files.get(file));
  });
  server.listen(0, loopback);
  await once(server, 'listening');
  return {
    url: `http://${loopback}:${server.address().port}/`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * @param {string} name
 * @param {string} folder
 */
async function buildPeer(name, folder) {
  const stamp = join(folder, 'dist/stamp');
  const sources = fingerprint(
    root,
    [`bench/peers/${name}`, 'bench/package-lock.json', 'bench/list/peers.js'],
    (path) => !path.split(/[\\/]/).includes('dist'),
  );
  if (existsSync(join(folder, 'dist/index.html')) && readStamp(stamp) === sources) return;
  console.log(`Building the page of ${name} …`);
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: { target: 'es2022', outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 10_000 },
  });
  writeStamp(stamp, sources);
}

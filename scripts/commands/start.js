import { join } from 'node:path';
import { ensureBuilt, requireBuilt } from '../lib/build.js';
import { lockDataFolder } from '../lib/lock.js';
import { endOnRequest } from '../lib/processes.js';
import { announce, findPorts, liveTogether, sandboxDataDir, serverEnv } from '../lib/product.js';
import { root } from '../lib/root.js';
import { startServer } from '../lib/server.js';
import { readSettings } from '../lib/settings.js';

/**
 * `npm start`: Sluice and its sandbox, built when needed.
 *
 * @param {readonly string[]} args `--no-build` serves the build there is; browser tests use it, so that an edit
 *   during a run cannot rebuild under their feet
 */
export async function start(args) {
  endOnRequest({ exitCode: 0 });
  const settings = readSettings(process.env);
  await lockDataFolder(settings.dataDir);
  const ports = await findPorts(settings);
  if (args.includes('--no-build')) requireBuilt();
  else await ensureBuilt();

  const env = { ...serverEnv(settings, ports), NODE_ENV: 'production' };
  const starting = [
    startServer({
      name: 'Sluice',
      args: [join(root, 'dist/server.js')],
      env,
      port: ports.port,
      portVariable: 'PORT',
    }),
  ];
  if (settings.mode === 'sandbox') {
    const flags = ['--port', String(ports.sandboxPort), '--data', sandboxDataDir(settings)];
    starting.push(
      startServer({
        name: 'The sandbox',
        args: [join(root, 'dist/sandbox.js'), ...flags],
        env,
        port: ports.sandboxPort,
        portVariable: 'SLUICE_SANDBOX_PORT',
        isLast: true,
      }),
    );
  }
  const servers = await Promise.all(starting);
  announce(settings, ports, servers);
  await liveTogether(servers);
}

import { join } from 'node:path';
import { freePort, requireFreePort } from './ports.js';
import { Problem } from './problem.js';
import { stopChildren } from './processes.js';
import { loopback } from './settings.js';

/**
 * @typedef {import('./settings.js').Settings} Settings
 * @typedef {import('./server.js').Server} Server
 */

/**
 * The ports to serve on, checked to be free.
 *
 * @param {Settings} settings
 */
export async function findPorts(settings) {
  if (settings.port !== 0) await requireFreePort('PORT', settings.port, settings.host);
  if (settings.mode === 'sandbox' && settings.sandboxPort !== 0) {
    await requireFreePort('SLUICE_SANDBOX_PORT', settings.sandboxPort);
  }
  return {
    port: settings.port === 0 ? await freePort() : settings.port,
    sandboxPort: settings.sandboxPort === 0 ? await freePort() : settings.sandboxPort,
  };
}

/**
 * The environment of both servers; the key pair is the one the sandbox accepts and Next signs with.
 *
 * @param {Settings} settings
 * @param {{ port: number, sandboxPort: number }} ports
 * @returns {NodeJS.ProcessEnv}
 */
export function serverEnv(settings, ports) {
  return {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: '1',
    HOST: settings.host,
    PORT: String(ports.port),
    SLUICE_MODE: settings.mode,
    SLUICE_DATA_DIR: settings.dataDir,
    SLUICE_SANDBOX_PORT: String(ports.sandboxPort),
    SLUICE_SANDBOX_ACCESS_KEY_ID: process.env.SLUICE_SANDBOX_ACCESS_KEY_ID || 'LTAI5tSluiceSandbox00001',
    SLUICE_SANDBOX_ACCESS_KEY_SECRET: process.env.SLUICE_SANDBOX_ACCESS_KEY_SECRET || 'sluice-sandbox-secret',
  };
}

/** @param {Settings} settings */
export function sandboxDataDir(settings) {
  return join(settings.dataDir, 'sandbox');
}

/**
 * Prints where everything is, for the operator and the process that started us.
 *
 * @param {Settings} settings
 * @param {{ port: number, sandboxPort: number }} ports
 * @param {readonly Server[]} servers Sluice, and the sandbox if there is one
 */
export function announce(settings, ports, [sluice, sandbox]) {
  const url = `http://${loopback}:${ports.port}`;
  const sandboxUrl = settings.mode === 'sandbox' ? `http://${loopback}:${ports.sandboxPort}` : null;
  console.log(`\n  Sluice   ${settings.url ?? url}`);
  if (settings.url) console.log(`  Listens  on ${settings.host}, port ${ports.port}, for your reverse proxy`);
  if (sandboxUrl) console.log(`  Sandbox  ${sandboxUrl}`);
  console.log(
    `  Mode     ${settings.mode} (${sandboxUrl ? 'nothing reaches Alibaba Cloud' : 'Alibaba Cloud itself'})`,
  );
  console.log(`  Data     ${settings.dataDir}\n`);
  for (const notice of [sluice?.notice, sandbox?.notice])
    if (notice) console.log(`  ${notice.replaceAll('\n', '\n  ')}\n`);
  process.send?.({
    type: 'ready',
    url,
    sandboxUrl,
    pids: { sluice: sluice?.pid, sandbox: sandbox?.pid ?? null },
  });
}

/**
 * Servers live and die together: never returns, throws when the first one ends, after the others were stopped.
 *
 * @param {readonly Server[]} servers
 * @returns {Promise<never>}
 */
export async function liveTogether(servers) {
  const sentence = await Promise.race(servers.map((server) => server.ended));
  await stopChildren();
  throw new Problem(`${sentence} Sluice stops.`);
}

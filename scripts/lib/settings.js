import { resolve } from 'node:path';
import { Problem } from './problem.js';
import { root } from './root.js';

/**
 * @typedef {object} Settings
 * @property {'sandbox' | 'cloud'} mode
 * @property {string} host a loopback address, unless there is a URL
 * @property {number} port 0 = any free port
 * @property {string | null} url by which people reach Sluice over a network
 * @property {number} sandboxPort 0 = any free port
 * @property {string} dataDir absolute
 */

export const loopback = '127.0.0.1';

/**
 * The part of the environment the launcher itself needs; lib/config.ts parses the rest inside Next.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {Settings}
 * @throws {Problem}
 */
export function readSettings(env) {
  const mode = env.SLUICE_MODE || 'sandbox';
  if (mode !== 'sandbox' && mode !== 'cloud') {
    throw new Problem(`SLUICE_MODE is "${mode}"; it can be "sandbox" (the default) or "cloud".`);
  }

  const host = env.HOST === undefined || env.HOST === '' || env.HOST === 'localhost' ? loopback : env.HOST;
  const url = env.SLUICE_URL || null;
  if (host !== loopback && url === null) {
    throw new Problem(
      `HOST=${host} is refused without SLUICE_URL=https://…: without it, nobody has to sign in, ` +
        `and anyone who reaches Sluice could change listeners. Unset HOST to listen on ${loopback} only.`,
    );
  }

  const port = readPort('PORT', env.PORT, 3000);
  const sandboxPort = readPort('SLUICE_SANDBOX_PORT', env.SLUICE_SANDBOX_PORT, 4010);
  if (mode === 'sandbox' && port !== 0 && port === sandboxPort) {
    throw new Problem(`PORT and SLUICE_SANDBOX_PORT are both ${port}; each needs a port of its own.`);
  }

  return {
    mode,
    host,
    port,
    url,
    sandboxPort,
    dataDir: resolve(root, env.SLUICE_DATA_DIR || '.sluice'),
  };
}

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {number} fallback
 */
function readPort(name, text, fallback) {
  if (text === undefined || text === '') return fallback;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new Problem(`${name} is "${text}"; it must be a port from 1 to 65535.`);
  return port;
}

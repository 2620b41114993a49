import { createServer } from 'node:net';
import { Problem } from './problem.js';
import { loopback } from './settings.js';

/** @returns {Promise<number>} a port of the loopback address that was free a moment ago */
export async function freePort() {
  const result = await tryPort(0);
  if (!result.ok) throw result.error;
  return result.port;
}

/**
 * @param {string} name the variable that sets the port
 * @param {number} port
 * @param {string} [host] the address to open it on
 * @throws {Problem} when it cannot be opened
 */
export async function requireFreePort(name, port, host = loopback) {
  const result = await tryPort(port, host);
  if (result.ok) return;
  if (result.error.code === 'EADDRINUSE') throw new Problem(takenPort(name, port, host));
  throw new Problem(`${name}=${port} cannot be opened on ${host}: ${result.error.message}.`);
}

/**
 * @param {string} name
 * @param {number} port
 * @param {string} [host]
 */
export function takenPort(name, port, host = loopback) {
  return `Port ${port} of ${host} is taken by another program: stop that one, or set ${name} to another port.`;
}

/**
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<{ ok: true, port: number } | { ok: false, error: NodeJS.ErrnoException }>}
 */
function tryPort(port, host = loopback) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve({ ok: false, error }));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const opened = address !== null && typeof address === 'object' ? address.port : port;
      server.close(() => resolve({ ok: true, port: opened }));
    });
  });
}

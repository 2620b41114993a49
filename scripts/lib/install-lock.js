import { createHash } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';

/**
 * Runs `work` while no other Sluice command installs or builds in the same folder; a second one waits.
 *
 * The lock must exist before anything is installed, so SQLite cannot provide it. A listening local socket can: the
 * operating system releases it with its process, even after `kill -9`, and a waiter notices through its connection.
 *
 * @template T
 * @param {string} folder the protected folder
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, work) {
  const address = socketAddress(folder);
  let announced = false;
  let server = await claim(address);
  while (!server) {
    if (!announced) console.log('Another Sluice command is installing or building here; waiting for it.');
    announced = true;
    await untilReleased(address);
    server = await claim(address);
  }
  try {
    return await work();
  } finally {
    await release(server);
  }
}

/** @param {string} folder */
function socketAddress(folder) {
  const name = `sluice-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  // Linux has sockets that are not files; elsewhere a socket needs a short path.
  return process.platform === 'linux' ? `\0${name}` : `/tmp/${name}.sock`;
}

/** @type {WeakMap<import('node:net').Server, Set<import('node:net').Socket>>} */
const waitersOf = new WeakMap();

/**
 * @param {string} address
 * @returns {Promise<import('node:net').Server | null>} null when another process holds it
 */
function claim(address) {
  return new Promise((resolve, reject) => {
    const waiters = new Set();
    const server = createServer((socket) => {
      waiters.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => waiters.delete(socket));
    });
    waitersOf.set(server, waiters);
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(address, () => resolve(server));
  });
}

/** @param {string} address */
function untilReleased(address) {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.on('error', (error) => {
      // A socket file without a listener is left over from a process that was killed.
      if ('code' in error && error.code === 'ECONNREFUSED' && address.startsWith('/')) {
        try {
          unlinkSync(address);
        } catch {
          // Another waiter removed it first.
        }
      }
    });
    socket.on('close', () => resolve(undefined));
    socket.resume();
  });
}

/** @param {import('node:net').Server} server */
function release(server) {
  return new Promise((resolve) => {
    server.close(() => resolve(undefined));
    for (const socket of waitersOf.get(server) ?? []) socket.destroy();
  });
}

import { once } from 'node:events';
import { connect } from 'node:net';
import { Problem } from '../../scripts/lib/problem.js';

/**
 * What one run of requests showed.
 *
 * @typedef {{ perSecond: number, p50Millis: number, p99Millis: number }} Run
 */

/**
 * Sends every request, over so many kept connections, one at a time on each. The bytes are made beforehand and the
 * answers are only looked at as far as their end must be found: the client should cost next to nothing.
 *
 * @param {{ port: number, requests: readonly Buffer[], connections: number }} options
 * @returns {Promise<Run>}
 */
export async function drive({ port, requests, connections }) {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  /** @type {number[]} */
  const latencies = [];
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      const answer = answers(socket);
      while (next < requests.length) {
        const request = requests[next];
        next += 1;
        const sentAt = performance.now();
        socket.write(request);
        await answer();
        latencies.push(performance.now() - sentAt);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  for (const socket of sockets) socket.destroy();
  latencies.sort((a, b) => a - b);
  return {
    perSecond: requests.length / seconds,
    p50Millis: latencies[Math.floor(latencies.length * 0.5)],
    p99Millis: latencies[Math.floor(latencies.length * 0.99)],
  };
}

/**
 * One request on a connection of its own.
 *
 * @param {number} port
 * @param {Buffer} request
 * @returns {Promise<string>} the body
 */
export async function ask(port, request) {
  const socket = await open(port);
  const answer = answers(socket);
  socket.write(request);
  const body = await answer();
  socket.destroy();
  return body;
}

/** @param {number} port */
async function open(port) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
}

/**
 * @param {import('node:net').Socket} socket
 * @returns {() => Promise<string>} the body of the next answer
 */
function answers(socket) {
  let received = Buffer.alloc(0);
  /** @type {{ resolve: (body: string) => void, reject: (error: Error) => void } | null} */
  let waiting = null;
  const look = () => {
    const headEnd = received.indexOf('\r\n\r\n');
    if (headEnd === -1 || waiting === null) return;
    const head = received.toString('latin1', 0, headEnd);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
    const end = headEnd + 4 + length;
    if (received.length < end) return;
    const body = received.toString('utf8', headEnd + 4, end);
    received = received.subarray(end);
    const { resolve, reject } = waiting;
    waiting = null;
    if (head.startsWith('HTTP/1.1 200')) resolve(body);
    else reject(new Problem(`A request of the benchmark was answered: ${body}`));
  };
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    look();
  });
  socket.on('error', (error) => waiting?.reject(error));
  socket.on('close', () => waiting?.reject(new Problem('A server of the benchmark closed the connection.')));
  return () =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject };
    });
}

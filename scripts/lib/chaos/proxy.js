import { createServer, request } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { loopback } from '../settings.js';

const PROBE_MILLIS = 100;

/**
 * A reverse proxy of pages that gives each request to the next process that says it is ready, with a connection of its own. A
 * process that refuses the connection has not got the request: it goes to another one, as with every proxy.
 *
 * @param {readonly string[]} targets URLs
 */
export async function startProxy(targets) {
  /** @type {string[]} */
  let ready = [];
  const probe = async () => {
    const answers = await Promise.all(
      targets.map(async (target) => {
        const signal = AbortSignal.timeout(2_000);
        const response = await fetch(`${target}/api/health/ready`, { signal }).catch(() => null);
        return response?.status === 200 ? [target] : [];
      }),
    );
    ready = answers.flat();
  };
  let turn = 0;
  let redirected = 0;
  const server = createServer((incoming, outgoing) => {
    const forward = (/** @type {readonly string[]} */ candidates) => {
      const [target, ...others] = candidates;
      if (target === undefined) {
        outgoing.writeHead(502).end('No process is ready.\n');
        return;
      }
      const { host } = new URL(target);
      const headers = { ...incoming.headers, host };
      const sent = request(
        `${target}${incoming.url}`,
        { method: incoming.method, headers, agent: false },
        (response) => {
          outgoing.writeHead(response.statusCode ?? 502, response.headers);
          response.pipe(outgoing);
          response.once('error', () => outgoing.destroy());
        },
      );
      sent.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
        if (error.code === 'ECONNREFUSED') {
          redirected += 1;
          forward(others);
        } else if (outgoing.headersSent) outgoing.destroy();
        else outgoing.writeHead(502).end(`${error.code}\n`);
      });
      sent.end();
    };
    turn += 1;
    forward(ready.map((_, index) => ready[(index + turn) % ready.length] ?? ''));
  });
  const end = new AbortController();
  await probe();
  const probing = (async () => {
    for (; !end.signal.aborted; await sleep(PROBE_MILLIS)) await probe();
  })();
  server.listen(0, loopback);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://${loopback}:${port}`,
    /** Resolves when it gives requests to this process. @param {string} target */
    untilReady: async (target) => {
      while (!ready.includes(target)) await sleep(PROBE_MILLIS);
    },
    /** How many requests went to another process because one refused the connection. */
    redirected: () => redirected,
    stop: async () => {
      end.abort();
      await probing;
      server.closeAllConnections();
      server.close();
    },
  };
}

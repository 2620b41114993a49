import 'server-only';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest, type AgentOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Proxy } from '@/lib/cloud-settings';
import type { Connection } from '@/lib/config';

/** Longer than a read is awaited: it ends what nobody waits for any more. */
const CONNECT_TIMEOUT_MILLIS = 30_000;

/** Why no tunnel was opened: `status` is the proxy's answer; null if it did not answer at all. */
export class ProxyFailure extends Error {
  readonly status: number | null;

  constructor(status: number | null) {
    super('The proxy opened no tunnel');
    this.status = status;
  }
}

/** The host and port of a proxy: what may be shown of it. */
export function proxyAddress({ hostname, port }: Pick<Proxy, 'hostname' | 'port'>): string {
  return `${hostname}:${port}`;
}

/** Whether calls to a host avoid the proxy: `NO_PROXY` lists hosts, domains (`.aliyuncs.com`), or `*`. */
export function bypassesProxy({ bypass }: Pick<Proxy, 'bypass'>, host: string): boolean {
  return bypass.some((entry) => {
    const domain = entry.replace(/^\*?\./, '').replace(/:\d+$/, '');
    return entry === '*' || (domain !== '' && (host === domain || host.endsWith(`.${domain}`)));
  });
}

/** TLS over a connection that is there; the type of the options does not know that tls.connect takes one. */
function over(options: Options, socket: Duplex): Options {
  const withSocket: Options & { socket: Duplex } = { ...options, socket };
  return withSocket;
}

type Options = Parameters<HttpsAgent['createConnection']>[0];

/** Opens each connection through a CONNECT tunnel; TLS is spoken with the host behind it, never with the proxy alone. */
class TunnelAgent extends HttpsAgent {
  readonly proxy: Proxy;

  constructor(proxy: Proxy, options: AgentOptions) {
    super(options);
    this.proxy = proxy;
  }

  override createConnection(
    options: Options,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const { protocol, hostname, port, authorization } = this.proxy;
    const target = `${options.host}:${options.port}`;
    const open = protocol === 'https:' ? httpsRequest : httpRequest;
    const tunnel = open({
      hostname,
      port,
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...(authorization !== null && { 'proxy-authorization': authorization }) },
      // A tunnel is a connection of its own.
      agent: false,
      timeout: CONNECT_TIMEOUT_MILLIS,
    });
    const fail = (failure: ProxyFailure): void => {
      tunnel.destroy();
      // Node's own callback takes an error alone; its type asks for a stream as well.
      (callback as ((error: Error) => void) | undefined)?.(failure);
    };
    tunnel.once('connect', (response, socket) => {
      if (response.statusCode !== 200) {
        socket.destroy();
        fail(new ProxyFailure(response.statusCode ?? null));
        return;
      }
      // From now on its own requests decide how long is waited.
      socket.removeAllListeners('timeout');
      callback?.(null, super.createConnection(over(options, socket)) as Duplex);
    });
    // Answered, but not as to CONNECT.
    tunnel.once('response', (response) => fail(new ProxyFailure(response.statusCode ?? null)));
    tunnel.once('timeout', () => fail(new ProxyFailure(null)));
    tunnel.once('error', () => fail(new ProxyFailure(null)));
    tunnel.end();
    return undefined;
  }
}

const direct = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

// By what they lead through, so that connections are kept alive over many calls.
const tunnels = new Map<string, TunnelAgent>();

/** The agent for calls to a host: through the proxy of the configuration unless `NO_PROXY` names the host. */
export function agentFor(
  connection: Connection,
  { protocol, host }: { protocol: 'http' | 'https'; host: string },
): HttpAgent {
  if (protocol === 'http') return direct.http;
  if (connection.mode === 'sandbox' || connection.proxy === null || bypassesProxy(connection.proxy, host))
    return direct.https;
  const { proxy } = connection;
  const key = JSON.stringify(proxy);
  const known = tunnels.get(key) ?? new TunnelAgent(proxy, { keepAlive: true });
  tunnels.set(key, known);
  return known;
}

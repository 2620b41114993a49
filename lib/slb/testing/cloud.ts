import { rm } from 'node:fs/promises';
import { createServer as createHttpServer, request as httpRequest, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { regionHosts } from '../endpoints';
import { certificateFor, makeAuthority, type Authority } from './authority';
import { securityTokenService, type CloudKey, type Role } from './security-token-service';

/**
 * The cloud, on the loopback address: a server with a certificate for the names of SLB and STS, reached through a proxy
 * (`HTTPS_PROXY`). It answers as STS itself, and forwards SLB to the sandbox of the account that signs.
 */

const SERVICE_NAMES = ['*.aliyuncs.com', ...[...regionHosts.keys()].map((id) => `*.${id}.aliyuncs.com`)];

type Certificate = 'valid' | 'expired' | 'of-another-name' | 'untrusted';

type Options = {
  /** Whom the process under test trusts. */
  authority: Authority;
  /** The sandbox of each account. */
  sandboxPorts: Readonly<Record<string, number>>;
};

export type Cloud = Awaited<ReturnType<typeof startCloud>>;

export async function startCloud({ authority, sandboxPorts }: Options) {
  const stranger = await makeAuthority();
  const contexts: Record<Certificate, SecureContext> = {
    valid: createSecureContext(await certificateFor(authority, SERVICE_NAMES)),
    expired: createSecureContext(await certificateFor(authority, SERVICE_NAMES, -1)),
    'of-another-name': createSecureContext(await certificateFor(authority, ['example.com'])),
    untrusted: createSecureContext(await certificateFor(stranger, SERVICE_NAMES)),
  };
  const state = {
    certificate: 'valid' as Certificate,
    /** How the proxy answers CONNECT: 200 opens the tunnel. */
    proxyStatus: 200,
    /** `user:password`, which the proxy wants. */
    proxyUser: null as string | null,
    clockShiftMillis: 0,
  };
  const keys = new Map<string, CloudKey>();
  const roles = new Map<string, Role>();
  const tunnels: string[] = [];

  /** Makes a key pair known to STS and to the sandbox of its account. */
  async function addKey(accessKeyId: string, key: CloudKey): Promise<void> {
    keys.set(accessKeyId, key);
    const port = sandboxPorts[key.accountId];
    if (port === undefined) return;
    const { accessKeySecret, securityToken, isActive } = key;
    const expiresAt =
      key.expiresAtMillis === undefined ? undefined : new Date(key.expiresAtMillis).toISOString();
    await control(port, 'access-keys', { accessKeyId, accessKeySecret, securityToken, isActive, expiresAt });
  }

  const sts = securityTokenService({
    keys,
    roles,
    addKey,
    nowMillis: () => Date.now() + state.clockShiftMillis,
  });

  const service = createHttpsServer(
    { SNICallback: (_name, done) => done(null, contexts[state.certificate]) },
    (incoming, outgoing) => {
      const host = incoming.headers.host ?? '';
      if (host.startsWith('sts')) void sts.answer(incoming, outgoing);
      else
        forward(incoming, outgoing, sandboxPorts[keys.get(keyIdOf(incoming))?.accountId ?? ''] ?? anyPort());
    },
  );
  // An unknown key is rejected by any sandbox.
  const anyPort = (): number => Object.values(sandboxPorts)[0] ?? 0;
  const servicePort = await listening(service);

  const sockets = new Set<Socket>();
  const proxy = createHttpServer((_incoming, outgoing) => outgoing.writeHead(405).end());
  proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    const wanted =
      state.proxyUser === null ? null : `Basic ${Buffer.from(state.proxyUser).toString('base64')}`;
    if (wanted !== null && request.headers['proxy-authorization'] !== wanted) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const [name = ''] = (request.url ?? '').split(':');
    if (state.proxyStatus !== 200 || !name.endsWith('.aliyuncs.com')) {
      socket.end(`HTTP/1.1 ${state.proxyStatus === 200 ? 502 : state.proxyStatus} No\r\n\r\n`);
      return;
    }
    tunnels.push(name);
    const through = connect(servicePort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      through.pipe(socket).pipe(through);
    });
    through.on('error', () => socket.destroy());
    socket.on('close', () => through.destroy());
  });
  const proxyPort = await listening(proxy);

  return {
    proxyPort,
    state,
    addKey,
    addRole: (arn: string, role: Role) => void roles.set(arn, role),
    /** The hosts that tunnels were opened to. */
    tunnels,
    /** The calls STS answered, oldest first. */
    stsCalls: sts.calls,
    /** Ends the connections that are kept alive, so that a change of the proxy or the certificate is noticed. */
    dropTunnels: () => {
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    shiftClock: async (shiftMillis: number) => {
      state.clockShiftMillis = shiftMillis;
      await Promise.all(Object.values(sandboxPorts).map((port) => control(port, 'clock', { shiftMillis })));
    },
    stop: async () => {
      // A server no longer knows the connections that became tunnels.
      for (const socket of sockets) socket.destroy();
      await Promise.all([
        closed(proxy),
        closed(service),
        rm(stranger.folder, { recursive: true, force: true }),
      ]);
    },
  };
}

/** Calls the control API of a sandbox. */
export async function control(port: number, name: string, body: unknown): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/_sandbox/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The sandbox rejected ${name}: ${await answer.text()}`);
}

function keyIdOf({ headers, url = '/' }: IncomingMessage): string {
  const signed = /Credential=([^,]+)/.exec(headers.authorization ?? '')?.[1];
  return signed ?? new URL(url, 'http://localhost').searchParams.get('AccessKeyId') ?? '';
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, port: number): void {
  const { method, url: path, headers } = incoming;
  const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  sent.on('error', () => outgoing.destroy());
  incoming.pipe(sent);
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

import type { Server as HttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Tls } from './certificates';

/** The type of a handshake record, which every TLS connection begins with (RFC 8446, 5.1), and no HTTP method does. */
const HANDSHAKE = 22;

export type PortServer = {
  readonly server: Server;
  /** Ends every connection, at whatever point it is. */
  readonly closeAllConnections: () => void;
};

/** Serves what `http` serves on one port, with TLS and without: the first byte of a connection tells which. */
export function withAndWithoutTls(http: HttpServer, { certificate, key }: Tls): PortServer {
  // It never listens itself, and Node begins to check its timeouts when a server does.
  http.emit('listening');
  const tls = createTlsServer(
    { cert: certificate, key, ALPNProtocols: ['http/1.1'], handshakeTimeout: http.headersTimeout },
    (socket) => http.emit('connection', socket),
  );
  // Node only reports a handshake that takes too long.
  tls.on('tlsClientError', (_error, socket) => socket.destroy());
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const giveUp = () => socket.destroy();
    socket.once('error', giveUp);
    // Node checks the timeout of headers only from their first byte on.
    socket.setTimeout(http.headersTimeout, giveUp);
    socket.once('readable', () => {
      const first: unknown = socket.read(1);
      // It ended without a byte.
      if (!Buffer.isBuffer(first)) return giveUp();
      socket.off('error', giveUp);
      socket.off('timeout', giveUp);
      socket.setTimeout(0);
      socket.unshift(first);
      (first[0] === HANDSHAKE ? tls : http).emit('connection', socket);
    });
  });
  return { server, closeAllConnections: () => sockets.forEach((socket) => socket.destroy()) };
}

import { Agent, request } from 'node:http';
import { request as requestOverTls } from 'node:https';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';

export type RawReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
};

export type RawRequest = {
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Over TLS, and only to who has a certificate of this authority (PEM). */
  readonly authority?: string;
};

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** By the address that was called, whatever the Host header says. */
function isLoopback(_: string, certificate: PeerCertificate): Error | undefined {
  return checkServerIdentity('127.0.0.1', certificate);
}

/** One HTTP request as given, Host included; null when the server drops the connection instead of answering. */
export function sendRaw(raw: RawRequest): Promise<RawReply | null> {
  return new Promise((resolve, reject) => {
    const { authority } = raw;
    const outgoing = (authority === undefined ? request : requestOverTls)(
      {
        host: '127.0.0.1',
        port: raw.port,
        method: raw.method,
        path: raw.path,
        ...(authority === undefined
          ? { agent }
          : { agent: false, ca: authority, checkServerIdentity: isLoopback }),
        headers: {
          ...raw.headers,
          ...(raw.body !== undefined && { 'content-length': String(Buffer.byteLength(raw.body)) }),
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // A process that has ended refuses further connections.
      if (error.code === 'ECONNRESET' || error.code === 'ECONNREFUSED') resolve(null);
      else reject(error);
    });
    outgoing.end(raw.body);
  });
}

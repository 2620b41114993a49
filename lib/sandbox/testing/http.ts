import { Agent, request } from 'node:http';

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
};

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One HTTP request as given, Host included; null when the server drops the connection instead of answering. */
export function sendRaw(raw: RawRequest): Promise<RawReply | null> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: raw.port,
        method: raw.method,
        path: raw.path,
        agent,
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

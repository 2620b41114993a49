import 'server-only';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Connection } from '@/lib/config';
import type { Endpoint } from './endpoints';
import { agentFor } from './proxy';

/** The largest response that SLB defines stays far below. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

export type Exchange = { status: number; headers: IncomingHttpHeaders; body: string };

/**
 * Sends one POST with an empty body and reads the whole response, over a connection that is kept alive. Rejects with
 * what Node.js or the proxy reported. Its callers parse that, and show none of its text.
 */
export function exchange(
  connection: Connection,
  { protocol, host }: Endpoint,
  { path, headers, signal }: { path: string; headers: Record<string, string>; signal: AbortSignal },
): Promise<Exchange> {
  const { hostname, port } = new URL(`${protocol}://${host}`);
  return new Promise((resolve, reject) => {
    const send = protocol === 'https' ? httpsRequest : httpRequest;
    const agent = agentFor(connection, { protocol, host: hostname });
    const sent = send({ hostname, port: port || undefined, path, method: 'POST', headers, agent, signal });
    sent.once('error', reject);
    sent.once('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > MAX_BODY_BYTES) sent.destroy(new Error('The response is too large'));
        else chunks.push(chunk);
      });
      response.once('error', reject);
      response.once('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    sent.end();
  });
}

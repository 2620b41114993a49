import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ReceivedRequest = {
  method: string;
  path: string;
  action: string;
  parameters: Record<string, string>;
  headers: IncomingMessage['headers'];
  body: string;
};

export type Answer = (request: ReceivedRequest, response: ServerResponse) => void;

/** A real HTTP server on a free loopback port that responds as the test says and records what it received. */
export async function startAnsweringServer(answer: Answer) {
  const requests: ReceivedRequest[] = [];
  let connections = 0;
  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    let body = '';
    incoming.setEncoding('utf8');
    incoming.on('data', (chunk: string) => (body += chunk));
    incoming.on('end', () => {
      const request: ReceivedRequest = {
        method: incoming.method ?? '',
        path: url.pathname,
        action: String(incoming.headers['x-acs-action']),
        parameters: Object.fromEntries(url.searchParams),
        headers: incoming.headers,
        body,
      };
      requests.push(request);
      answer(request, response);
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    requests,
    connections: () => connections,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const SOME_REQUEST_ID = '365F4154-92F6-4AE4-92F8-7FF34B540710';

/** Responds as SLB does on success. */
export function succeed(response: ServerResponse, fields: Record<string, unknown> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json;charset=utf-8' });
  response.end(JSON.stringify({ RequestId: SOME_REQUEST_ID, ...fields }));
}

/** Responds as SLB does to a rejected call. */
export function reject(
  response: ServerResponse,
  status: number,
  code: string,
  message = 'Refused.',
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json;charset=utf-8', ...headers });
  response.end(
    JSON.stringify({ RequestId: SOME_REQUEST_ID, HostId: 'slb.aliyuncs.com', Code: code, Message: message }),
  );
}

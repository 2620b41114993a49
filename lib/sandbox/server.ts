import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { CONTROL_PREFIX, answerControl } from './control';
import type { HttpRequest } from './pipeline/parse';
import { runPipeline, type HttpAnswer, type PipelineResult } from './pipeline/pipeline';
import type { Runtime } from './runtime';

/** The largest call that SLB defines stays far below. */
const MAXIMUM_BODY_BYTES = 1024 * 1024;

/** Clients write forty servers into a query, which takes more than the 16 KiB that Node allows. */
const MAXIMUM_HEADER_BYTES = 64 * 1024;

export const LOOPBACK = '127.0.0.1';

/**
 * Longer than clients keep an idle connection: one that the server closes just as a client writes to it would look like
 * a lost answer.
 */
const KEEP_ALIVE_MILLIS = 120_000;

/** The HTTP side: whom it listens to, and the choice between the emulated API and control. */
export function createSandboxServer(runtime: Runtime): Server {
  return createServer(
    { keepAliveTimeout: KEEP_ALIVE_MILLIS, maxHeaderSize: MAXIMUM_HEADER_BYTES },
    (incoming, outgoing) => {
      const rejection = rejectStranger(incoming);
      if (rejection !== null) {
        incoming.resume();
        send(outgoing, rejection);
      } else if (hasBody(incoming)) {
        serveWithBody(runtime, incoming, outgoing).catch(fail(incoming, outgoing));
      } else {
        serve(runtime, incoming, outgoing, NO_BODY);
      }
    },
  );
}

function fail(incoming: IncomingMessage, outgoing: ServerResponse): (error: unknown) => void {
  return (error) => {
    // A client that gave up in the middle of its body is no failure of ours.
    if (!incoming.destroyed) process.stderr.write(`The sandbox failed on a request: ${String(error)}\n`);
    outgoing.destroy();
  };
}

async function serveWithBody(
  runtime: Runtime,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const body = await collect(incoming);
  if (body === null) send(outgoing, plain(413, 'The body is too large.'), 'connection', 'close');
  else serve(runtime, incoming, outgoing, body);
}

function serve(runtime: Runtime, incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer): void {
  const request: HttpRequest = {
    method: incoming.method ?? '',
    url: incoming.url ?? '',
    headers: incoming.headers,
    rawHeaders: incoming.rawHeaders,
    body,
  };
  const reply = (result: PipelineResult): void => {
    if (result === null) incoming.socket.destroy();
    else send(outgoing, result);
  };
  if (request.url.startsWith(CONTROL_PREFIX)) {
    answerControl(runtime, request).then(reply).catch(fail(incoming, outgoing));
  } else {
    runPipeline(runtime, request, reply);
  }
}

/**
 * A web page open on this machine could otherwise act here: the default key pair is public, so a signature proves
 * nothing. No SLB client is a browser, and none reaches the sandbox by a name that is not this machine's own.
 */
function rejectStranger(incoming: IncomingMessage): HttpAnswer | null {
  const host = incoming.headers.host ?? '';
  const isControl = (incoming.url ?? '').startsWith(CONTROL_PREFIX);
  if (!isLoopbackHost(host) && (isControl || !SERVICE_HOST.test(host))) {
    return plain(403, 'The sandbox answers only to a loopback address.');
  }
  const site = incoming.headers['sec-fetch-site'];
  if (incoming.headers.origin !== undefined || (site !== undefined && site !== 'none')) {
    return plain(403, 'The sandbox does not answer web pages.');
  }
  return null;
}

function isLoopbackHost(host: string): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i.test(host);
}

/** What a proxy in front forwards under the service's own names; no web page has one of them. */
const SERVICE_HOST = /^slb(-vpc)?(\.[a-z0-9-]+)?\.aliyuncs\.com$/;

const NO_BODY = Buffer.alloc(0);

function hasBody(incoming: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = incoming.headers;
  return encoding !== undefined || (length !== undefined && length !== '0');
}

/** The whole body, or null when it is too large; read to its end in any case, or the rejection would not arrive. */
async function collect(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) throw new Error('A request without an encoding must read as bytes');
    length += chunk.length;
    if (length <= MAXIMUM_BODY_BYTES) chunks.push(chunk);
  }
  return length <= MAXIMUM_BODY_BYTES ? Buffer.concat(chunks) : null;
}

function plain(httpStatus: number, sentence: string): HttpAnswer {
  return {
    httpStatus,
    headers: ['content-type', 'text/plain;charset=utf-8'],
    body: `${sentence}\n`,
  };
}

function send(outgoing: ServerResponse, result: HttpAnswer, ...more: readonly string[]): void {
  const length = String(Buffer.byteLength(result.body));
  outgoing.writeHead(result.httpStatus, [
    ...result.headers,
    'cache-control',
    'no-store',
    'content-length',
    length,
    ...more,
  ]);
  if (result.isTruncated) {
    const body = Buffer.from(result.body);
    outgoing.write(body.subarray(0, body.length / 2), () => outgoing.destroy());
    return;
  }
  outgoing.end(result.body);
}

import 'server-only';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { config } from '../config';
import { inputLimits } from '../input-limits';
import { isInService } from '../listeners/commands/writes-in-flight';
import { log } from '../telemetry/log';
import { withRequestId } from '../telemetry/request-id';
import { withResponse } from './answer-status';
import { rejectsBody } from './body-limit';
import { guardHeaders } from './header-guard';
import { createMonitoring, isMonitoring } from './monitoring';
import {
  ANSWER_OF_REJECTION,
  contentSecurityPolicy,
  checkRequest,
  securityHeaders,
  type Verdict,
} from './request-guard';
import { observeRequest } from './request-log';
import { withRequestSpan } from './request-span';
import { readTarget } from './request-target';
import { forAccount } from './requested-account';
import { checkSession } from './session-gate';
import { FILES_PREFIX, type StaticFile, type StaticFiles } from './static-files';
import { trustedOrigins } from './trusted-origins';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The methods that pages, routes and actions use. Next fails on some of the others, such as TRACE. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);

/**
 * How long a sender may take, so that thousands of slow ones do not hold their connections for ever: for the headers,
 * and for all of the request.
 */
const PATIENCE = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000 };

/** Its page must not repeat the link in the Referer of each request for a file, which a proxy's access log may keep. */
const ONE_TIME_LINK = /^\/(?:set-up|reset|invitation)\//;

type Options = {
  files: StaticFiles;
  /** Next's own handler. */
  next: Handler;
  development: boolean;
};

/**
 * The first stage for every request. A foreign host or page gets nothing, everything else the security headers. URLs in
 * `files` are served from memory; the rest goes to Next, with a policy that has its own nonce. Actions and routes check
 * Origin and Host again themselves: this is a first filter, not the boundary.
 */
export function createWebServer({ files, next, development }: Options): Server {
  const answerMonitoring = createMonitoring();
  const server = createServer(PATIENCE, (request, response) => {
    const target = readTarget(request.url ?? '');
    // Two Host headers make it ambiguous whom the request was meant for: Node keeps the first, others the last.
    if (target.kind === 'malformed' || request.headersDistinct.host?.length !== 1) {
      sendSentences(response, 400, 'This request is malformed.\n该请求的格式有误。\n');
      return;
    }
    guardHeaders(request, development);
    observeRequest(request, response);
    // A proxy that keeps connections must send its next request to another Sluice.
    if (!isInService()) response.setHeader('connection', 'close');
    if (isMonitoring(target.url)) {
      answerMonitoring(request, response).catch((bug: unknown) => fail(response, bug));
      return;
    }
    const verdict = verdictOn(request);
    if (verdict !== 'trusted') {
      const { status, sentences } = ANSWER_OF_REJECTION[verdict];
      sendSentences(response, status, sentences);
      return;
    }
    if (!METHODS.has(request.method ?? '')) {
      response.setHeader('allow', [...METHODS].join(', '));
      sendSentences(response, 405, null);
      return;
    }
    request.url = target.url;
    for (const [name, value] of securityHeaders(config().url !== null)) response.setHeader(name, value);
    if (ONE_TIME_LINK.test(target.url)) response.setHeader('referrer-policy', 'strict-origin');
    if (rejectsBody(request, response)) return;
    const file = isRead(request) ? files.get(request.url ?? '') : undefined;
    if (file !== undefined) {
      sendFile(request, response, file);
      return;
    }
    if (!development && request.url?.startsWith(FILES_PREFIX)) {
      // A page older than the build requests files that are gone: a full error page would help nobody.
      response.writeHead(404).end();
      return;
    }
    const policy = contentSecurityPolicy(btoa(crypto.randomUUID()), development);
    // Next reads the nonce from the request's policy and puts it on every script it writes.
    request.headers['content-security-policy'] = policy;
    response.setHeader('content-security-policy', policy);
    const requestId = request.headers['x-request-id']?.toString() ?? '';
    withRequestSpan(request, response, () =>
      withRequestId(requestId, () => answerSignedIn(request, response, forAccount(next))),
    ).catch((bug: unknown) => fail(response, bug));
  });
  // Next attaches its own upgrade handler after this one, for hot reloading. The build has none.
  server.on('upgrade', (request, socket) => {
    if (!development || verdictOn(request) !== 'trusted') socket.destroy();
  });
  return server;
}

function fail(response: ServerResponse, bug: unknown): void {
  // The request was cut off while Next read it, and has its response.
  if (response.writableEnded) return;
  const id = String(response.getHeader('x-request-id'));
  log().error({ id, err: bug }, 'error');
  // The log is silent on loopback.
  if (config().url === null) process.stderr.write(`Sluice failed on request ${id}: ${String(bug)}\n`);
  if (response.headersSent) response.destroy();
  else
    sendSentences(
      response,
      500,
      `Sluice failed. Sluice request ID: ${id}\nSluice 出错。Sluice 请求 ID：${id}\n`,
    );
}

const NOT_SET_UP =
  'Sluice is not set up yet. Open the one-time link that it printed when it started.\n' +
  'Sluice 尚未初始化。请打开它启动时打印的一次性链接。\n';
const NOT_SIGNED_IN = 'You are not signed in.\n您尚未登录。\n';

/** Lets Next answer who is signed in, and leads everybody else to where they can be. */
async function answerSignedIn(
  request: IncomingMessage,
  response: ServerResponse,
  next: Handler,
): Promise<void> {
  const verdict = await checkSession(request);
  if (verdict.kind === 'open') {
    if (!verdict.isSignedIn && rejectsBody(request, response, inputLimits.strangerBodyBytes)) return;
    return withResponse(response, () => next(request, response));
  }
  response.setHeader('cache-control', 'no-store');
  if (verdict.kind === 'not-set-up') return sendSentences(response, 503, NOT_SET_UP);
  if (verdict.kind === 'unauthorized') return sendSentences(response, 401, NOT_SIGNED_IN);
  response.writeHead(303, { location: verdict.location }).end();
}

/** Applies what every URL allows; routes and actions check more themselves. */
function verdictOn({ method = '', headers }: IncomingMessage): Verdict {
  const get = (name: string) => headers[name]?.toString() ?? null;
  return checkRequest({ method, headers: { get } }, trustedOrigins(), 'page');
}

function sendSentences(response: ServerResponse, status: number, sentences: string | null): void {
  if (sentences !== null) response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.writeHead(status).end(sentences ?? undefined);
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: StaticFile): void {
  const [encoding, compressed] = [...file.compressed].find(([name]) => accepts(request, name)) ?? [];
  const body = compressed ?? file.body;
  response.writeHead(200, {
    // File names change with their content (Next's build), so a browser may cache them.
    'cache-control': 'public, max-age=31536000, immutable',
    // A file that is opened as a page, such as an icon, must load and run nothing.
    'content-security-policy': `default-src 'none'; frame-ancestors 'none'`,
    'content-type': file.contentType,
    'content-length': body.length,
    ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    vary: 'accept-encoding',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function accepts({ headers }: IncomingMessage, encoding: string): boolean {
  const offered = new RegExp(String.raw`\b${encoding}\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))`, 'i');
  return offered.test(String(headers['accept-encoding'] ?? ''));
}

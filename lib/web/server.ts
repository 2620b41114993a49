import 'server-only';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { judgeRequest, SECURITY_HEADERS, STATUS_OF_REFUSAL } from './request-guard';
import type { StaticFile, StaticFiles } from './static-files';
import { trustedHosts } from './trusted-hosts';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Answers the addresses of `files` from memory, with the judgement and the headers that `proxy.ts` gives to everything else,
 * and hands the rest to Next. A page asks for a dozen files at once while Next renders: what Next takes for each
 * of them the page would wait for.
 */
export function createWebServer(files: StaticFiles, next: Handler): Server {
  return createServer((request, response) => {
    const file = isRead(request) ? files.get(request.url ?? '') : undefined;
    if (file !== undefined) sendFile(request, response, file);
    else
      next(request, response).catch((bug: unknown) => {
        process.stderr.write(`Sluice failed on a request: ${String(bug)}\n`);
        response.destroy();
      });
  });
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Names of files change with their content (Next's build), so a browser may keep them. */
const FILE_HEADERS = {
  ...Object.fromEntries(SECURITY_HEADERS),
  'cache-control': 'public, max-age=31536000, immutable',
  // A file that is opened as a page, such as the icons, loads and runs nothing.
  'content-security-policy': `default-src 'none'; frame-ancestors 'none'`,
  vary: 'accept-encoding',
};

function sendFile(request: IncomingMessage, response: ServerResponse, file: StaticFile): void {
  const head = { method: request.method ?? '', headers: new Headers(originOf(request)) };
  const verdict = judgeRequest(head, trustedHosts());
  if (verdict !== 'trusted') {
    response.writeHead(STATUS_OF_REFUSAL[verdict]).end();
    return;
  }
  const compressed = takesGzip(request) ? file.gzipped : null;
  const body = compressed ?? file.body;
  response.writeHead(200, {
    ...FILE_HEADERS,
    'content-type': file.contentType,
    'content-length': body.length,
    ...(compressed === null ? {} : { 'content-encoding': 'gzip' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function originOf({ headers: { host, origin } }: IncomingMessage): Record<string, string> {
  return { ...(host === undefined ? {} : { host }), ...(origin === undefined ? {} : { origin }) };
}

function takesGzip({ headers }: IncomingMessage): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(String(headers['accept-encoding'] ?? ''));
}

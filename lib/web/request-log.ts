import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { log } from '../telemetry/log';
import { metrics } from '../telemetry/metrics';
import { isMonitoring } from './monitoring';
import { FILES_PREFIX } from './static-files';

/** A part of a path that may be the secret of a link, such as an invitation. Ids of resources are shorter. */
const LONG_SEGMENT = /[\w~-]{32,}/g;

/**
 * Measures a request and logs it once it is over, under the id that its response states. The query is left out, since
 * people type into it, and so is every header: cookies and tokens are there.
 */
export function observeRequest(request: IncomingMessage, response: ServerResponse): void {
  const startedAt = performance.now();
  const { method, headers } = request;
  const id = headers['x-request-id']?.toString() ?? '';
  const path = loggedPath(request.url ?? '');
  const kind = kindOf(request, path);
  response.setHeader('x-request-id', id);
  // The one header of a document that its scripts can read (components/shell/answers.ts).
  response.setHeader('server-timing', `request;desc="${id}"`);
  response.once('close', () => {
    const millis = performance.now() - startedAt;
    // Nobody waited for it.
    const status = response.writableFinished ? response.statusCode : 'aborted';
    metrics().requests.observe({ kind, status }, millis / 1000);
    const level = kind === 'monitoring' ? 'debug' : Number(status) >= 500 ? 'error' : 'info';
    const line = { id, kind, method, path, status, ms: Math.round(millis) };
    log()[level]({ ...line, from: headers['x-forwarded-for'] }, 'request');
  });
}

/** The path of a URL as it may be written down. */
export function loggedPath(url: string): string {
  return (url.split('?', 1)[0] ?? '').replace(LONG_SEGMENT, '…');
}

type Kind = 'page' | 'data' | 'action' | 'file' | 'monitoring';

/** What a request is for. */
export function kindOf({ headers }: IncomingMessage, path: string): Kind {
  if (isMonitoring(path)) return 'monitoring';
  if (path.startsWith(FILES_PREFIX)) return 'file';
  if (headers['next-action'] !== undefined) return 'action';
  const isPage = headers.rsc === undefined && headers.accept?.includes('text/html');
  return isPage ? 'page' : 'data';
}

import 'server-only';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { config } from '../config';
import { clientAddress, isTrusted } from './client-address';

/**
 * What proxies, and Next's own processes, tell each other. Next once skipped its checks for whoever sent
 * `x-middleware-subrequest`, and takes `x-forwarded-host` for the Host: none of it may come from a client.
 */
const INTERNAL = /^(?:x-|forwarded$|next-resume)/;

/** Headers of Next's development tools. */
const DEVELOPMENT = /^x-nextjs-(?:html-)?request-id$/;

/**
 * Next sends some requests on to this server itself (an action that another page's bundle holds, the page an action
 * redirects to), with the headers of the first one. Nobody else knows this value.
 */
const PASS_HEADER = 'x-sluice-pass';
const pass = randomUUID();

/** An id that a proxy gives its requests. */
const REQUEST_ID = /^[\w.-]{1,100}$/;

/** Which trace a request belongs to. */
const TRACE = ['traceparent', 'tracestate', 'baggage'];

/**
 * Removes what a client has no business to send, and states whose request it is in `x-forwarded-for`, the one address
 * that the activity log records, and which one in `x-request-id`. Next's own requests keep what was stated for the first
 * one.
 */
export function guardHeaders({ headers, socket }: IncomingMessage, development: boolean): void {
  const { trustedProxies, url } = config();
  if (headers[PASS_HEADER] === pass) {
    // It is addressed to where the server listens.
    if (url !== null) headers.host = new URL(url).host;
    return;
  }
  const forwardedFor = headers['x-forwarded-for']?.toString();
  const requestId = headers['x-request-id']?.toString() ?? '';
  for (const name of Object.keys(headers))
    if (INTERNAL.test(name) && !(development && DEVELOPMENT.test(name))) delete headers[name];
  const peer = socket.remoteAddress ?? '';
  headers['x-forwarded-for'] = clientAddress(peer, forwardedFor, trustedProxies);
  const isFromProxy = isTrusted(peer, trustedProxies);
  headers['x-request-id'] = isFromProxy && REQUEST_ID.test(requestId) ? requestId : randomUUID();
  if (!isFromProxy) for (const name of TRACE) delete headers[name];
  headers[PASS_HEADER] = pass;
}

import 'server-only';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { config } from '../config';
import { clientAddress } from './client-address';

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

/**
 * Removes what a client has no business to send, and states in `x-forwarded-for` whose request it is: this one address
 * is what the activity log records. Next's own requests keep what was stated for the first one.
 */
export function guardHeaders({ headers, socket }: IncomingMessage, development: boolean): void {
  const { trustedProxies, url } = config();
  if (headers[PASS_HEADER] === pass) {
    // It is addressed to where the server listens.
    if (url !== null) headers.host = new URL(url).host;
    return;
  }
  const forwardedFor = headers['x-forwarded-for']?.toString();
  for (const name of Object.keys(headers))
    if (INTERNAL.test(name) && !(development && DEVELOPMENT.test(name))) delete headers[name];
  headers['x-forwarded-for'] = clientAddress(socket.remoteAddress ?? '', forwardedFor, trustedProxies);
  headers[PASS_HEADER] = pass;
}

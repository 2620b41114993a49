import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { accountNames, inAccount } from '../config';
import { ACCOUNT_COOKIE, accountInCookies } from '../model/account-cookie';

const YEAR_SECONDS = 31_536_000;

/** The account a request is about: the one its cookie names, or null for the first. */
export function requestedAccount({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
  const name = accountInCookies(headers.cookie ?? '');
  return name !== null && accountNames().includes(name) ? name : null;
}

/**
 * A link to a page may name an account (`?account=staging`), so that it shows the same in another browser. Returns where
 * to go instead, without the name, and the cookie that remembers it; null if there is nothing to change.
 */
export function accountRedirect({
  method,
  url = '',
  headers,
}: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): { location: string; cookie: string } | null {
  if (method !== 'GET' || headers['sec-fetch-dest'] !== 'document') return null;
  const at = url.includes('?') ? url.indexOf('?') : url.length;
  const parameters = new URLSearchParams(url.slice(at));
  const name = parameters.get('account');
  if (name === null || !accountNames().includes(name)) return null;
  parameters.delete('account');
  const left = parameters.toString();
  return {
    // Never another site's, whatever the path begins with.
    location: `/${url.slice(0, at).replace(/^\/+/, '')}${left === '' ? '' : `?${left}`}`,
    cookie: `${ACCOUNT_COOKIE}=${name}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`,
  };
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Makes a handler answer each request for its account. */
export function forAccount(handle: Handler): Handler {
  return async (request, response) => {
    const elsewhere = accountRedirect(request);
    if (elsewhere === null) return inAccount(requestedAccount(request), () => handle(request, response));
    response.writeHead(303, { location: elsewhere.location, 'set-cookie': elsewhere.cookie }).end();
  };
}

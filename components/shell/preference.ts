import { UNKEPT_COOKIE, type PreferenceName } from '@/lib/model/preferences';
import { jsonRequest } from './fetch-json';

const YEAR_SECONDS = 31_536_000;

/** Present on a page that is shown to somebody who is signed in. */
export const SIGNED_IN_ATTRIBUTE = 'data-signed-in';

/** What was sent last of each: an older choice must not arrive after a newer one. */
const sent = new Map<PreferenceName, Promise<void>>();

/**
 * Remembers a choice of the reader in this browser, where the server reads it for the next page, and for the person who
 * is signed in, whose other browsers get it when they sign in there. One that could not be kept for a person is noted for
 * whoever signs in here.
 */
export function remember(name: PreferenceName, value: string): void {
  setCookie(name, value);
  if (document.querySelector(`[${SIGNED_IN_ATTRIBUTE}]`) === null) {
    noteUnkept(name);
    return;
  }
  const before = sent.get(name);
  sent.set(name, before === undefined ? keep(name, value) : before.then(() => keep(name, value)));
}

async function keep(name: PreferenceName, value: string): Promise<void> {
  const request = { ...jsonRequest({ name, value }), keepalive: true };
  const isKept = await fetch('/account/preferences', request).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!isKept) noteUnkept(name);
}

function noteUnkept(name: PreferenceName): void {
  const noted = new RegExp(`(?:^|; )${UNKEPT_COOKIE}=([^;]*)`).exec(document.cookie)?.[1] ?? '';
  const names = new Set([...noted.split('.'), name].filter(Boolean));
  // Until the browser is closed: who signs in later may be somebody else.
  document.cookie = `${UNKEPT_COOKIE}=${[...names].join('.')}; path=/; samesite=lax`;
}

export function setCookie(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

import type { PreferenceName } from '@/lib/model/preferences';
import { jsonRequest } from './fetch-json';

const YEAR_SECONDS = 31_536_000;

/** Present on a page that is shown to somebody who is signed in. */
export const SIGNED_IN_ATTRIBUTE = 'data-signed-in';

/**
 * Remembers a choice of the reader in this browser, where the server reads it for the next page, and for the person who
 * is signed in, whose other browsers get it when they sign in there.
 */
export function remember(name: PreferenceName, value: string): void {
  setCookie(name, value);
  if (document.querySelector(`[${SIGNED_IN_ATTRIBUTE}]`) === null) return;
  // This browser has it already: if nothing answers, only other browsers miss it.
  fetch('/account/preferences', { ...jsonRequest({ name, value }), keepalive: true }).catch(() => {});
}

export function setCookie(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

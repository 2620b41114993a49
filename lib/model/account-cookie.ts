/** Remembers the account somebody works on, by its name in the accounts file. */
export const ACCOUNT_COOKIE = 'sluice-account';

/** The account a `Cookie` header (or `document.cookie`) names; null if it names none. */
export function accountInCookies(cookies: string): string | null {
  return new RegExp(`(?:^|;\\s*)${ACCOUNT_COOKIE}=([a-z0-9-]+)`).exec(cookies)?.[1] ?? null;
}

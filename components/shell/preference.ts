const YEAR_SECONDS = 31_536_000;

/** Remembers a choice of the reader in this browser, where the server reads it for the next page. */
export function remember(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

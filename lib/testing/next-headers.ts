/** Replaces `next/headers` in unit tests, which run outside a Next.js request: no cookies, and the headers a test sets. */

let current = new Headers();

/** The headers of the request that the next calls are part of; a test that sets them takes them back. */
export function setHeaders(headers: Headers): void {
  current = headers;
}

export async function cookies(): Promise<{ get: (name: string) => undefined }> {
  return { get: () => undefined };
}

export async function headers(): Promise<Headers> {
  return current;
}

/** Replaces `next/headers` in unit tests, which run outside a Next.js request: no cookies, no headers. */

export async function cookies(): Promise<{ get: (name: string) => undefined }> {
  return { get: () => undefined };
}

export async function headers(): Promise<Headers> {
  return new Headers();
}

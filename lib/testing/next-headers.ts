/** In place of `next/headers` in unit tests, which have no request of Next: one without cookies and headers. */

export async function cookies(): Promise<{ get: (name: string) => undefined }> {
  return { get: () => undefined };
}

export async function headers(): Promise<Headers> {
  return new Headers();
}

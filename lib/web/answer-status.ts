import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';

/**
 * The status of a page that is written as any other. `notFound()` of Next would set it too, but sends a document without
 * content, which is nothing to read, and nothing to focus, until the scripts have run.
 */

// On globalThis because the server around Next and the pages are two bundles, and both must mean the same.
const held: typeof globalThis & { sluiceResponses?: AsyncLocalStorage<ServerResponse> } = globalThis;

const responses = (held.sluiceResponses ??= new AsyncLocalStorage());

/** Runs `handle` so that the page it renders can set the status of `response`. */
export function withResponse<T>(response: ServerResponse, handle: () => T): T {
  return responses.run(response, handle);
}

/** Says with the status that what the address names is not there (404). To be called before the page's first byte is written. */
export function answerNotFound(): void {
  const response = responses.getStore();
  if (response !== undefined && !response.headersSent) response.statusCode = 404;
}

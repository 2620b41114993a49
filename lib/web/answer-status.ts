import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';

/**
 * Sets the status of a page that is rendered like any other. Next's `notFound()` would set it too, but sends a document
 * without content: nothing to read and nothing to focus until the scripts have run.
 */

// On globalThis because the server around Next and the pages are two bundles, and both must share it.
const held: typeof globalThis & { sluiceResponses?: AsyncLocalStorage<ServerResponse> } = globalThis;

const responses = (held.sluiceResponses ??= new AsyncLocalStorage());

/** Runs `handle` so that the page it renders can set the status of `response`. */
export function withResponse<T>(response: ServerResponse, handle: () => T): T {
  return responses.run(response, handle);
}

/** Responds with 404. Call it before the first byte of the page is written. */
export function answerNotFound(): void {
  const response = responses.getStore();
  if (response !== undefined && !response.headersSent) response.statusCode = 404;
}

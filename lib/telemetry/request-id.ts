import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';

// On globalThis because the server around Next and the pages are two bundles, and both must share it.
const held: typeof globalThis & { sluiceRequestIds?: AsyncLocalStorage<string> } = globalThis;

const ids = (held.sluiceRequestIds ??= new AsyncLocalStorage());

/** Runs `work` so that all it logs names the request. */
export function withRequestId<T>(id: string, work: () => T): T {
  return ids.run(id, work);
}

/** Runs `work` for no request and no span, also if one began it: what continues in the background serves many. */
export function outsideRequest<T>(work: () => T): T {
  return context.with(ROOT_CONTEXT, () => ids.exit(work));
}

/** The id of the request that is being answered; undefined if none is. */
export function currentRequestId(): string | undefined {
  return ids.getStore();
}

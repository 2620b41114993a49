import 'server-only';
import { ofCurrentAccount } from '@/lib/config';

/** When SLB last throttled an action, and until when it wants no more of it (ms since the epoch). */
export type Throttling = { atMillis: number; untilMillis: number };

// On globalThis because a Next server may load one module twice. By account, because the service counts by account.
const held: typeof globalThis & { sluiceThrottling?: Map<string | null, Map<string, Throttling>> } =
  globalThis;
const observed = () =>
  ofCurrentAccount((held.sluiceThrottling ??= new Map()), () => new Map<string, Throttling>());

/** Notes that an action was throttled, for those who choose when to begin the next one. */
export function observeThrottling(action: string, retryAfterMillis = 0): void {
  const atMillis = Date.now();
  observed().set(action, { atMillis, untilMillis: atMillis + retryAfterMillis });
}

/** The newest throttling of an action of the current account; null if there was none. */
export function throttlingOf(action: string): Throttling | null {
  return observed().get(action) ?? null;
}

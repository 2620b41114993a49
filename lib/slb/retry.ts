import type { Effect } from './errors';
import type { SlbFailure } from './result';

const BASE_DELAY_MILLIS = 200;
const MAX_DELAY_MILLIS = 5_000;
const MAX_ATTEMPTS_WITHOUT_ANSWER = 3;

/** One failed attempt. `retryAfterMillis`: the value of `x-acs-retry-after`. */
export type FailedAttempt = { failure: SlbFailure; retryAfterMillis: number | undefined };

/**
 * How many milliseconds to wait before sending the call again; null if it must not be sent again. Throttled and busy
 * calls are retried for as long as a whole attempt fits before the deadline. A read is also retried when the service
 * failed or did not respond, but only a few times, since a page waits for it. Nothing else is retried: a write whose
 * response was lost may have taken effect (slb-api.md 4.4). The wait grows exponentially, with jitter, and is never
 * shorter than the service requested.
 */
export function retryDelayMillis(
  attempt: FailedAttempt,
  context: { effect: Effect; attemptsMade: number; remainingMillis: number; timeoutMillis: number },
  random: () => number = Math.random,
): number | null {
  const { kind } = attempt.failure;
  const resolvesByItself = kind === 'throttled' || kind === 'busy';
  const repeatableRead =
    context.effect === 'read' &&
    (kind === 'unavailable' || kind === 'lost' || kind === 'timed-out' || kind === 'malformed') &&
    context.attemptsMade < MAX_ATTEMPTS_WITHOUT_ANSWER;
  if (!resolvesByItself && !repeatableRead) return null;
  const ceiling = Math.min(MAX_DELAY_MILLIS, BASE_DELAY_MILLIS * 2 ** (context.attemptsMade - 1));
  const backOff = ceiling / 2 + random() * (ceiling / 2);
  const delayMillis = Math.max(backOff, attempt.retryAfterMillis ?? 0);
  return delayMillis + context.timeoutMillis <= context.remainingMillis ? delayMillis : null;
}

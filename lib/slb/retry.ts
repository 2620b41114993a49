import type { Effect } from './errors';
import type { SlbFailure } from './result';

const BASE_DELAY_MILLIS = 200;
const MAX_DELAY_MILLIS = 5_000;
const MAX_ATTEMPTS_WITHOUT_ANSWER = 3;

/** One failed attempt. `retryAfterMillis`: what `x-acs-retry-after` asked for. */
export type FailedAttempt = { failure: SlbFailure; retryAfterMillis: number | undefined };

/**
 * How long to wait before sending the call again, in milliseconds, or null when it is not to be sent again. Throttling and busy answers are
 * repeated for as long as a whole attempt still fits before the deadline; a read also when the service failed or no answer came, but
 * only a few times, since a page waits for it. Nothing else is ever repeated: a write whose answer was lost may have
 * taken effect (slb-api.md 4.4). The wait grows exponentially, with jitter, and is never shorter than the service asked for.
 */
export function retryDelayMillis(
  attempt: FailedAttempt,
  context: { effect: Effect; attemptsMade: number; remainingMillis: number; timeoutMillis: number },
  random: () => number = Math.random,
): number | null {
  const { kind } = attempt.failure;
  const requestedWait = kind === 'throttled' || kind === 'busy';
  const repeatableRead =
    context.effect === 'read' &&
    (kind === 'unavailable' || kind === 'lost' || kind === 'timed-out' || kind === 'malformed') &&
    context.attemptsMade < MAX_ATTEMPTS_WITHOUT_ANSWER;
  if (!requestedWait && !repeatableRead) return null;
  const ceiling = Math.min(MAX_DELAY_MILLIS, BASE_DELAY_MILLIS * 2 ** (context.attemptsMade - 1));
  const backOff = ceiling / 2 + random() * (ceiling / 2);
  const delayMillis = Math.max(backOff, attempt.retryAfterMillis ?? 0);
  return delayMillis + context.timeoutMillis <= context.remainingMillis ? delayMillis : null;
}

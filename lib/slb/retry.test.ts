import { describe, expect, it } from 'vitest';
import { classify, lost, malformed, type Effect } from './errors';
import { retryDelayMillis } from './retry';

const throttled = classify(
  { code: 'Throttling.User', message: '', requestId: null, httpStatus: 400 },
  'write',
);
const rejected = classify({ code: 'AclNotExist', message: '', requestId: null, httpStatus: 400 }, 'write');

function context(over: { effect?: Effect; attemptsMade?: number; remainingMillis?: number } = {}) {
  return {
    effect: 'write' as Effect,
    attemptsMade: 1,
    remainingMillis: 60_000,
    timeoutMillis: 10_000,
    ...over,
  };
}

const lowest = () => 0;
const highest = () => 0.999_999;

describe('the wait before a retry', () => {
  it('doubles from 200 ms to at most 5 s, half of it random', () => {
    const waits = (random: () => number) =>
      [1, 2, 3, 4, 5, 6, 7].map((attemptsMade) =>
        Math.round(
          retryDelayMillis(
            { failure: throttled, retryAfterMillis: undefined },
            context({ attemptsMade }),
            random,
          ) ?? -1,
        ),
      );
    expect(waits(lowest)).toEqual([100, 200, 400, 800, 1600, 2500, 2500]);
    expect(waits(highest)).toEqual([200, 400, 800, 1600, 3200, 5000, 5000]);
  });

  it('is never shorter than the service requested', () => {
    const attempt = { failure: throttled, retryAfterMillis: 7_000 };
    expect(retryDelayMillis(attempt, context(), lowest)).toBe(7_000);
  });

  it('ends retrying if no whole attempt fits before the deadline', () => {
    const attempt = { failure: throttled, retryAfterMillis: 1_000 };
    expect(retryDelayMillis(attempt, context({ remainingMillis: 11_000 }), lowest)).toBe(1_000);
    expect(retryDelayMillis(attempt, context({ remainingMillis: 10_999 }), lowest)).toBeNull();
  });
});

describe('what is retried', () => {
  it('is not a rejection, of a read or of a write', () => {
    const attempt = { failure: rejected, retryAfterMillis: undefined };
    expect(retryDelayMillis(attempt, context())).toBeNull();
    expect(retryDelayMillis(attempt, context({ effect: 'read' }))).toBeNull();
  });

  it.each(['lost', 'malformed', 'unavailable'] as const)(
    'is a read, but no write, that ends as %s',
    (kind) => {
      for (const effect of ['read', 'write'] as const) {
        const failure = {
          lost: lost(effect),
          malformed: malformed(effect, 'x'),
          unavailable: classify(
            { code: 'InternalError', message: '', requestId: null, httpStatus: 500 },
            effect,
          ),
        }[kind];
        const delay = retryDelayMillis({ failure, retryAfterMillis: undefined }, context({ effect }), lowest);
        expect(delay).toBe(effect === 'read' ? 100 : null);
      }
    },
  );

  it('is a read without a response, at most three times', () => {
    const attempt = { failure: lost('read'), retryAfterMillis: undefined };
    expect(retryDelayMillis(attempt, context({ effect: 'read', attemptsMade: 2 }))).not.toBeNull();
    expect(retryDelayMillis(attempt, context({ effect: 'read', attemptsMade: 3 }))).toBeNull();
  });
});

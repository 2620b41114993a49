import { expect, test } from 'vitest';
import { FOLLOW_MINUTES, followDelayMillis } from './follow';

test('polls soon at first, then less and less often', () => {
  const pauses = Array.from({ length: 10 }, (_, attempt) => followDelayMillis(attempt) ?? 0);
  expect(pauses[0]).toBe(1000);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(pauses.at(-1)).toBe(6000);
});

test('stops after its time is up, and stays stopped', () => {
  let waited = 0;
  let attempt = 0;
  for (let pause = followDelayMillis(0); pause !== null; pause = followDelayMillis(attempt)) {
    waited += pause;
    attempt += 1;
    expect(attempt).toBeLessThan(1000);
  }
  expect(waited).toBeGreaterThanOrEqual(FOLLOW_MINUTES * 60_000);
  expect(waited).toBeLessThan((FOLLOW_MINUTES + 0.2) * 60_000);
  expect(followDelayMillis(attempt + 50)).toBeNull();
});

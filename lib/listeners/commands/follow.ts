/**
 * How long a changing listener is polled: by a page, which then asks its reader, and by a run, which then reports it.
 */
export const FOLLOW_MINUTES = 2;

const FIRST_MILLIS = 1000;
const GROWTH = 1.4;
const LONGEST_MILLIS = 6000;

/** The pause before the next poll, given the number of polls so far. Null if polling should end. */
export function followDelayMillis(attempts: number): number | null {
  let waited = 0;
  for (let attempt = 0; attempt < attempts; attempt += 1) waited += pauseMillis(attempt);
  return waited >= FOLLOW_MINUTES * 60_000 ? null : pauseMillis(attempts);
}

function pauseMillis(attempt: number): number {
  return Math.min(LONGEST_MILLIS, Math.round(FIRST_MILLIS * GROWTH ** attempt));
}

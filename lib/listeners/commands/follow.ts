/** How long a listener that changes is followed: by a page, which then asks its reader, and by a run, which then says so. */
export const FOLLOW_MINUTES = 2;

const FIRST_MILLIS = 1000;
const GROWTH = 1.4;
const LONGEST_MILLIS = 6000;

/** The pause before the next look at what is changing, after so many looks; null when it has been followed long enough. */
export function followDelayMillis(attempts: number): number | null {
  let waited = 0;
  for (let attempt = 0; attempt < attempts; attempt += 1) waited += pauseMillis(attempt);
  return waited >= FOLLOW_MINUTES * 60_000 ? null : pauseMillis(attempts);
}

function pauseMillis(attempt: number): number {
  return Math.min(LONGEST_MILLIS, Math.round(FIRST_MILLIS * GROWTH ** attempt));
}

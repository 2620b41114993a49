import type { Throttling } from '@/lib/slb/observed-throttling';

/** SLB counts creations in a window of this length (slb-api.md 5.7). */
export const PACE_WINDOW_MILLIS = 60_000;
/** After a whole window without throttling, this much more is tried. */
const GROWTH = 1.25;
/** One rejected creation says little about the rate if only a few were made before. */
const LEAST_PER_WINDOW = 5;

/**
 * When the next creation may begin: at most `mostPerWindow` in any 60 seconds, including those that began `before`. Once
 * SLB throttles one, nothing begins as long as SLB wants to wait. If that is until the first of the last 60 seconds is no
 * longer counted, they were as many as it accepts in 60 seconds, and this is the rate from then on. If it is shorter, another
 * limit was exceeded, such as that of all calls of the account, and the rate stays, unless that happens again within 60
 * seconds: then it is SLB's wait that says little. If SLB says nothing, the rate is halved,
 * but not below what was accepted. Pure except for its state; times are ms since the epoch.
 */
export function makePace(mostPerWindow: number, before: readonly number[] = []) {
  let begun = [...before];
  let perWindow = mostPerWindow;
  let pausedUntilMillis = 0;
  let raiseAtMillis = Infinity;
  let adaptedAtMillis = -Infinity;
  let excusedUntilMillis = -Infinity;

  const recent = (nowMillis: number): number[] => {
    begun = begun.filter((at) => at > nowMillis - PACE_WINDOW_MILLIS);
    return begun;
  };

  const rateAfter = ({ atMillis, untilMillis }: Throttling, [first = 0, ...others]: readonly number[]) => {
    const accepted = Math.max(LEAST_PER_WINDOW, others.length);
    if (untilMillis === atMillis) return Math.max(accepted, Math.ceil(perWindow / 2));
    if (untilMillis >= first + PACE_WINDOW_MILLIS) return accepted;
    // Several in flight meet the same excess: it is repeated only after the wait.
    const isSame = atMillis < excusedUntilMillis;
    if (!isSame && atMillis < excusedUntilMillis + PACE_WINDOW_MILLIS) return accepted;
    excusedUntilMillis = Math.max(excusedUntilMillis, untilMillis);
    return perWindow;
  };

  return {
    note(nowMillis: number): void {
      begun.push(nowMillis);
    },
    /** Takes in the newest throttling of a creation. */
    adapt(throttling: Throttling | null, nowMillis: number): void {
      if (throttling !== null && throttling.atMillis > adaptedAtMillis) {
        adaptedAtMillis = throttling.atMillis;
        pausedUntilMillis = throttling.untilMillis;
        const rate = rateAfter(throttling, recent(nowMillis));
        if (rate < perWindow) {
          perWindow = rate;
          raiseAtMillis = nowMillis + PACE_WINDOW_MILLIS;
        }
      }
      if (nowMillis < raiseAtMillis) return;
      perWindow = Math.min(mostPerWindow, Math.ceil(perWindow * GROWTH));
      raiseAtMillis = perWindow === mostPerWindow ? Infinity : nowMillis + PACE_WINDOW_MILLIS;
    },
    /** In how many milliseconds the next creation may begin; 0: now. */
    delayMillis(nowMillis: number): number {
      const inWindow = recent(nowMillis);
      // Enough of them have to leave the window for one more to fit.
      const leaving = inWindow[inWindow.length - perWindow];
      const free = leaving === undefined ? 0 : leaving + PACE_WINDOW_MILLIS - nowMillis;
      return Math.max(0, free, pausedUntilMillis - nowMillis);
    },
  };
}

export type Pace = ReturnType<typeof makePace>;

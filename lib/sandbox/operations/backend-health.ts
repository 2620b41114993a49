import type { BackendServer, CheckTimes } from '../store/models';
import type { HealthEvent } from '../store/server-health';

export type BackendHealth = BackendServer['health'];

/**
 * What a listener's health check says of a server at `nowMillis` (slb-api.md 5.4). Until `events` say otherwise the
 * server is found as it was when the check began; after an event the verdict changes once as many checks in a row as the
 * threshold asks for have said the same. Computed from the times of the events, so that a restart loses nothing.
 */
export function healthAt(
  initial: BackendHealth,
  events: readonly HealthEvent[],
  check: CheckTimes,
  nowMillis: number,
): BackendHealth {
  const past = events.filter(({ atMillis }) => atMillis <= nowMillis);
  let health = initial;
  /** When the checks began to contradict the verdict. */
  let contradictedSince: number | null = null;
  for (const [index, event] of past.entries()) {
    const { passes, windowMillis } = findingOf(event, check);
    const found: BackendHealth = passes ? 'normal' : 'abnormal';
    contradictedSince = found === health ? null : (contradictedSince ?? event.atMillis);
    const untilMillis = past[index + 1]?.atMillis ?? nowMillis;
    if (contradictedSince !== null && untilMillis - contradictedSince >= windowMillis) {
      health = found;
      contradictedSince = null;
    }
  }
  return health;
}

/** How a check ends while the server behaves as the event says, and how long it takes to change the verdict. */
function findingOf(
  { responseMillis }: HealthEvent,
  check: CheckTimes,
): { passes: boolean; windowMillis: number } {
  // slb-api.md 5.4: a timeout smaller than the interval counts as the interval.
  const timeoutMillis = Math.max(check.connectTimeoutSeconds, check.intervalSeconds) * 1000;
  const intervalMillis = check.intervalSeconds * 1000;
  const passes = responseMillis !== null && responseMillis <= timeoutMillis;
  return passes
    ? {
        passes,
        windowMillis: responseMillis * check.healthyThreshold + intervalMillis * (check.healthyThreshold - 1),
      }
    : {
        passes,
        windowMillis:
          timeoutMillis * check.unhealthyThreshold + intervalMillis * (check.unhealthyThreshold - 1),
      };
}

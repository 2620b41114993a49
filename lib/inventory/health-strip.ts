import { STRIP_MINUTES, type Stretch } from '@/lib/model/health-types';

/** How one minute is drawn; `unobserved`: no observation, or no result. */
export type StripMinute = 'normal' | 'abnormal' | 'unobserved';

/**
 * The last minutes before `untilMillis`, oldest first, one bar each, from actual observations only. A minute in which a
 * server was abnormal is abnormal, however briefly.
 */
export function stripOf(stretches: readonly Stretch[], untilMillis: number): StripMinute[] {
  return Array.from({ length: STRIP_MINUTES }, (_, index) => {
    const end = untilMillis - (STRIP_MINUTES - 1 - index) * 60_000;
    const start = end - 60_000;
    const statuses = stretches
      .filter(
        ({ firstObservedMillis, lastObservedMillis }) =>
          firstObservedMillis <= end && lastObservedMillis > start,
      )
      .map(({ status }) => status);
    if (statuses.includes('abnormal')) return 'abnormal';
    return statuses.includes('normal') ? 'normal' : 'unobserved';
  });
}

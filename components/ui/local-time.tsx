'use client';

import { useHydrated } from './use-hydrated';

type Props = {
  /** ISO 8601. */
  at: string;
  locale: string;
  /**
   * `stacked` has day and time below each other, as in a column; `time` omits the day, if it is shown elsewhere;
   * `minutes` does so for today, and the seconds always.
   */
  show?: 'date-and-time' | 'stacked' | 'time' | 'minutes';
  /** Followed by the offset of its zone from UTC. */
  zoned?: boolean;
};

const clock = { hour: '2-digit', minute: '2-digit' } as const;
const toTheSecond = { ...clock, second: '2-digit' } as const;
const whole = {
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  ...toTheSecond,
  fractionalSecondDigits: 3,
  timeZoneName: 'longOffset',
} as const;

/** A time in the user's time zone, with its offset on hover. The server, which does not know the zone, renders UTC at the same width. */
export function LocalTime({ at, locale, show = 'date-and-time', zoned = false }: Props) {
  const zone = useHydrated() ? undefined : 'UTC';
  const when = new Date(at);
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone, hourCycle: 'h23' }).format(when);
  const stacked = show === 'stacked';
  const hasDay = stacked || show === 'date-and-time' || (show === 'minutes' && !isToday(when, zone));
  return (
    <time
      dateTime={at}
      title={format(whole)}
      className={stacked ? 'grid whitespace-nowrap max-sm:inline' : 'whitespace-nowrap'}
    >
      {hasDay && (
        <>
          <span>{dayOf(when, zone)}</span>{' '}
        </>
      )}
      <span className={stacked ? 'sm:text-12 sm:text-ink-3' : undefined}>
        {format(show === 'minutes' ? clock : toTheSecond)}
        {zoned && ` ${offsetOf(zone === undefined ? -when.getTimezoneOffset() : 0)}`}
      </span>
    </time>
  );
}

/** The same digits in every language, so that columns align and no month is mistaken for a day. */
function dayOf(date: Date, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone }).format(date);
}

function isToday(when: Date, timeZone: string | undefined): boolean {
  return dayOf(when, timeZone) === dayOf(new Date(), timeZone);
}

/** "UTC+8", "UTC−3:30". */
function offsetOf(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const part = Math.abs(minutes) % 60;
  const hours = Math.floor(Math.abs(minutes) / 60);
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${part === 0 ? '' : `:${String(part).padStart(2, '0')}`}`;
}

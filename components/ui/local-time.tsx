'use client';

import { useSyncExternalStore } from 'react';

type Props = {
  /** ISO 8601. */
  at: string;
  locale: string;
  /** `time` leaves the day out, where it stands elsewhere; `minutes` does so for today, and the seconds always. */
  show?: 'time' | 'minutes' | 'date-and-time';
};

/** A time in the reader's own zone, with its offset on hover. The server, which does not know that zone, writes it in UTC and as wide. */
export function LocalTime({ at, locale, show = 'date-and-time' }: Props) {
  const zone = useSyncExternalStore(
    () => () => {},
    () => undefined,
    () => 'UTC',
  );
  const when = new Date(at);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone, hourCycle: 'h23' }).format(when);
  const digits = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const shown = {
    time: () => format(digits),
    minutes: () =>
      format({ hour: '2-digit', minute: '2-digit', ...(isToday(when, zone) ? {} : dayAndMonth) }),
    'date-and-time': () => format({ ...day, ...digits }),
  };
  return (
    <time
      dateTime={at}
      title={format({ dateStyle: 'medium', timeStyle: 'long' })}
      className="whitespace-nowrap"
    >
      {shown[show]()}
    </time>
  );
}

const dayAndMonth = { day: 'numeric', month: 'short' } as const;

function isToday(when: Date, timeZone: string | undefined): boolean {
  const dayOf = (date: Date) => date.toLocaleDateString('en', { timeZone });
  return dayOf(when) === dayOf(new Date());
}

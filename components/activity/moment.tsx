'use client';

import { useSyncExternalStore } from 'react';

type Props = {
  /** ISO 8601 in UTC. */
  at: string;
  locale: string;
  /** Day and time below each other, as in a column. */
  stacked?: boolean;
};

const subscribeNever = () => () => {};

/** A moment in the reader's own time zone, with its offset on hover. The server, which does not know the zone, writes it in UTC and as wide. */
export function Moment({ at, locale, stacked = false }: Props) {
  const zone = useSyncExternalStore(
    subscribeNever,
    () => undefined,
    () => 'UTC',
  );
  const when = new Date(at);
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone, hourCycle: 'h23' }).format(when);
  // The same digits in every language, so that a column can be read down.
  const day = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone }).format(when);
  const time = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return (
    <time
      dateTime={at}
      title={format({
        year: 'numeric',
        month: 'long',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        fractionalSecondDigits: 3,
        timeZoneName: 'longOffset',
      })}
      className={stacked ? 'grid whitespace-nowrap max-sm:inline' : 'whitespace-nowrap'}
    >
      <span>{day}</span> <span className={stacked ? 'sm:text-12 sm:text-ink-3' : undefined}>{time}</span>
    </time>
  );
}

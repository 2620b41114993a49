'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useHydrated } from '@/components/ui/use-hydrated';

type Props = {
  /** "Backend health: every 2 min", or how far it is known. */
  words: string;
  /** The same for a narrow window. */
  short: string;
  hint: string;
  /** When the oldest of what is shown was observed; null where nothing was. */
  sinceMillis: number | null;
};

/** How often the health of backends is observed, and how old the oldest observation is. */
export function HealthSchedule({ words, short, hint, sinceMillis }: Props) {
  const t = useTranslations('list.health');
  const domain = useTranslations('domain');
  const locale = useLocale();
  // In the reader's own time, so it is written in the browser only.
  const isBrowser = useHydrated();
  return (
    <span title={hint}>
      <span className="max-lg:hidden">{words}</span>
      <span className="lg:hidden">{short}</span>
      {sinceMillis !== null && (
        <span className="inline-block min-w-[15ch] max-lg:hidden max-sm:inline">
          {isBrowser &&
            domain('comma') +
              t('oldest', { time: new Date(sinceMillis).toLocaleTimeString(locale, { hour12: false }) })}
        </span>
      )}
    </span>
  );
}

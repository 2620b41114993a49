'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useSyncExternalStore } from 'react';
import { useAnswers, ifServerReachable } from '@/components/shell/answers';
import { pollWhileVisible } from '@/components/shell/timers';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { currentSecond, STALE_MILLIS, subscribeSeconds, useAgeText } from './as-of';
import { useListClient } from './list-client';

const PROBE_MILLIS = 30_000;

/** How old what is shown is, in seconds, where Sluice cannot be reached and it is old by now; null where it is not so. */
export function useOutageSeconds(): number | null {
  const { oldestReadAtMillis } = useListClient();
  const { isReachable } = useAnswers();
  const nowSeconds = useSyncExternalStore(subscribeSeconds, currentSecond, () => null);
  if (isReachable || nowSeconds === null) return null;
  const age = nowSeconds - Math.floor(oldestReadAtMillis / 1000);
  return age * 1000 >= STALE_MILLIS ? age : null;
}

/**
 * Says that the data is stale and nothing refreshes it, since when, and offers a retry: a table that stands still after
 * an outage looks live. It also polls whether Sluice is there, since nothing else does when auto refresh is off.
 */
export function Outage() {
  const t = useTranslations('list.outage');
  const locale = useLocale();
  const ageText = useAgeText();
  const { oldestReadAtMillis, refresh, refreshing } = useListClient();
  const age = useOutageSeconds();

  useEffect(() => pollWhileVisible(PROBE_MILLIS, () => ifServerReachable(() => undefined)), []);

  if (age === null) return null;
  return (
    <Banner
      kind="bad"
      role="alert"
      className="mx-5 mb-2 flex-none max-sm:mx-4"
      fact={t('fact')}
      actions={
        <Button size="small" busy={refreshing} onClick={() => refresh('screen')}>
          {t('retry')}
        </Button>
      }
    >
      {t('text', {
        time: new Date(oldestReadAtMillis).toLocaleTimeString(locale, { hour12: false }),
        age: ageText(age),
      })}
    </Banner>
  );
}

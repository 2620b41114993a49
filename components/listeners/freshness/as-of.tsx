'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { useAnswers } from '@/components/shell/answers';
import { SentenceGap } from '@/components/ui/sentence-gap';
import { useListClient } from './list-client';

/** What is shown is old where it was read longer ago: the list and the page read again twice a minute. */
export const STALE_MILLIS = 60_000;

/** How old what a question speaks of is, and that it may have changed where it is old or Sluice does not answer. */
export function AsOf() {
  const t = useTranslations('list.dialog');
  const ageText = useAgeText();
  const locale = useLocale();
  const { oldestReadAtMillis } = useListClient();
  const { isReachable } = useAnswers();
  const nowSeconds = useSyncExternalStore(subscribeSeconds, currentSecond, () => null);
  if (nowSeconds === null) return null;
  const age = Math.max(0, nowSeconds - Math.floor(oldestReadAtMillis / 1000));
  const stale = !isReachable || age * 1000 >= STALE_MILLIS;
  return (
    <p className={stale ? 'text-12 text-warn' : 'text-12 text-ink-2'}>
      {t('asOf', {
        time: new Date(oldestReadAtMillis).toLocaleTimeString(locale, { hour12: false }),
        age: ageText(age),
      })}
      <SentenceGap />
      {stale && t('stale')}
    </p>
  );
}

/** Seconds up to two minutes, then minutes. */
export function useAgeText(): (seconds: number) => string {
  const t = useTranslations('list.foot');
  return (seconds) =>
    seconds < 120 ? t('seconds', { count: seconds }) : t('minutes', { count: Math.floor(seconds / 60) });
}

/** For `useSyncExternalStore`: renders again every second. */
export function subscribeSeconds(onChange: () => void): () => void {
  const timer = setInterval(onChange, 1000);
  return () => clearInterval(timer);
}

export function currentSecond(): number {
  return Math.floor(Date.now() / 1000);
}

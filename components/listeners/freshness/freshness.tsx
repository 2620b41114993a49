'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { remember } from '@/components/shell/preference';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-variant';
import { Icon } from '@/components/ui/icon';
import type { AwaitedChange } from '@/lib/model/awaited-change';
import { useAnswers } from '@/components/shell/answers';
import { useListClient } from './list-client';
import { currentSecond, subscribeSeconds, useAgeText } from './as-of';
import { followDelayMillis } from '@/lib/listeners/commands/follow';
import type { PreferenceName } from '@/lib/model/preferences';

type Props = {
  /** Said where what changes is no longer followed. */
  gaveUpText: string;
  /** When the oldest of what is shown was read. */
  oldestReadAtMillis: number;
  /** What is waited for: rows that change or are old, regions that have not answered; null where nothing is. */
  awaited: AwaitedChange | null;
  autoRefresh: boolean;
  autoRefreshCookie: PreferenceName;
};

const AUTO_SECONDS = 30;
const ASK_AGAIN_MILLIS = 5000;

/**
 * The age of the data, and what keeps it young: what changes is followed until it is stable, the rest is read every half
 * minute unless that is stopped. Nothing is read for a tab that nobody sees.
 */
export function Freshness({
  gaveUpText,
  oldestReadAtMillis,
  awaited,
  autoRefresh,
  autoRefreshCookie,
}: Props) {
  const t = useTranslations('list.foot');
  const { refresh, refreshing, readAtMillis } = useListClient();
  const [auto, setAuto] = useState(autoRefresh);
  const { isReachable: answers } = useAnswers();
  /** How many times it was polled since without a response. */
  const [unanswered, setUnanswered] = useState(0);
  const visible = useSyncExternalStore(subscribeVisibility, isVisible, () => true);
  const [followed, setFollowed] = useState({ key: '', attempts: 0 });
  /** Since when what is shown has been shown, on the browser's own clock: the server's may be another. */
  const shown = useRef({ readAtMillis: 0, sinceMillis: 0 });

  const key = awaited?.key ?? '';
  const attempts = followed.key === key ? followed.attempts : 0;
  const followDelay = awaited === null ? null : followDelayMillis(attempts);
  const isSaid = awaited !== null && awaited.quiet !== true;
  const gaveUp = isSaid && followDelay === null;

  useEffect(() => {
    if (shown.current.readAtMillis !== readAtMillis)
      shown.current = { readAtMillis, sinceMillis: Date.now() };
    if (!visible || refreshing) return;
    if (!answers) {
      const timer = setTimeout(() => {
        setUnanswered(unanswered + 1);
        refresh('screen');
      }, ASK_AGAIN_MILLIS);
      return () => clearTimeout(timer);
    }
    const following = followDelay !== null;
    if (!following && !auto) return;
    const delay = following
      ? followDelay
      : Math.max(1000, shown.current.sinceMillis + AUTO_SECONDS * 1000 - Date.now());
    const timer = setTimeout(() => {
      if (following) setFollowed({ key, attempts: attempts + 1 });
      refresh(following && awaited?.needsRequest !== true ? 'inventory' : 'screen');
    }, delay);
    return () => clearTimeout(timer);
  }, [
    visible,
    refreshing,
    answers,
    unanswered,
    followDelay,
    auto,
    readAtMillis,
    key,
    attempts,
    awaited?.needsRequest,
    refresh,
  ]);

  function toggle() {
    const next = !auto;
    setAuto(next);
    remember(autoRefreshCookie, next ? 'on' : 'off');
  }

  return (
    <>
      <NoAnswer words={t('noServer')} />
      {gaveUp ? (
        <output className="flex items-center gap-2 text-warn">
          {gaveUpText}
          <Button
            size="small"
            onClick={() => {
              setFollowed({ key: '', attempts: 0 });
              refresh('all');
            }}
          >
            {t('refresh')}
          </Button>
        </output>
      ) : (
        isSaid && answers && <span className="max-md:hidden">{t('following')}</span>
      )}
      <Age readAtMillis={oldestReadAtMillis} />
      <button
        type="button"
        aria-pressed={auto}
        aria-label={auto ? t('autoOn', { seconds: AUTO_SECONDS }) : t('autoOff')}
        onClick={toggle}
        className={buttonClass({ variant: 'quiet', size: 'small' })}
      >
        <Icon name={auto ? 'pause' : 'play'} size={14} />
        {auto ? t('auto', { seconds: AUTO_SECONDS }) : t('autoStopped')}
      </button>
    </>
  );
}

/** Says that Sluice did not respond to the last poll. */
export function NoAnswer({ words }: { words: string }) {
  const { isReachable: answers } = useAnswers();
  return <output className={answers ? 'sr-only' : 'text-warn'}>{answers ? '' : words}</output>;
}

/** In the reader's own time, with the offset on hover; so it is written in the browser only. */
function Age({ readAtMillis }: { readAtMillis: number }) {
  const t = useTranslations('list.foot');
  const ageText = useAgeText();
  const locale = useLocale();
  const nowSeconds = useSyncExternalStore(subscribeSeconds, currentSecond, () => null);
  if (nowSeconds === null) return <span className="min-w-52 max-sm:min-w-0" />;
  const age = Math.max(0, nowSeconds - Math.floor(readAtMillis / 1000));
  const readAt = new Date(readAtMillis);
  const time = readAt.toLocaleTimeString(locale, { hour12: false });
  const full = readAt.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'long' });
  return (
    <span className="min-w-52 max-sm:min-w-0 short:min-w-0">
      <time dateTime={readAt.toISOString()} title={full}>
        {t('readAt', {
          age: ageText(age),
          time,
        })}
      </time>
    </span>
  );
}

/** Reads everything again, now. */
export function RefreshButton({ label, text = false }: { label: string; text?: boolean }) {
  const { refresh, refreshing } = useListClient();
  const check = () => refresh('all');
  return text ? (
    <Button size="small" busy={refreshing} onClick={check}>
      {label}
    </Button>
  ) : (
    <Button icon="refresh" iconOnly busy={refreshing} onClick={check}>
      {label}
    </Button>
  );
}

function subscribeVisibility(onChange: () => void) {
  document.addEventListener('visibilitychange', onChange);
  return () => document.removeEventListener('visibilitychange', onChange);
}

function isVisible(): boolean {
  return document.visibilityState === 'visible';
}

'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { cx } from '@/components/ui/class-names';
import { LocalTime } from '@/components/ui/local-time';
import { writeKey, type AwaitedAnswer } from '@/lib/listeners/commands/awaited';
import { fetchJson } from './fetch-json';
import { claimAwaiting, isAwaiting, isAwaitingElsewhere, subscribeAwaiting } from './awaiting';

/** A short wait is not announced. */
const PATIENCE_MILLIS = 5_000;
const CHECK_MILLIS = 2_000;

/** Which responses from SLB are pending, and until when; shown once the user has waited for some seconds. */
export function AwaitedWrites() {
  const isWaiting = useSyncExternalStore(subscribeAwaiting, isAwaitingElsewhere, () => false);
  return isWaiting ? (
    <Awaited className="flex-none border-b border-line bg-canvas px-5 py-2 max-sm:px-4" />
  ) : null;
}

/** The same beside the button that was pressed, and then nowhere else. */
export function AwaitedHere({ className }: { className?: string }) {
  const isWaiting = useSyncExternalStore(subscribeAwaiting, isAwaiting, () => false);
  useEffect(claimAwaiting, []);
  return isWaiting ? <Awaited className={className} /> : null;
}

function Awaited({ className }: { className?: string | undefined }) {
  const t = useTranslations('domain.unsettled');
  const locale = useLocale();
  const [writes, setWrites] = useState<readonly AwaitedAnswer[]>([]);
  useEffect(() => {
    const away = new AbortController();
    const check = async () => {
      try {
        setWrites(await fetchJson<AwaitedAnswer[]>('/listeners/awaited', { signal: away.signal }));
      } catch {
        // Sluice does not answer: that is said elsewhere.
        setWrites([]);
      }
    };
    const again = async () => {
      await check();
      if (!away.signal.aborted) timer = setTimeout(() => void again(), CHECK_MILLIS);
    };
    let timer = setTimeout(() => void again(), PATIENCE_MILLIS);
    return () => {
      clearTimeout(timer);
      away.abort();
    };
  }, []);
  return (
    <output className={writes.length === 0 ? 'sr-only' : cx('grid gap-1 text-12', className)}>
      {writes.map((write) => {
        const until = <LocalTime at={write.until} locale={locale} show="time" />;
        return (
          <span key={`${write.loadBalancerId} ${write.port} ${write.until}`}>
            {t.rich('waiting', {
              write: t(`write.${writeKey(write.operation)}`),
              port: write.port,
              instance: write.instance,
              time: () => until,
            })}
          </span>
        );
      })}
    </output>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';

type Props = {
  /** As the page was made with it. */
  count: number;
};

const EVERY_MILLIS = 3_000;

/** The number of runs in progress, in the navigation. Polls only while there are some, and not in a hidden tab. */
export function LiveRuns({ count }: Props) {
  const t = useTranslations('shell.nav');
  const [made, setMade] = useState(count);
  const [live, setLive] = useState(count);
  if (made !== count) {
    setMade(count);
    setLive(count);
  }

  useEffect(() => {
    if (live === 0) return undefined;
    const stop = new AbortController();
    const check = async () => {
      if (document.visibilityState !== 'visible') return;
      try {
        const answer = await fetch('/runs/live', { signal: stop.signal, cache: 'no-store' });
        const now: unknown = await answer.json();
        if (typeof now === 'object' && now !== null && 'count' in now && typeof now.count === 'number')
          setLive(now.count);
      } catch {
        // It is retried; the page itself says if Sluice is gone.
      }
    };
    const timer = setInterval(check, EVERY_MILLIS);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [live]);

  return live === 0 ? null : t('runsLive', { count: live });
}

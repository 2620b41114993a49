'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { fetchJson } from './fetch-json';
import { pollWhileVisible } from './timers';

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
    return pollWhileVisible(EVERY_MILLIS, async (signal) => {
      try {
        setLive((await fetchJson<{ count: number }>('/runs/live', { signal, cache: 'no-store' })).count);
      } catch {
        // It is retried; the page itself says if Sluice is gone.
      }
    });
  }, [live]);

  return live === 0 ? null : t('runsLive', { count: live });
}

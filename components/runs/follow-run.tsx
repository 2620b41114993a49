'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState, useTransition } from 'react';
import { useRouter } from 'next/navigation';
import { pollWhileVisible } from '@/components/shell/timers';

type Props = {
  /** Answers what has changed: the same text as long as nothing has. */
  address: string;
  /** Of what is shown. */
  shown: string;
  inProgress: boolean;
  isPaused?: boolean;
  /** What is announced, politely, at each tenth and when it is paused or resumed: the full progress as text. */
  progress?: string;
  tenth?: number;
};

const EVERY_MILLIS = 1_000;

/**
 * Keeps the page of a run in progress, or their list, up to date without a reload, and shows its progress. Pauses in a
 * hidden tab.
 */
export function FollowRun({ address, shown, inProgress, isPaused = false, progress = '', tenth = 0 }: Props) {
  const t = useTranslations('runs.progress');
  const router = useRouter();
  const [refreshing, startTransition] = useTransition();
  const [lost, setLost] = useState(false);
  const [said, setSaid] = useState({ tenth, inProgress, isPaused, progress: '' });
  if (said.tenth !== tenth || said.inProgress !== inProgress || said.isPaused !== isPaused)
    setSaid({ tenth, inProgress, isPaused, progress });

  useEffect(() => {
    if (!inProgress || refreshing) return undefined;
    return pollWhileVisible(EVERY_MILLIS, async (signal) => {
      try {
        const answer = await fetch(address, { signal, cache: 'no-store' });
        const now = await answer.text();
        if (signal.aborted) return;
        setLost(!answer.ok);
        if (answer.ok && now !== shown) startTransition(() => router.refresh());
      } catch {
        if (!signal.aborted) setLost(true);
      }
    });
  }, [address, shown, inProgress, refreshing, router]);

  return (
    <>
      <output className="sr-only">{said.progress}</output>
      {lost && inProgress && (
        <p role="alert" className="px-5 pb-3 text-warn max-sm:px-4">
          {t('noServer')}
        </p>
      )}
    </>
  );
}

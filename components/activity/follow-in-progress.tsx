'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useTransition } from 'react';
import { progressText } from '@/lib/activity/query';
import { followDelayMillis } from '@/lib/listeners/commands/follow';

type Props = {
  /** Of the entries shown that have no outcome yet. */
  ids: readonly number[];
  /** What is shown of the check of the hash chain, if it will soon say more. */
  chain?: string | null;
};

/** A response may be awaited for longer than a listener is followed (docs/decisions/098); it is then polled rarely. */
const LATER_MILLIS = 10_000;

/** Shows the outcome of entries in progress, and the check of the hash chain, without reloading the page. Polls only while there are some and the tab is visible. */
export function FollowInProgress({ ids, chain = null }: Props) {
  const router = useRouter();
  const [refreshing, startTransition] = useTransition();
  const shown = progressText(ids.join(','), chain);
  const search = new URLSearchParams({
    ids: ids.join(','),
    ...(chain !== null && { chain: '1' }),
  }).toString();
  const isOver = ids.length === 0 && chain === null;

  useEffect(() => {
    if (isOver || refreshing) return undefined;
    const stop = new AbortController();
    let attempts = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isChanged = async (): Promise<boolean> => {
      if (document.visibilityState !== 'visible') return false;
      try {
        const answer = await fetch(`/activity/progress?${search}`, {
          signal: stop.signal,
          cache: 'no-store',
        });
        return answer.ok && (await answer.text()) !== shown;
      } catch {
        // Sluice is not responding: try again.
        return false;
      }
    };
    const wait = () => {
      timer = setTimeout(
        async () => {
          attempts += 1;
          const changed = await isChanged();
          if (stop.signal.aborted) return;
          if (changed) startTransition(() => router.refresh());
          else wait();
        },
        followDelayMillis(attempts) ?? LATER_MILLIS,
      );
    };
    wait();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [shown, search, isOver, refreshing, router]);

  return null;
}

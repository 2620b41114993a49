import { useEffect, useEffectEvent, useState } from 'react';
import type { FoundListener } from '@/lib/listeners/list/found-types';
import { trimTyped } from '@/lib/text/typed-text';

/** Continuous typing does not trigger a request per key. */
const REST_MILLIS = 100;

type Answer = { text: string; found: readonly FoundListener[]; failed: boolean };

type Options = {
  /** Called once for each answer, before it is shown. */
  onAnswer: (found: readonly FoundListener[]) => void;
};

/** The listeners somebody who types this may mean, from the server. Typing on cancels the request. */
export function useFoundListeners(text: string, { onAnswer }: Options) {
  const typed = trimTyped(text);
  const [answer, setAnswer] = useState<Answer>({ text: '', found: [], failed: false });
  const arrived = useEffectEvent((next: Answer) => {
    setAnswer(next);
    onAnswer(next.found);
  });

  useEffect(() => {
    if (typed === '') return;
    const left = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/listeners/find?${new URLSearchParams({ q: typed })}`, {
          signal: left.signal,
        });
        if (!response.ok) throw new Error(`Sluice answered ${response.status}`);
        const { found } = (await response.json()) as { found: FoundListener[] };
        arrived({ text: typed, found, failed: false });
      } catch {
        if (!left.signal.aborted) arrived({ text: typed, found: [], failed: true });
      }
    }, REST_MILLIS);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [typed]);

  return {
    found: typed === '' ? [] : answer.found,
    searching: typed !== '' && answer.text !== typed,
    failed: typed !== '' && answer.text === typed && answer.failed,
  };
}

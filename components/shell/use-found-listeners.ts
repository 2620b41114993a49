import { useEffect, useEffectEvent, useState } from 'react';
import type { FoundListener, FoundListeners } from '@/lib/listeners/list/found-types';
import { trimTyped } from '@/lib/text/typed-text';
import { fetchJson } from './fetch-json';
import { afterRest } from './timers';

/** Continuous typing does not trigger a request per key. */
const REST_MILLIS = 100;

type Answer = FoundListeners & { text: string; failed: boolean };

type Options = {
  /** Called once for each answer, before it is shown. */
  onAnswer: (found: readonly FoundListener[]) => void;
};

/** The listeners somebody who types this may mean, from the server. Typing on cancels the request. */
export function useFoundListeners(text: string, { onAnswer }: Options) {
  const typed = trimTyped(text);
  const [answer, setAnswer] = useState<Answer>({ text: '', found: [], note: null, failed: false });
  const arrived = useEffectEvent((next: Answer) => {
    setAnswer(next);
    onAnswer(next.found);
  });

  useEffect(() => {
    if (typed === '') return;
    return afterRest(REST_MILLIS, async (signal) => {
      try {
        const address = `/listeners/find?${new URLSearchParams({ q: typed })}`;
        const answered = await fetchJson<FoundListeners>(address, { signal });
        arrived({ text: typed, ...answered, failed: false });
      } catch {
        if (!signal.aborted) arrived({ text: typed, found: [], note: null, failed: true });
      }
    });
  }, [typed]);

  return {
    found: typed === '' ? [] : answer.found,
    note: typed !== '' && answer.text === typed ? answer.note : null,
    searching: typed !== '' && answer.text !== typed,
    failed: typed !== '' && answer.text === typed && answer.failed,
  };
}

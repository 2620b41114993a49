import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { use, useLayoutEffect, useState } from 'react';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { router } from '@/components/testing/in-app';
import { parseListQuery } from '@/lib/listeners/list/list-query';
import { PendingQueryProvider, ShownQuery, usePendingQuery } from './pending-query';

type Response = { text: string; arrival: Promise<void> | null };

/** A search whose responses arrive when the test says so. */
function search(onShown: (text: string) => void) {
  const requested: string[] = [];
  const arrivals: (() => void)[] = [];
  /** Types at once, without the pauses of a browser's keys. */
  const typing = { type: (_text: string): void => undefined };

  function Site() {
    const [response, setResponse] = useState<Response>({ text: '', arrival: null });
    const [site] = useState(() => ({
      ...router,
      replace(href: string) {
        const text = new URL(href, 'http://sluice').searchParams.get('q') ?? '';
        requested.push(text);
        const arrival = new Promise<void>((resolve) => arrivals.push(resolve));
        setResponse({ text, arrival });
      },
    }));
    return (
      <AppRouterContext value={site}>
        <PendingQueryProvider>
          <Shown response={response} />
        </PendingQueryProvider>
      </AppRouterContext>
    );
  }
  function Shown({ response: { text, arrival } }: { response: Response }) {
    if (arrival) use(arrival);
    return (
      <ShownQuery query={parseListQuery({ q: text })}>
        <Box />
        <output>{text}</output>
        <Arrived text={text} />
      </ShownQuery>
    );
  }
  function Box() {
    const { query, change } = usePendingQuery();
    useLayoutEffect(() => {
      typing.type = (text) => change({ text }, { typing: true });
    });
    return <input aria-label="Search" readOnly value={query.text} />;
  }
  function Arrived({ text }: { text: string }) {
    useLayoutEffect(() => {
      if (text !== '') queueMicrotask(() => onShown(text));
    }, [text]);
    return null;
  }
  return {
    Site,
    requested,
    type: (text: string) => typing.type(text),
    respond: () => arrivals.shift()?.(),
  };
}

test('a key that arrives together with the response to an earlier one is searched, and not undone by it', async () => {
  const box = page.getByRole('textbox', { name: 'Search' });
  const { Site, requested, type, respond } = search((text) => {
    if (text === 'a') type('abc');
  });
  await render(<Site />);
  type('a');
  await expect.poll(() => requested).toEqual(['a']);
  // It waits for the response to the first.
  type('ab');
  await expect.element(box).toHaveValue('ab');
  respond();
  await expect.poll(() => requested.at(-1)).toBe('abc');
  while (respond());
  await expect.element(page.getByRole('status')).toHaveTextContent('abc');
  await expect.element(box).toHaveValue('abc');
  expect(requested).toEqual(['a', 'abc']);
});

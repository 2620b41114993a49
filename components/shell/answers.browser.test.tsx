import { expect, test, vi } from 'vitest';
import { failedRequestId, shownRequestId, watchAnswers } from './answers';

test('an action that failed is named by its own request, whatever page was requested meanwhile', async () => {
  vi.stubGlobal('fetch', (id: string) =>
    Promise.resolve(
      new Response('', { headers: { 'content-type': 'text/x-component', 'x-request-id': id } }),
    ),
  );
  const stop = watchAnswers();
  await fetch('of-the-action', { method: 'POST', headers: { 'next-action': 'x' } });
  await fetch('of-a-page', { headers: { rsc: '1' } });
  stop();
  vi.unstubAllGlobals();
  expect(failedRequestId(Object.assign(new Error('hidden'), { digest: '1' }))).toBe('of-the-action');
  expect(failedRequestId(new TypeError('not answered'))).toBeNull();
  expect(shownRequestId()).toBe('of-a-page');
});

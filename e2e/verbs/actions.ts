import type { Page } from '@playwright/test';
import { expect } from '../support/sluice';
import { EDGE_LIST, openList, startListener, STOPPED, expectStatus, stopListener } from './list';

/** Calls of a page's actions as any program could make them: the page's own rules are passed by. */

export type Key = {
  readonly regionId: string;
  readonly loadBalancerId: string;
  readonly listenerPort: number;
};
export type SentAction = { readonly id: string; readonly send: (key: unknown) => Promise<string> };

/** Starts and stops a listener that may be, and keeps what the page sent for it. */
export async function learnActions(page: Page): Promise<{ start: SentAction; stop: SentAction }> {
  await openList(page, EDGE_LIST);
  const start = await whatIsSentBy(page, () => startListener(page, STOPPED));
  await expectStatus(page, STOPPED, 'Running');
  const stop = await whatIsSentBy(page, () => stopListener(page, STOPPED));
  await expectStatus(page, STOPPED, 'Stopped');
  return { start, stop };
}

/** What an action on the page sends: its server action's id, and how to send it for another listener. */
export async function whatIsSentBy(page: Page, command: () => Promise<void>): Promise<SentAction> {
  const [request] = await Promise.all([
    page.waitForRequest((sent) => sent.method() === 'POST' && 'next-action' in sent.headers()),
    command(),
  ]);
  const id = request.headers()['next-action'] ?? '';
  expect(id).not.toBe('');
  return {
    id,
    send: (key) =>
      page.evaluate(
        async ({ action, body }) => {
          const response = await fetch(location.pathname, {
            method: 'POST',
            headers: {
              'next-action': action,
              accept: 'text/x-component',
              'content-type': 'text/plain;charset=UTF-8',
            },
            body,
          });
          return await response.text();
        },
        { action: id, body: JSON.stringify([key]) },
      ),
  };
}

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { remember, SIGNED_IN_ATTRIBUTE } from './preference';

/** What was sent and not answered yet. */
let sent: { body: unknown; answer: (status: number) => void }[];

beforeEach(() => {
  sent = [];
  vi.stubGlobal('fetch', (_: string, { body }: RequestInit) => {
    return new Promise((resolve) => {
      sent.push({ body, answer: (status) => resolve(new Response(null, { status })) });
    });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.removeAttribute(SIGNED_IN_ATTRIBUTE);
});

/** The tests of other components have the same cookies. */
function forgetNoted(): void {
  document.cookie = 'sluice-unkept=; path=/; max-age=0';
}

test('choices before signing in are noted once each, for whoever signs in', () => {
  forgetNoted();
  remember('sluice-theme', 'dark');
  remember('sluice-locale', 'zh-CN');
  remember('sluice-theme', 'light');
  expect(document.cookie).toContain('sluice-unkept=sluice-theme.sluice-locale');
  expect(document.cookie).toContain('sluice-theme=light');
  expect(sent).toEqual([]);
});

test('of two choices of one thing the later is sent last, and what was not kept is noted', async () => {
  forgetNoted();
  document.body.setAttribute(SIGNED_IN_ATTRIBUTE, '');
  remember('sluice-theme', 'dark');
  remember('sluice-theme', 'light');
  remember('sluice-locale', 'en');
  expect(sent.map(({ body }) => body)).toEqual([
    '{"name":"sluice-theme","value":"dark"}',
    '{"name":"sluice-locale","value":"en"}',
  ]);
  sent[0]?.answer(204);
  await expect.poll(() => sent[2]?.body).toBe('{"name":"sluice-theme","value":"light"}');
  expect(document.cookie).not.toContain('sluice-unkept');
  sent[2]?.answer(401);
  await expect.poll(() => document.cookie).toContain('sluice-unkept=sluice-theme');
});

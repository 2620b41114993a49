import { useEffect, useRef } from 'react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { ErrorSummary } from './error-summary';

const entries = [
  { fieldId: 'port', words: 'Port: Enter a port' },
  { fieldId: 'path', words: 'Path: Start it with /' },
];

function Failed({ onFollow }: { onFollow?: (fieldId: string) => void }) {
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => summary.current?.focus(), []);
  return (
    <ErrorSummary
      ref={summary}
      title="Fix 2 fields"
      entries={entries}
      meta="RequestId 7"
      {...(onFollow && { onFollow })}
    />
  );
}

const summary = page.getByRole('alert');

test('is an alert that takes the focus, with a heading and a link per error', async () => {
  await render(<Failed />);
  await expect.element(summary).toHaveFocus();
  await expect.element(summary.getByRole('heading', { name: 'Fix 2 fields' })).toBeVisible();
  const links = summary.getByRole('link').elements();
  expect(links.map((link) => link.textContent)).toEqual(entries.map(({ words }) => words));
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['#port', '#path']);
  await expect.element(summary).toHaveTextContent('RequestId 7');
});

test('its first link is the next stop of Tab, and Enter follows it without leaving the page', async () => {
  const { href } = window.location;
  const onFollow = vi.fn<(fieldId: string) => void>();
  await render(<Failed onFollow={onFollow} />);
  await userEvent.keyboard('{Tab}');
  await expect.element(summary.getByRole('link').first()).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(onFollow).toHaveBeenCalledExactlyOnceWith('port');
  expect(window.location.href).toBe(href);
});

test('a rejection that belongs to no field has no list of links', async () => {
  await render(
    <ErrorSummary title="Rejected" entries={[]}>
      The quota is used up.
    </ErrorSummary>,
  );
  await expect.element(summary).toHaveTextContent('The quota is used up.');
  expect(summary.getByRole('list').all()).toHaveLength(0);
});

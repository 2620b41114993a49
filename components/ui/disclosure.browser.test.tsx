import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Disclosure } from './disclosure';

const button = page.getByRole('button');
const input = page.getByRole('textbox', { name: 'Timeout' });

const advanced = {
  show: 'Show',
  hide: 'Hide',
  summary: 'All defaults',
  heading: <h2>Advanced</h2>,
  children: <input aria-label="Timeout" />,
};

test('is collapsed with a summary of its content; a click expands it, and says so', async () => {
  await render(<Disclosure {...advanced} />);
  await expect.element(button).toHaveAttribute('aria-expanded', 'false');
  await expect.element(page.getByText('All defaults')).toBeVisible();
  await expect.element(input).not.toBeInTheDocument();
  button.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(button).toHaveAccessibleName('Hide');
  await expect.element(button).toHaveAttribute('aria-expanded', 'true');
  await expect.element(page.getByText('All defaults')).not.toBeInTheDocument();
  await expect.element(input).toBeVisible();
});

test('collapsing it keeps what was typed', async () => {
  await render(<Disclosure {...advanced} />);
  await button.click();
  await input.fill('60');
  await button.click();
  await expect.element(page.getByText('All defaults')).toBeVisible();
  await button.click();
  await expect.element(input).toHaveValue('60');
});

test('its caller can keep it open, and hears of the press', async () => {
  const onOpenChange = vi.fn<(open: boolean) => void>();
  await render(<Disclosure {...advanced} open onOpenChange={onOpenChange} />);
  await expect.element(input).toBeVisible();
  await button.click();
  expect(onOpenChange).toHaveBeenCalledExactlyOnceWith(false);
  await expect.element(input).toBeVisible();
});

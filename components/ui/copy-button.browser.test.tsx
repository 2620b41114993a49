import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { CopyButton } from './copy-button';

const button = page.getByRole('button', { name: 'Copy the RequestId' });
const status = page.getByRole('status');

test.for([
  ['an icon', undefined],
  ['an icon with words', 'Copy'],
] as const)('%s copies the value by Enter and says so', async ([, text]) => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await render(
    <CopyButton value="4C8A-77" label="Copy the RequestId" done="Copied" {...(text && { text })} />,
  );
  await expect.element(status).toBeEmptyDOMElement();
  button.element().focus();
  await userEvent.keyboard('{Enter}');
  expect(write).toHaveBeenCalledExactlyOnceWith('4C8A-77');
  await expect.element(status).toHaveTextContent('Copied');
  await expect.element(button).toHaveFocus();
});

test('what it said is gone after a while, so that the next copy is said again', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  const later = vi.spyOn(window, 'setTimeout');
  await render(<CopyButton value="4C8A-77" label="Copy the RequestId" done="Copied" />);
  await button.click();
  await expect.element(status).toHaveTextContent('Copied');
  const end = later.mock.calls.find(([, millis]) => millis === 2000)?.[0];
  if (typeof end === 'function') end();
  await expect.element(status).toBeEmptyDOMElement();
});

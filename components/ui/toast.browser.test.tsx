import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { inApp } from '@/components/testing/in-app';
import { useToast, type Toast } from './toast';

function Shows({ toasts }: { toasts: readonly Toast[] }) {
  const { show } = useToast();
  return toasts.map((toast, at) => (
    <button key={at} type="button" onClick={() => show(toast)}>
      Show {at + 1}
    </button>
  ));
}

/** Shows them one after the other. */
async function showAll(...toasts: Toast[]): Promise<void> {
  await render(await inApp(<Shows toasts={toasts} />));
  for (const at of toasts.keys()) await page.getByRole('button', { name: `Show ${at + 1}` }).click();
}

const notifications = page.getByRole('region', { name: 'Notifications' });
const status = notifications.getByRole('status');
const alert = notifications.getByRole('alert');

test('a success is a status and an error an alert, both there before there is anything to say', async () => {
  await showAll();
  await expect.element(status).toBeInTheDocument();
  await expect.element(alert).toBeInTheDocument();
});

test('a success is read out as a status, an error as an alert', async () => {
  await showAll({ kind: 'success', title: 'Created' }, { kind: 'error', title: 'Rejected', body: 'Code 7' });
  await expect.element(status).toHaveTextContent('Created');
  await expect.element(alert).toHaveTextContent('Rejected');
  await expect.element(alert).toHaveTextContent('Code 7');
});

test('a success leaves by itself, an error and what stays do not', async () => {
  await showAll(
    { kind: 'success', title: 'Created' },
    { kind: 'success', title: 'Undo is possible', stays: true },
    { kind: 'error', title: 'Rejected' },
  );
  const timers = document.getAnimations();
  expect(timers).toHaveLength(1);
  for (const timer of timers) timer.finish();
  await expect.element(page.getByText('Created')).not.toBeInTheDocument();
  await expect.element(page.getByText('Undo is possible')).toBeVisible();
  await expect.element(page.getByText('Rejected')).toBeVisible();
});

test('its timer pauses while the pointer is on it', async () => {
  await showAll({ kind: 'success', title: 'Created' });
  const [timer] = document.getAnimations();
  expect(timer?.playState).toBe('running');
  await page.getByText('Created').hover();
  await expect.poll(() => timer?.playState).toBe('paused');
});

test('a message that is dismissed goes, and the focus goes to the page', async () => {
  await showAll({ kind: 'error', title: 'Rejected' });
  document.querySelector('main')?.setAttribute('tabindex', '-1');
  const dismiss = notifications.getByRole('button', { name: 'Dismiss' });
  dismiss.element().focus();
  await dismiss.click();
  await expect.element(page.getByText('Rejected')).not.toBeInTheDocument();
  await expect.element(page.getByRole('main')).toHaveFocus();
});

test('its action is done once, and takes it away', async () => {
  const onPress = vi.fn<() => void>();
  await showAll({ kind: 'success', title: 'Deleted', action: { words: 'Undo', onPress } });
  await notifications.getByRole('button', { name: 'Undo' }).click();
  await expect.element(page.getByText('Deleted')).not.toBeInTheDocument();
  expect(onPress).toHaveBeenCalledOnce();
});

test('a newer message about the same takes the place of a success, and not of an error', async () => {
  await showAll(
    { kind: 'progress', title: 'Starting', about: '443' },
    { kind: 'error', title: 'Failed', about: '443' },
    { kind: 'success', title: 'Started', about: '443' },
  );
  await expect.element(page.getByText('Started')).toBeVisible();
  await expect.element(page.getByText('Failed')).toBeVisible();
  await expect.element(page.getByText('Starting')).not.toBeInTheDocument();
});

test('of many the last four are shown', async () => {
  await showAll(...['One', 'Two', 'Three', 'Four', 'Five'].map((title): Toast => ({ kind: 'error', title })));
  await expect.element(page.getByText('Five')).toBeVisible();
  await expect.element(page.getByText('One')).not.toBeInTheDocument();
  expect(notifications.getByRole('button', { name: 'Dismiss' }).all()).toHaveLength(4);
});

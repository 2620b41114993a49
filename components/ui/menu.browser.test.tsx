import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Menu } from './menu';
import type { MenuEntry } from './menu-types';

function entries(own: { onStart?: () => void; onStop?: () => void; onTheme?: (theme: string) => void }) {
  const { onStart = () => {}, onStop = () => {}, onTheme = () => {} } = own;
  return [
    { kind: 'action', key: 'start', label: 'Start', onSelect: onStart },
    {
      kind: 'action',
      key: 'stop',
      label: 'Stop',
      onSelect: onStop,
      unavailableBecause: 'It is stopped already',
    },
    { kind: 'separator', key: 'line' },
    { kind: 'download', key: 'export', label: 'Export', href: '/export.csv' },
    {
      kind: 'choice',
      key: 'theme',
      label: 'Theme',
      value: 'light',
      options: [
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ],
      onValueChange: onTheme,
    },
  ] satisfies MenuEntry[];
}

const trigger = page.getByRole('button', { name: 'Actions' });
const item = (name: string) => page.getByRole('menuitem', { name });
const radio = (name: string) => page.getByRole('menuitemradio', { name });

async function open(own: Parameters<typeof entries>[0] = {}): Promise<void> {
  await render(
    <>
      <Menu label="Actions" entries={entries(own)} />
      <button type="button">After</button>
    </>,
  );
  trigger.element().focus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(item('Start')).toHaveFocus();
}

async function expectClosed(): Promise<void> {
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  await expect.element(trigger).toHaveAttribute('aria-expanded', 'false');
}

test('a press opens it with the focus on the first entry, and a press closes it', async () => {
  await render(<Menu label="Actions" entries={entries({})} />);
  await trigger.click();
  await expect.element(item('Start')).toHaveFocus();
  await expect.element(trigger).toHaveAttribute('aria-expanded', 'true');
  await trigger.click();
  await expectClosed();
});

test('the arrow up opens it at the last entry', async () => {
  await render(<Menu label="Actions" entries={entries({})} />);
  trigger.element().focus();
  await userEvent.keyboard('{ArrowUp}');
  await expect.element(radio('Dark')).toHaveFocus();
});

test('the arrows go round, over the separator, and Home and End lead to the ends', async () => {
  await open();
  await userEvent.keyboard('{ArrowUp}');
  await expect.element(radio('Dark')).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(item('Start')).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.element(item('Export')).toHaveFocus();
  await userEvent.keyboard('{End}');
  await expect.element(radio('Dark')).toHaveFocus();
  await userEvent.keyboard('{Home}');
  await expect.element(item('Start')).toHaveFocus();
});

test('a letter leads to the next entry that begins with it, whatever its case', async () => {
  await open();
  await userEvent.keyboard('S');
  await expect.element(item('Stop')).toHaveFocus();
  await userEvent.keyboard('s');
  await expect.element(item('Start')).toHaveFocus();
  await userEvent.keyboard('l');
  await expect.element(radio('Light')).toHaveFocus();
  await userEvent.keyboard('x');
  await expect.element(radio('Light')).toHaveFocus();
});

test('Escape closes it and gives the focus back', async () => {
  await open();
  await userEvent.keyboard('{Escape}');
  await expectClosed();
  await expect.element(trigger).toHaveFocus();
});

test('Tab closes it and goes on behind the trigger', async () => {
  await open();
  await userEvent.keyboard('{Tab}');
  await expectClosed();
  await expect.element(page.getByRole('button', { name: 'After' })).toHaveFocus();
});

test('Enter does what the entry says once, and the focus is back on the trigger by then', async () => {
  const onStart = vi.fn<() => void>(() => expect(document.activeElement).toBe(trigger.element()));
  await open({ onStart });
  await userEvent.keyboard('{Enter}');
  await expectClosed();
  expect(onStart).toHaveBeenCalledOnce();
  expect(onStart).toHaveReturned();
});

test('an entry that can do nothing is reached, says why, and does nothing', async () => {
  const onStop = vi.fn<() => void>();
  await open({ onStop });
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(item('Stop')).toHaveFocus();
  await expect.element(item('Stop')).toHaveAttribute('aria-disabled', 'true');
  await expect.element(item('Stop')).toHaveTextContent('It is stopped already');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('menu')).toBeVisible();
  expect(onStop).not.toHaveBeenCalled();
});

test('one of a few is marked, and another one can be chosen', async () => {
  const onTheme = vi.fn<(theme: string) => void>();
  await open({ onTheme });
  await expect.element(radio('Light')).toHaveAttribute('aria-checked', 'true');
  await expect.element(radio('Dark')).toHaveAttribute('aria-checked', 'false');
  await userEvent.keyboard('d{Enter}');
  await expectClosed();
  expect(onTheme).toHaveBeenCalledExactlyOnceWith('dark');
  await expect.element(trigger).toHaveFocus();
});

test('an icon-only trigger is named by its label', async () => {
  await render(<Menu label="Actions" iconOnly icon="refresh" entries={entries({})} />);
  await expect.element(trigger).toHaveAttribute('title', 'Actions');
});

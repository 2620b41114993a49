import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { CheckOption } from './check-list';
import { CheckPopover } from './check-popover';

const states: CheckOption[] = [
  { value: 'running', label: 'Running' },
  { value: 'stopped', label: 'Stopped' },
  { value: 'starting', label: 'Starting' },
];
const many: CheckOption[] = Array.from({ length: 13 }, (_, at) => ({
  value: `lb-${at}`,
  label: `edge-${at}`,
  hint: `lb-${at}`,
}));

type Props = { options?: CheckOption[]; onChange?: (selected: string[]) => void };

function Filter({ options = states, onChange = () => {} }: Props) {
  const [selected, setSelected] = useState(['running']);
  return (
    <CheckPopover
      label="Status"
      name="Filter by status"
      options={options}
      selected={selected}
      onSelectedChange={(next) => {
        setSelected(next);
        onChange(next);
      }}
      searchWords={{ label: 'Search', none: 'No matches' }}
      renderFooter={(hide) => (
        <button type="button" onClick={hide}>
          Done
        </button>
      )}
    />
  );
}

const trigger = page.getByRole('button', { name: 'Status' });
const dialog = page.getByRole('dialog', { name: 'Filter by status' });
const box = (name: string) => page.getByRole('checkbox', { name });

test('opens with the focus on the first box, in a group with a name', async () => {
  await render(<Filter />);
  await trigger.click();
  await expect.element(dialog.getByRole('group', { name: 'Filter by status' })).toBeVisible();
  await expect.element(box('Running')).toHaveFocus();
  await expect.element(box('Running')).toBeChecked();
  await expect.element(box('Stopped')).not.toBeChecked();
});

test('the arrows cycle through the boxes and what is below them, and Space selects', async () => {
  const onChange = vi.fn<(selected: string[]) => void>();
  await render(<Filter onChange={onChange} />);
  await trigger.click();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(box('Stopped')).toHaveFocus();
  await userEvent.keyboard(' ');
  expect(onChange).toHaveBeenLastCalledWith(['running', 'stopped']);
  await userEvent.keyboard('{ArrowUp} ');
  expect(onChange).toHaveBeenLastCalledWith(['stopped']);
  await userEvent.keyboard('{ArrowUp}');
  await expect.element(page.getByRole('button', { name: 'Done' })).toHaveFocus();
});

test('Escape and the button below close it, and the focus goes back', async () => {
  await render(<Filter />);
  await trigger.click();
  await expect.element(dialog).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(trigger).toHaveFocus();
  await trigger.click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
});

test('more than twelve have a search by name or ID, which says when nothing matches', async () => {
  await render(<Filter options={many} />);
  await trigger.click();
  const search = page.getByRole('searchbox', { name: 'Search' });
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard('LB-12');
  await expect.element(box('edge-12')).toBeVisible();
  expect(page.getByRole('checkbox').all()).toHaveLength(1);
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(box('edge-12')).toHaveFocus();
  await search.fill('nowhere');
  await expect.element(page.getByText('No matches')).toBeVisible();
});

test('a few have no search box', async () => {
  await render(<Filter />);
  await trigger.click();
  await expect.element(box('Running')).toBeVisible();
  expect(page.getByRole('searchbox').all()).toHaveLength(0);
});

import { useEffect, useState } from 'react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { inputMethod } from '@/components/testing/input-method';
import { Combobox } from './combobox';
import type { ComboboxItem } from './combobox-types';
import { keepKeysOfInputMethods } from './input-method';

const fruit: ComboboxItem[] = [
  { value: 'f-1', label: 'Apple', id: 'f-1' },
  { value: 'f-2', label: 'Banana', id: 'f-2', keywords: 'yellow' },
  { value: 'f-3', label: 'Cherry', id: 'f-3' },
];

type Props = { items?: ComboboxItem[]; begin?: string; takesTyped?: boolean; onBlur?: () => void };

function Fruit({ items = fruit, begin = '', takesTyped = false, onBlur = () => {} }: Props) {
  const [value, setValue] = useState(begin);
  useEffect(keepKeysOfInputMethods, []);
  return (
    <form aria-label="Order" onSubmit={(event) => event.preventDefault()}>
      <Combobox
        aria-label="Fruit"
        items={items}
        value={value}
        onValueChange={setValue}
        onBlur={onBlur}
        messages={{
          placeholder: 'Select a fruit',
          search: 'Name or ID',
          none: 'Nothing matches',
          more: (hidden) => `${hidden} more`,
          ...(takesTyped ? { takeTyped: (typed: string) => `Use ${typed}` } : {}),
        }}
      />
      <input aria-label="Next" />
    </form>
  );
}

const trigger = page.getByRole('combobox', { name: 'Fruit' });
const search = page.getByRole('combobox', { name: 'Name or ID' });
const options = page.getByRole('option');
const option = (name: string) => page.getByRole('option', { name });

/** The option that Enter takes. */
async function expectActive(name: string): Promise<void> {
  await expect.element(option(name)).toBeVisible();
  await expect.element(search).toHaveAttribute('aria-activedescendant', option(name).element().id);
}
async function expectClosed(): Promise<void> {
  await expect.element(page.getByRole('listbox')).not.toBeInTheDocument();
  await expect.element(trigger).toHaveAttribute('aria-expanded', 'false');
}
const focusTrigger = () => trigger.element().focus();

test('says that nothing is chosen, and opens at a press with the focus in its search box', async () => {
  await render(<Fruit />);
  await expect.element(trigger).toHaveTextContent('Select a fruit');
  await trigger.click();
  await expect.element(search).toHaveFocus();
  await expect.element(trigger).toHaveAttribute('aria-expanded', 'true');
  expect(options.all()).toHaveLength(3);
});

test('opens with what is typed on it, marks the first match, and Enter takes it', async () => {
  await render(<Fruit />);
  focusTrigger();
  await userEvent.keyboard('ban');
  await expect.element(search).toHaveValue('ban');
  expect(options.all()).toHaveLength(1);
  await expectActive('Banana');
  await userEvent.keyboard('{Enter}');
  await expect.element(trigger).toHaveTextContent('Banana');
  await expect.element(trigger).toHaveFocus();
  await expectClosed();
});

test.for([
  ['its name', 'CHERRY', 'Cherry'],
  ['its ID', 'f-2', 'Banana'],
  ['a word that is not shown', 'yellow', 'Banana'],
  ['several words in any order', 'f-3 che', 'Cherry'],
] as const)('finds an item by %s', async ([, typed, found]) => {
  await render(<Fruit />);
  await trigger.click();
  await search.fill(typed);
  await expect.element(option(found)).toBeVisible();
  expect(options.all()).toHaveLength(1);
});

test('the arrows go round the list, and the mark begins at what is chosen', async () => {
  await render(<Fruit begin="f-2" />);
  focusTrigger();
  await userEvent.keyboard('{ArrowDown}');
  await expectActive('Banana');
  await expect.element(option('Banana')).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{ArrowDown}');
  await expectActive('Cherry');
  await userEvent.keyboard('{ArrowDown}');
  await expectActive('Apple');
  await userEvent.keyboard('{ArrowUp}');
  await expectActive('Cherry');
  await userEvent.keyboard('{Enter}');
  await expect.element(trigger).toHaveTextContent('Cherry');
});

test('Enter takes an entry and does not submit the form', async () => {
  const submitted = vi.fn<() => void>();
  await render(
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-static-element-interactions -- hears what bubbles up
    <div onSubmit={submitted}>
      <Fruit />
    </div>,
  );
  focusTrigger();
  await userEvent.keyboard('a{Enter}');
  await expect.element(trigger).toHaveTextContent('Apple');
  expect(submitted).not.toHaveBeenCalled();
});

test('Escape leaves the list with what was chosen before', async () => {
  await render(<Fruit begin="f-1" />);
  focusTrigger();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Escape}');
  await expectClosed();
  await expect.element(trigger).toHaveFocus();
  await expect.element(trigger).toHaveTextContent('Apple');
});

test('Tab leaves the list without a choice and goes on to the next control', async () => {
  await render(<Fruit begin="f-1" />);
  focusTrigger();
  await userEvent.keyboard('cherry');
  await expectActive('Cherry');
  await userEvent.keyboard('{Tab}');
  await expectClosed();
  await expect.element(page.getByRole('textbox', { name: 'Next' })).toHaveFocus();
  await expect.element(trigger).toHaveTextContent('Apple');
});

test('a press on the box or elsewhere closes the list and changes nothing', async () => {
  await render(
    <>
      <h1>Elsewhere</h1>
      <Fruit />
    </>,
  );
  await trigger.click();
  await expect.element(options.first()).toBeVisible();
  await trigger.click();
  await expectClosed();
  await trigger.click();
  await expect.element(options.first()).toBeVisible();
  await page.getByRole('heading', { name: 'Elsewhere' }).click();
  await expectClosed();
  await expect.element(trigger).toHaveTextContent('Select a fruit');
});

test('a press takes an option, and the next time the search is blank', async () => {
  await render(<Fruit />);
  await trigger.click();
  await search.fill('cher');
  await option('Cherry').click();
  await expect.element(trigger).toHaveTextContent('Cherry');
  await expect.element(trigger).toHaveFocus();
  await trigger.click();
  await expect.element(search).toHaveValue('');
  expect(options.all()).toHaveLength(3);
});

test('says when nothing matches, and Enter then takes nothing', async () => {
  await render(<Fruit begin="f-1" />);
  focusTrigger();
  await userEvent.keyboard('zzz');
  await expect.element(page.getByRole('status')).toHaveTextContent('Nothing matches');
  await userEvent.keyboard('{Enter}{ArrowDown}');
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(trigger).toHaveTextContent('Apple');
});

test('offers what was typed as it is, where that is allowed', async () => {
  await render(<Fruit takesTyped />);
  await trigger.click();
  await search.fill(' f-77 ');
  await option('Use f-77').click();
  await expect.element(trigger).toHaveTextContent('f-77');
});

test('a whole ID that is typed is the listed item, not a value of its own', async () => {
  await render(<Fruit takesTyped />);
  focusTrigger();
  await userEvent.keyboard('f-2');
  await expectActive('Banana');
  expect(options.all()).toHaveLength(1);
  await userEvent.keyboard('{Enter}');
  await expect.element(trigger).toHaveTextContent('Banana');
});

test('lists a hundred items at most and says how many more there are', async () => {
  const items = Array.from({ length: 130 }, (_, at) => ({ value: `v${at}`, label: `Item ${at}` }));
  await render(<Fruit items={items} />);
  await trigger.click();
  await expect.element(page.getByText('30 more')).toBeVisible();
  expect(document.querySelectorAll('[role="option"]')).toHaveLength(100);
});

test('while a word is composed, its keys neither move, take nor close', async () => {
  await render(<Fruit />);
  const ime = inputMethod();
  await trigger.click();
  await expect.element(search).toHaveFocus();
  await ime.compose('an');
  await expectActive('Banana');
  await userEvent.keyboard('{ArrowDown}{Enter}{Escape}');
  await expect.element(search).toHaveFocus();
  await ime.commit('ban');
  await userEvent.keyboard('{Enter}');
  await expect.element(trigger).toHaveTextContent('Banana');
});

test('is left only when the focus is neither on the box nor in the list', async () => {
  const left = vi.fn<() => void>();
  await render(<Fruit onBlur={left} />);
  await trigger.click();
  await expect.element(search).toHaveFocus();
  expect(left).not.toHaveBeenCalled();
  await userEvent.keyboard('{Escape}');
  await expect.element(trigger).toHaveFocus();
  await userEvent.keyboard('{Tab}');
  expect(left).toHaveBeenCalled();
});

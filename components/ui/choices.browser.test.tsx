import { useState, type ComponentType } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Checkbox, CheckboxField, CheckboxGroup } from './checkbox';
import type { ChoiceProps } from './choice';
import { RadioList } from './radio-list';
import { Segmented } from './segmented';
import { Select } from './select';
import { Switch } from './switch';

/** One of a few, on or off, some of several: the small controls. */

type Size = 'small' | 'large' | 'huge' | '';
type Choice = ComponentType<ChoiceProps<Size> & { options: readonly { value: Size; label: string }[] }>;

const sizes = [
  { value: 'small', label: 'Small' },
  { value: 'large', label: 'Large' },
  { value: 'huge', label: 'Huge' },
] as const;

const radio = (name: string) => page.getByRole('radio', { name });

describe.each<{ name: string; Component: Choice }>([
  { name: 'Segmented', Component: Segmented<Size> },
  { name: 'RadioList', Component: RadioList<Size> },
])('$name', ({ Component }) => {
  function Sizes({ begin, focusOn }: { begin: Size; focusOn?: (node: HTMLInputElement | null) => void }) {
    const [value, setValue] = useState<Size>(begin);
    return (
      <>
        <span id="label">Size</span>
        <Component
          aria-labelledby="label"
          name="size"
          value={value}
          onValueChange={setValue}
          options={sizes}
          {...(focusOn && { inputRef: focusOn })}
        />
      </>
    );
  }

  test('is a radio group with the name of its label', async () => {
    await render(<Sizes begin="large" />);
    await expect.element(page.getByRole('radiogroup', { name: 'Size' })).toBeVisible();
    await expect.element(radio('Large')).toBeChecked();
  });

  test('is one stop of Tab; the arrows choose, and go round', async () => {
    await render(<Sizes begin="large" />);
    await userEvent.tab();
    await expect.element(radio('Large')).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(radio('Huge')).toBeChecked();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(radio('Small')).toBeChecked();
    await expect.element(radio('Small')).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(radio('Huge')).toBeChecked();
    await userEvent.tab();
    expect(document.activeElement).toBe(document.body);
  });

  test('a click on its text chooses', async () => {
    await render(<Sizes begin="" />);
    expect(page.getByRole('radio', { checked: true }).all()).toHaveLength(0);
    await page.getByText('Huge').click();
    await expect.element(radio('Huge')).toBeChecked();
  });

  test.for([
    ['on the one that is chosen', 'huge', 'Huge'],
    ['on the first where none is chosen', '', 'Small'],
  ] as const)('an error summary puts the focus %s', async ([, begin, name]) => {
    const focusOn = vi.fn<(node: HTMLInputElement | null) => void>();
    await render(<Sizes begin={begin} focusOn={focusOn} />);
    expect(focusOn).toHaveBeenCalledExactlyOnceWith(radio(name).element());
  });
});

test('a select offers its placeholder for nothing, and takes a choice', async () => {
  const chosen = vi.fn<(value: string) => void>();
  await render(
    <Select
      aria-label="Size"
      placeholder="Select a size"
      options={[{ value: 'l', label: 'Large' }]}
      defaultValue=""
      onChange={(event) => chosen(event.target.value)}
    />,
  );
  const select = page.getByRole('combobox', { name: 'Size' });
  await expect.element(select).toHaveDisplayValue('Select a size');
  await select.selectOptions('Large');
  expect(chosen).toHaveBeenCalledExactlyOnceWith('l');
  await expect.element(select).toHaveDisplayValue('Large');
});

test('typing on a select chooses by its first letters', async () => {
  await render(
    <Select
      aria-label="Region"
      placeholder="Select"
      options={['cn-beijing', 'cn-hangzhou', 'cn-shanghai'].map((value) => ({ value, label: value }))}
    />,
  );
  await userEvent.tab();
  await userEvent.keyboard('cn-hang');
  await expect.element(page.getByRole('combobox')).toHaveValue('cn-hangzhou');
});

test('a switch says whether it is on, and Space and a press turn it', async () => {
  await render(<Switch aria-label="Access control" />);
  const toggle = page.getByRole('switch', { name: 'Access control' });
  await expect.element(toggle).not.toBeChecked();
  await userEvent.tab();
  await expect.element(toggle).toHaveFocus();
  await userEvent.keyboard(' ');
  await expect.element(toggle).toBeChecked();
  await toggle.click();
  await expect.element(toggle).not.toBeChecked();
});

test('a box of which some are selected is neither on nor off, and a press selects all', async () => {
  const all = vi.fn<(on: boolean) => void>();
  await render(<Checkbox aria-label="All" indeterminate onChange={(event) => all(event.target.checked)} />);
  const box = page.getByRole('checkbox', { name: 'All' });
  await expect.element(box).toBePartiallyChecked();
  await box.click();
  expect(all).toHaveBeenCalledExactlyOnceWith(true);
});

test('checkboxes are in a named group, and a click on the text of one selects it', async () => {
  await render(
    <CheckboxGroup aria-labelledby="codes">
      <span id="codes">Success codes</span>
      <CheckboxField label="2xx" defaultChecked />
      <CheckboxField label="3xx" />
    </CheckboxGroup>,
  );
  const group = page.getByRole('group', { name: 'Success codes' });
  await group.getByText('3xx').click();
  await expect.element(group.getByRole('checkbox', { name: '2xx' })).toBeChecked();
  await expect.element(group.getByRole('checkbox', { name: '3xx' })).toBeChecked();
});

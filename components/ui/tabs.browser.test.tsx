import { useState } from 'react';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { page, userEvent } from 'vitest/browser';
import { Tabs } from './tabs';

const tabs = ['One', 'Two', 'Three'].map((label) => ({ value: label.toLowerCase(), label }));

function Views() {
  const [value, setValue] = useState('one');
  return (
    <Tabs label="Numbers" tabs={tabs} value={value} onValueChange={setValue}>
      <p>{value}</p>
      <button type="button">after</button>
    </Tabs>
  );
}

const tab = (name: string) => page.getByRole('tab', { name });

test('arrow keys, Home and End choose a tab and carry the focus; Tab goes on into its panel', async () => {
  await render(<Views />);
  tab('One').element().focus();
  for (const [key, name] of [
    ['ArrowRight', 'Two'],
    ['End', 'Three'],
    ['ArrowRight', 'One'],
    ['ArrowLeft', 'Three'],
    ['Home', 'One'],
  ] as const) {
    await userEvent.keyboard(`{${key}}`);
    await expect.element(tab(name)).toHaveFocus();
    await expect.element(tab(name)).toHaveAttribute('aria-selected', 'true');
    await expect.element(page.getByRole('tabpanel', { name })).toHaveTextContent(name.toLowerCase());
  }
  await userEvent.keyboard('{Tab}');
  await expect.element(page.getByRole('button', { name: 'after' })).toHaveFocus();
});

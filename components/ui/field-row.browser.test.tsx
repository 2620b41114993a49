import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { FieldRow } from './field-row';
import { Segmented } from './segmented';
import { TextInput } from './text-input';

const input = page.getByRole('textbox', { name: 'Port', exact: true });

test('the label names the control, and a press on it leads there', async () => {
  await render(
    <FieldRow id="port" label="Port">
      {(aria) => <TextInput {...aria} />}
    </FieldRow>,
  );
  await page.getByText('Port').click();
  await expect.element(input).toHaveFocus();
  await expect.element(input).not.toHaveAttribute('aria-describedby');
  await expect.element(input).not.toHaveAttribute('aria-invalid');
});

test('the control is described by its error first, then its warning, its hint and its range', async () => {
  await render(
    <FieldRow id="port" label="Port" bad="Enter a port" warn="In use" hint="As on the server" range="1–65535">
      {(aria) => <TextInput {...aria} />}
    </FieldRow>,
  );
  await expect.element(input).toHaveAccessibleDescription('Enter a port In use As on the server 1–65535');
  await expect.element(input).toHaveAttribute('aria-invalid', 'true');
});

test('a warning alone does not make the value wrong', async () => {
  await render(
    <FieldRow id="port" label="Port" warn="In use">
      {(aria) => <TextInput {...aria} />}
    </FieldRow>,
  );
  await expect.element(input).toHaveAccessibleDescription('In use');
  await expect.element(input).not.toHaveAttribute('aria-invalid');
});

test('several controls are a group with the name and the error of the row', async () => {
  await render(
    <FieldRow group id="size" label="Size" bad="Select one">
      {(aria) => (
        <Segmented
          {...aria}
          name="size"
          value=""
          onValueChange={() => {}}
          options={[{ value: '', label: 'Any' }]}
        />
      )}
    </FieldRow>,
  );
  const group = page.getByRole('radiogroup', { name: 'Size' });
  await expect.element(group).toHaveAccessibleDescription('Select one');
});

test('a number is typed with digits, and its unit is part of neither value nor name', async () => {
  await render(
    <FieldRow id="port" label="Port">
      {(aria) => <TextInput {...aria} numeric unit="TCP" defaultValue="443" />}
    </FieldRow>,
  );
  await expect.element(input).toHaveValue('443');
  await expect.element(input).toHaveAttribute('inputmode', 'numeric');
  await expect.element(page.getByText('TCP')).toBeVisible();
});

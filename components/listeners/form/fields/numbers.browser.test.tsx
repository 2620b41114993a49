import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import {
  expectFieldError,
  expectNoFieldError,
  field,
  renderCreateForm,
  toggle,
  unfoldAdvanced,
} from '@/components/listeners/form/testing/create-form';

const numbers: { name: string; min: number; max: number; show?: () => Promise<void> }[] = [
  { name: 'Listener port', min: 1, max: 65_535 },
  { name: 'Bandwidth, Mbit/s', min: 1, max: 5000 },
  { name: 'Backend port', min: 1, max: 65_535 },
  { name: 'Check port', min: 1, max: 65_535 },
  { name: 'Timeout', min: 1, max: 300 },
  { name: 'Interval', min: 1, max: 50 },
  { name: 'Healthy threshold', min: 2, max: 10 },
  { name: 'Unhealthy threshold', min: 2, max: 10 },
  {
    name: 'Persistence timeout',
    min: 1,
    max: 3600,
    show: async () => {
      await unfoldAdvanced();
      await toggle('Session persistence').click();
    },
  },
  { name: 'Established timeout', min: 10, max: 900, show: unfoldAdvanced },
];

test.for(numbers)('$name accepts whole numbers from $min to $max only', async ({ name, min, max, show }) => {
  await renderCreateForm();
  await show?.();
  const control = field(name);
  await expect.element(control).toBeVisible();
  await control.fill('0');
  await userEvent.tab();
  for (const wrong of [String(min - 1), String(max + 1), '-5', '99999999999999999999']) {
    await control.fill(wrong);
    await expectFieldError(control, `Enter a number from ${min} to ${max}`);
  }
  for (const wrong of [`${min}.5`, `${max}.0`, 'many', '1e1', '0x10', '1,0']) {
    await control.fill(wrong);
    await expectFieldError(control, `Enter a whole number from ${min} to ${max}, in digits only`);
  }
  for (const right of [String(min), String(max), ` 0${max} `]) {
    await control.fill(right);
    await expectNoFieldError(control);
  }
});

import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/sluice';
import {
  bandwidth,
  choice,
  EDGE,
  expectCreated,
  expectFieldError,
  expectNoFieldError,
  field,
  fill,
  fillRequired,
  list,
  openForm,
  receivedCreations,
  submit,
  summary,
  tick,
  toggle,
  unfoldAdvanced,
} from '../verbs/form';

/** What a blank form lacks: the text of the summary's link, and its target. */
const missing: { label: string; words: string; control: (page: Page) => Locator }[] = [
  { label: 'Region', words: 'Select a region', control: (page) => list(page, 'Region') },
  {
    label: 'Instance',
    words: 'Select an instance, or enter its ID',
    control: (page) => list(page, 'Instance'),
  },
  {
    label: 'Listener port',
    words: 'Enter a whole number from 1 to 65535',
    control: (page) => field(page, 'Listener port'),
  },
  { label: 'Bandwidth', words: 'Enter Mbit/s: a whole number from 1 to 5000', control: bandwidth },
  {
    label: 'Backend port',
    words: 'Enter a whole number from 1 to 65535',
    control: (page) => field(page, 'Backend port'),
  },
];

test('a blank submit focuses a summary with one link per error, with the field’s message, and sends nothing', async ({
  page,
  sandbox,
}) => {
  await openForm(page);
  await submit(page);
  await expect(summary(page)).toBeFocused();
  await expect(summary(page).getByRole('heading')).toHaveText('Fix 5 fields to create this listener');
  await expect(summary(page).getByRole('link')).toHaveText(
    missing.map(({ label, words }) => `${label}: ${words}`),
  );
  for (const { label, words, control } of missing) {
    await expectFieldError(control(page), words);
    await summary(page)
      .getByRole('link', { name: `${label}: ${words}`, exact: true })
      .click();
    await expect(control(page)).toBeFocused();
    await expect(control(page)).toBeInViewport();
  }
  await expect(page.getByRole('status', { name: 'Remaining' })).toContainText('5 errors remaining');
  expect(await receivedCreations(sandbox)).toEqual([]);
});

test('the summary loses an error as soon as it is mended, also by another choice, and goes with the last one', async ({
  page,
}) => {
  await openForm(page, EDGE);
  await submit(page);
  await expect(summary(page).getByRole('link')).toHaveCount(3);
  await fill(page, 'Listener port', '80');
  await expect(summary(page).getByRole('link')).toHaveCount(2);
  await choice(page, 'Unlimited').check();
  await expect(summary(page).getByRole('link')).toHaveCount(1);
  await fill(page, 'Backend port', '80');
  await expect(summary(page)).toHaveCount(0);
});

test('a field shows no error before it is first left, then validates each key', async ({ page }) => {
  await openForm(page, EDGE);
  const port = field(page, 'Listener port');
  await port.focus();
  await page.keyboard.type('x');
  await expectNoFieldError(port);
  await port.blur();
  await expectFieldError(port, 'Enter a whole number from 1 to 65535, in digits only');
  await port.focus();
  await page.keyboard.press('Backspace');
  await expectFieldError(port, 'Enter a whole number from 1 to 65535');
  await page.keyboard.type('8');
  await expectNoFieldError(port);
  await page.keyboard.type('8888888');
  await expectFieldError(port, 'Enter a number from 1 to 65535');
  // The fields that were not left yet say nothing still.
  await expectNoFieldError(bandwidth(page));
  await expectNoFieldError(field(page, 'Backend port'));
});

test('leaving a blank required field says what to enter', async ({ page }) => {
  await openForm(page);
  await list(page, 'Instance').focus();
  await page.keyboard.press('Tab');
  await expectFieldError(list(page, 'Instance'), 'Select an instance, or enter its ID');
});

/** Each number field: its bounds, and how to get to it. */
const numbers: { name: string; min: number; max: number; show?: (page: Page) => Promise<void> }[] = [
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
    show: async (page) => {
      await unfoldAdvanced(page);
      await toggle(page, 'Session persistence').check();
    },
  },
  { name: 'Established timeout', min: 10, max: 900, show: unfoldAdvanced },
];

for (const { name, min, max, show } of numbers) {
  test(`${name} takes ${min} to ${max} and nothing beside, below or between`, async ({ page }) => {
    await openForm(page, EDGE);
    await show?.(page);
    const control = field(page, name);
    for (const wrong of [String(min - 1), String(max + 1), '-5', '99999999999999999999']) {
      await control.fill(wrong);
      await control.blur();
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
}

test('texts are validated by their characters and by code points', async ({ page }) => {
  await openForm(page, EDGE);
  const description = field(page, 'Description');
  await description.fill('no, comma');
  await description.blur();
  await expectFieldError(description, 'Use letters, digits, Chinese characters, spaces and - / . _ only');
  // An ideograph of two code units counts as one.
  await description.fill('𠮷'.repeat(80));
  await expectNoFieldError(description);
  await expect(page.getByText('80 of 80')).toBeVisible();
  await description.fill('𠮷'.repeat(81));
  await expectFieldError(description, 'Shorten it to 80 characters');

  await choice(page, 'HTTP HEAD').check();
  const path = field(page, 'Path');
  await path.focus();
  await path.blur();
  await expectFieldError(path, 'Enter the health check path, such as /healthz');
  await path.fill('healthz');
  await expectFieldError(path, 'Start the path with /');
  await path.fill('/a b');
  await expectFieldError(path, 'Use letters, digits and - / . % # & ? only');
  await path.fill(`/${'a'.repeat(80)}`);
  await expectFieldError(path, 'Shorten it to 80 characters');
  await path.fill(`/${'a'.repeat(79)}`);
  await expectNoFieldError(path);

  const domain = field(page, 'Domain');
  await domain.fill('under_score');
  await domain.blur();
  await expectFieldError(domain, 'Use letters, digits, hyphens and periods only, or $_ip');
  await domain.fill('$_ip');
  await expectNoFieldError(domain);

  await tick(page, '2xx').uncheck();
  await submit(page);
  await expect(summary(page).getByRole('link', { name: 'Success codes: Select at least one' })).toBeVisible();
});

test('the error in a folded group is unfolded by the submit, and its link leads there', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await unfoldAdvanced(page);
  await fill(page, 'Established timeout', '9');
  await page.getByRole('region', { name: 'Advanced' }).getByRole('button', { name: 'Hide' }).click();
  await expect(field(page, 'Established timeout')).toBeHidden();
  await submit(page);
  await expect(summary(page)).toBeFocused();
  await expectFieldError(field(page, 'Established timeout'), 'Enter a number from 10 to 900');
  await summary(page).getByRole('link').click();
  await expect(field(page, 'Established timeout')).toBeFocused();
  expect(await receivedCreations(sandbox)).toEqual([]);
  await page.keyboard.type('0');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.type('90');
  await page.keyboard.press('Enter');
  await expectCreated(page, { port: '7001' });
});

test('the section index counts what is wrong and what is left, and leads to the group', async ({ page }) => {
  await openForm(page, EDGE);
  const index = page.getByRole('navigation', { name: 'Sections' });
  await expect(index.getByRole('link', { name: 'Listener' })).toContainText('2 required');
  await expect(index.getByRole('link', { name: 'Health check' })).toContainText('Defaults');
  await submit(page);
  await expect(index.getByRole('link', { name: 'Listener' })).toContainText('2 errors');
  await fillRequired(page);
  await expect(index.getByRole('link', { name: 'Listener' })).toContainText('Complete');
  await index.getByRole('link', { name: 'Advanced' }).click();
  await expect(field(page, 'Established timeout')).toBeInViewport();
});

import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/sluice';
import {
  bandwidth,
  EDGE,
  expectCreated,
  expectFieldError,
  field,
  fill,
  fillRequired,
  list,
  openForm,
  receivedCreations,
  submit,
  summary,
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

test('an error in a collapsed group is expanded by the submit, and its link leads there', async ({
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

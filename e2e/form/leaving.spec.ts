import type { Dialog, Page } from '@playwright/test';
import { expect, test } from '../support/sluice';
import {
  bandwidth,
  expectCreated,
  field,
  fill,
  fillExample,
  fillRequired,
  list,
  openForm,
  submit,
  toggle,
} from '../verbs/form';

const heading = (page: Page) => page.getByRole('heading', { name: 'Listeners', level: 1 });
const question = (page: Page) => page.getByRole('alertdialog', { name: 'Discard this listener?' });

/** From the list, as an operator comes; the list may be what is shown. */
async function openFromList(page: Page): Promise<void> {
  if (!(await heading(page).isVisible())) await page.goto('/listeners');
  await page.getByRole('link', { name: 'Create listener' }).first().click();
  await expect(field(page, 'Listener port')).toBeVisible();
}

/** The types of the browser's own dialogs, as they open; each is dismissed, so the page stays. */
function browserQuestions(page: Page): string[] {
  const questions: string[] = [];
  page.on('dialog', (dialog: Dialog) => {
    questions.push(dialog.type());
    void dialog.dismiss();
  });
  return questions;
}

const ways: { words: string; go: (page: Page) => Promise<unknown> }[] = [
  {
    words: 'a link of the navigation',
    go: (page) =>
      page
        .getByRole('navigation', { name: 'Main' })
        .getByRole('link', { name: 'Listeners', exact: true })
        .click(),
  },
  {
    words: 'the path above the title',
    go: (page) => page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link').click(),
  },
  {
    words: 'the palette',
    go: async (page) => {
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('combobox', { name: 'Search or run a command' })).toBeFocused();
      await page.keyboard.type('Listeners');
      await page.keyboard.press('Enter');
    },
  },
  { words: 'Cancel', go: (page) => page.getByRole('button', { name: 'Cancel' }).click() },
  { words: 'back', go: (page) => page.evaluate(() => window.history.back()) },
];

test('leaving with changes asks once: staying keeps everything, leaving leaves', async ({ page }) => {
  const questions = browserQuestions(page);
  for (const { words, go } of ways)
    await test.step(`by ${words}`, async () => {
      await openFromList(page);
      await list(page, 'Region').selectOption('cn-hangzhou');
      await fill(page, 'Listener port', '7001');
      await toggle(page, 'Access control').check();

      await go(page);
      await expect(question(page)).toContainText('Your input will be lost.');
      await expect(question(page).getByRole('button', { name: 'Keep editing' })).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(question(page)).toHaveCount(0);
      await expect(page).toHaveURL(/\/listeners\/new/);
      await expect(field(page, 'Listener port')).toHaveValue('7001');
      await expect(list(page, 'Region')).toHaveValue('cn-hangzhou');
      await expect(toggle(page, 'Access control')).toBeChecked();

      await go(page);
      await question(page).getByRole('button', { name: 'Discard' }).click();
      await expect(heading(page)).toBeVisible();
      await expect(page).not.toHaveURL(/\/listeners\/new/);
      await expect(question(page)).toHaveCount(0);
      expect(questions).toEqual([]);
    });
});

test('leaving without changes never asks', async ({ page }) => {
  const questions = browserQuestions(page);
  for (const { words, go } of ways)
    await test.step(`by ${words}`, async () => {
      await openFromList(page);
      // Viewed, typed and reverted: nothing to lose.
      await fill(page, 'Listener port', '7');
      await fill(page, 'Listener port', '');
      await go(page);
      await expect(heading(page)).toBeVisible();
      expect(questions).toEqual([]);
    });
});

test('reloading or closing with changes asks through the browser, without changes not at all', async ({
  page,
}) => {
  const questions = browserQuestions(page);
  await openForm(page);
  await page.reload();
  await list(page, 'Region').selectOption('cn-hangzhou');
  await list(page, 'Region').selectOption('');
  await page.reload();
  expect(questions).toEqual([]);

  await fill(page, 'Description', 'kept');
  await page.evaluate(() => window.location.reload());
  await expect.poll(() => questions).toEqual(['beforeunload']);
  await expect(field(page, 'Description')).toHaveValue('kept');
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => questions).toEqual(['beforeunload', 'beforeunload']);
  await expect(field(page, 'Description')).toHaveValue('kept');
});

test('a link opened in a new tab asks nothing', async ({ page, context }) => {
  await openForm(page);
  await fill(page, 'Listener port', '7001');
  const opened = context.waitForEvent('page');
  await page
    .getByRole('navigation', { name: 'Breadcrumb' })
    .getByRole('link')
    .click({ modifiers: ['ControlOrMeta'] });
  // Closed while it loads, it can take the page that opened it along: both are of one process.
  const tab = await opened;
  await tab.waitForLoadState();
  await tab.close();
  await expect(question(page)).toHaveCount(0);
  await expect(field(page, 'Listener port')).toHaveValue('7001');
});

test('after the creation nothing asks: back leads to a blank form, and from there to the list', async ({
  page,
}) => {
  const questions = browserQuestions(page);
  await openFromList(page);
  await fillExample(page);
  await submit(page);
  await expectCreated(page, { port: '80' });
  await page.goBack();
  await expect(page).toHaveURL(/\/listeners\/new$/);
  await expect(field(page, 'Listener port')).toHaveValue('');
  await expect(list(page, 'Region')).toHaveValue('');
  await page.goBack();
  await expect(heading(page)).toBeVisible();
  await expect(question(page)).toHaveCount(0);
  await page.reload();
  expect(questions).toEqual([]);
});

test('back from a form in a tab of its own leads to the list once it is confirmed', async ({
  page,
  context,
}) => {
  await page.goto('/listeners');
  const opened = context.waitForEvent('page');
  await page
    .getByRole('link', { name: 'Create listener' })
    .first()
    .click({ modifiers: ['ControlOrMeta'] });
  const tab = await opened;
  await fillRequired(tab);
  await tab.evaluate(() => window.history.back());
  await question(tab).getByRole('button', { name: 'Keep editing' }).click();
  await expect(bandwidth(tab)).toHaveValue('5');
  await tab.evaluate(() => window.history.back());
  await question(tab).getByRole('button', { name: 'Discard' }).click();
  await expect(heading(tab)).toBeVisible();
});

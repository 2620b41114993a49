import { join } from 'node:path';
import Database from 'libsql';
import { launch, temporaryFolder } from './support/launcher';
import { expect, test } from './support/sluice';
import { axeFindings, eachFace } from './verbs/axe';

// Pages are checked by axe twice, and one test starts a Sluice of its own.
test.describe.configure({ timeout: 120_000 });

test('the front page is the list, and the frame of every page says what exists and that this is the sandbox', async ({
  page,
}) => {
  await test.step('the front page is the list', async () => {
    await page.goto('/');
    await expect(page).toHaveURL(/\/listeners/);
    await expect(page.getByRole('heading', { name: 'Listeners', level: 1 })).toBeVisible();
  });

  await test.step('the navigation shows only what exists', async () => {
    await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveText([
      'Sluice',
      'Listeners',
      'Runs',
      'Activity',
    ]);
  });

  await test.step('the header says on every page that this is the sandbox, and that it may be written to', async () => {
    for (const address of ['/listeners', '/listeners/new', '/no/such/page']) {
      await page.goto(address);
      await expect(page.getByRole('banner')).toContainText('Sandbox read and write');
    }
    await expect(page.getByRole('navigation', { name: 'Main' })).toContainText('No calls reach the cloud');
  });
});

test('a page that is not there says so, in the frame and look of the others', async ({
  page,
  context,
  sluice,
}) => {
  const answer = await page.goto('/no/such/page');
  expect(answer?.status()).toBe(404);
  await expect(page).toHaveTitle('Page not found · Sluice');
  await expect(page.getByRole('heading', { name: 'Page not found', level: 1 })).toBeVisible();
  // Drawn by our own style sheet and face, which the policy let through.
  await page.evaluate(() => document.fonts.ready);
  expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toMatch(/^"?plexSans/);
  expect(await page.evaluate(() => [...document.fonts].some(({ status }) => status === 'loaded'))).toBe(true);
  await eachFace(context, sluice.url, async (face) => {
    await page.goto('/no/such/page');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await axeFindings(page, face), face).toEqual([]);
  });
  await page.goto('/no/such/page');
  await page.getByRole('main').getByRole('link').click();
  await expect(page).toHaveURL(/\/listeners/);
});

test('a page that is not there is written by the server: it can be read, and Tab finds its links, before any script has run', async ({
  browser,
  sluice,
}) => {
  const context = await browser.newContext({ baseURL: sluice.url, javaScriptEnabled: false });
  const page = await context.newPage();
  const answer = await page.goto('/no/such/page');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'Page not found', level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to main content' })).toBeFocused();
  await context.close();
});

test('a page that fails internally says so with its number, reveals no cause, and can be retried', async ({
  browser,
}) => {
  const data = await temporaryFolder();
  const launched = launch({ SLUICE_DATA_DIR: data.path });
  const outcome = await launched.outcome;
  if (outcome.kind === 'ended') throw new Error(`It did not start:\n${outcome.output}`);
  const context = await browser.newContext({ baseURL: outcome.url });
  const page = await context.newPage();
  // A broken database is what no code of ours expects.
  const database = new Database(join(data.path, 'sluice.db'));
  try {
    database.exec('ALTER TABLE activity RENAME TO away');
    await eachFace(context, outcome.url, async (face) => {
      await page.goto('/activity');
      await expect(page.getByRole('button', { name: /^(Retry|重试)$/ })).toBeVisible();
      expect(await axeFindings(page, face), face).toEqual([]);
    });
    await context.clearCookies();
    await page.goto('/activity');
    await expect(page.getByRole('heading', { name: 'This page could not be shown', level: 1 })).toBeVisible();
    await expect(page.getByRole('main')).toContainText('check the list before retrying');
    await expect(page.getByRole('main')).toContainText(/Error \d+/);
    expect(await page.content()).not.toMatch(/no such table|sqlite|sluice\.db/i);

    database.exec('ALTER TABLE away RENAME TO activity');
    await page.getByRole('button', { name: 'Retry' }).click();
    await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible();
  } finally {
    database.close();
    await context.close();
    await launched.stop();
    await data.remove();
  }
});

import { expect, inDatabase, test } from './support/team';
import { chooseInstance, EDGE, field, fillRequired, submit } from './verbs/form';
import { acceptLink, signIn, typePassword } from './verbs/sign-in';

test.use({ teamName: 'expiry' });

const ADMIN = 'ada@example.com';

test.beforeAll(async ({ browser, team }) => {
  const page = await browser.newPage({ ignoreHTTPSErrors: true, locale: 'en-US' });
  await acceptLink(page, await team.setUpLink(), { name: 'Ada', email: ADMIN });
  await page.waitForURL(/\/listeners(?:\?|$)/);
  await page.close();
});

test('a session that ends in mid-form keeps what was typed, and goes on after signing in', async ({
  page,
  context,
  team,
}) => {
  await signIn(page, ADMIN);
  await page.goto('/listeners/new');
  await chooseInstance(page, EDGE);
  await fillRequired(page, '7001');
  inDatabase(team.dataDir, (database) => database.exec('delete from sessions'));
  await submit(page);

  const dialog = page.getByRole('alertdialog', { name: 'Your session has ended' });
  await expect(dialog.getByText('Your last request was not executed.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(dialog.getByText('You are not signed in yet.')).toBeVisible();
  const opened = context.waitForEvent('page');
  await dialog.getByRole('link', { name: 'Sign in in a new tab' }).click();
  const tab = await opened;
  await typePassword(tab, ADMIN);
  await expect(tab.getByRole('heading', { name: 'You are signed in' })).toBeVisible();
  await tab.close();

  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(dialog).toBeHidden();
  await expect(field(page, 'Listener port')).toHaveValue('7001');
  await submit(page);
  await page.waitForURL(/\/listeners(?:\?|$)/);
  await expect(page.getByRole('row').filter({ hasText: '7001' }).first()).toBeVisible();
});

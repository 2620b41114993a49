import { totp } from '@/lib/auth/testing/totp';
import { expect, inDatabase, test } from './support/team';
import { axeFindings } from './verbs/axe';
import { acceptLink, PASSWORD, signIn, typePassword } from './verbs/sign-in';

test.describe.configure({ mode: 'serial' });
test.use({ teamName: 'second factor' });

const ADMIN = 'ada@example.com';
const NEXT_PASSWORD = 'another horse, no battery';

test.beforeAll(async ({ browser, team }) => {
  const page = await browser.newPage({ ignoreHTTPSErrors: true, locale: 'en-US' });
  await acceptLink(page, await team.setUpLink(), { name: 'Ada', email: ADMIN });
  await page.waitForURL(/\/listeners(?:\?|$)/);
  await page.close();
});

test('changing the password ends the other sessions, and keeps this one', async ({ page, browser, team }) => {
  await signIn(page, ADMIN);
  const elsewhere = await browser.newPage({ ignoreHTTPSErrors: true, locale: 'en-US', baseURL: team.url });
  await signIn(elsewhere, ADMIN);
  await page.getByRole('button', { name: `Signed in as ${ADMIN}` }).click();
  await page.getByRole('menuitem', { name: 'Profile' }).click();
  await page.getByRole('textbox', { name: 'New password' }).fill(NEXT_PASSWORD);
  await page.getByRole('textbox', { name: 'Current password' }).first().fill('not the password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Incorrect password.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Current password' }).first().fill(PASSWORD);
  await page.getByRole('textbox', { name: 'New password' }).fill(NEXT_PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Password changed. All other sessions have ended.')).toBeVisible();
  await elsewhere.goto('/listeners');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await elsewhere.close();
  expect(await axeFindings(page)).toEqual([]);
});

test('a second factor is turned on with a code, and asked for at the next sign-in, once each', async ({
  page,
  browser,
  team,
}) => {
  const elsewhere = await browser.newPage({ ignoreHTTPSErrors: true, locale: 'en-US', baseURL: team.url });
  await signIn(elsewhere, ADMIN, NEXT_PASSWORD);
  await signIn(page, ADMIN, NEXT_PASSWORD);
  await page.goto('/account');
  const factor = page.getByRole('region').or(page.locator('section')).filter({ hasText: 'Second factor' });
  await factor.getByRole('textbox', { name: 'Current password' }).fill(NEXT_PASSWORD);
  await factor.getByRole('button', { name: 'Set up' }).click();
  const link = page.getByRole('link', { name: 'Open in authenticator app' });
  const secret = new URL((await link.getAttribute('href')) ?? '').searchParams.get('secret') ?? '';
  await expect(page.getByRole('img', { name: 'QR code of the setup key' })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  const backupCode = await factor.getByRole('listitem').first().innerText();
  const code = totp(secret);
  await page.getByRole('textbox', { name: 'Code' }).fill(code);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByText('Second factor is on. All other sessions have ended.')).toBeVisible();
  await elsewhere.goto('/listeners');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await elsewhere.close();

  await page.context().clearCookies();
  await page.goto('/sign-in');
  await typePassword(page, ADMIN, NEXT_PASSWORD);
  await expect(page.getByRole('heading', { name: 'Second factor' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Code' })).toBeFocused();
  // The password alone is no session.
  const other = await page.context().newPage();
  await other.goto('/listeners');
  await expect(other).toHaveURL(/\/sign-in/);
  await other.close();
  // The code that turned it on is used up.
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await expect(page.getByText('This code is incorrect or was already used.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Code' }).fill(backupCode);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL(/\/listeners(?:\?|$)/);
});

test('one’s own sessions are listed and ended one by one', async ({ page, browser, team }) => {
  inDatabase(team.dataDir, (database) => {
    database.exec('delete from two_factors');
    database.exec('update people set two_factor_enabled = 0');
    database.exec('delete from sessions');
  });
  const elsewhere = await browser.newPage({ ignoreHTTPSErrors: true, locale: 'en-US', baseURL: team.url });
  await signIn(elsewhere, ADMIN, NEXT_PASSWORD);
  await signIn(page, ADMIN, NEXT_PASSWORD);
  await page.goto('/account');
  await page.getByRole('button', { name: /^End the session from / }).click();
  await expect(page.getByText('No other sessions.')).toBeVisible();
  await elsewhere.goto('/listeners');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await elsewhere.close();
});

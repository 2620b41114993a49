import { expect, inDatabase, invite, test } from './support/team';
import { axeFindings, eachFace } from './verbs/axe';
import { acceptLink, PASSWORD, signIn, typePassword } from './verbs/sign-in';

// One Sluice, from the first start on: what follows needs the admin of the first test.
test.describe.configure({ mode: 'serial' });
test.use({ teamName: 'sign-in' });

const ADMIN = 'ada@example.com';

test('the first start prints a link; until it is used, nothing else answers', async ({
  page,
  team,
  request,
}) => {
  for (const path of ['/listeners', '/sign-in', '/listeners/inventory', '/invitation/x']) {
    const answer = await request.get(path);
    expect([path, answer.status()]).toEqual([path, 503]);
    expect(await answer.text()).toContain('Sluice is not set up yet.');
  }
  await page.goto('/set-up/not-the-link');
  await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();

  const link = await team.setUpLink();
  await acceptLink(page, link, { name: 'Ada', email: ADMIN, password: 'password1234' });
  await expect(page.getByText('This password is easy to guess.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Email address' })).toHaveValue(ADMIN);
  await page.getByRole('textbox', { name: 'New password' }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/listeners(?:\?|$)/);
  await expect(page.getByRole('row').first()).toBeVisible();

  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
});

test('a page leads to sign-in and back; what a script requests says 401', async ({ page, request }) => {
  await page.goto('/activity?outcome=refused');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Factivity%3Foutcome%3Drefused$/);
  await expect(page.getByRole('textbox', { name: 'Email address' })).toBeFocused();
  await page.keyboard.type(ADMIN);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/activity?outcome=refused');
  for (const path of ['/listeners/inventory', '/activity/export'])
    expect((await request.get(path)).status()).toBe(401);
});

test('a wrong password and an unknown address read the same, and the address stays', async ({ page }) => {
  await page.goto('/sign-in');
  for (const email of [ADMIN, 'nobody@example.com']) {
    await typePassword(page, email, 'not the password');
    await expect(page.getByRole('alert').getByText('Incorrect email address or password.')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Email address' })).toHaveValue(email);
  }
});

test('signing in leads nowhere but to Sluice', async ({ page, team }) => {
  // The list then names its regions in the URL.
  const isList = ({ origin, pathname }: URL) => origin === team.url && pathname === '/listeners';
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    await page.context().clearCookies();
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await typePassword(page, ADMIN);
    await page.waitForURL(isList);
    // The same for who is signed in already.
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await expect(page).toHaveURL(isList);
  }
});

test('the cookie is new at sign-in, and opens nothing after signing out', async ({ page, context, team }) => {
  await context.addCookies([
    { name: '__Host-sluice-session', value: 'chosen.elsewhere', url: team.url, secure: true, httpOnly: true },
  ]);
  await signIn(page, ADMIN);
  const cookies = await context.cookies();
  const session = cookies.find(({ name }) => name === '__Host-sluice-session');
  expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
  expect(session?.value).not.toContain('chosen');

  await page.getByRole('button', { name: `Signed in as ${ADMIN}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
  await context.addCookies(cookies);
  await page.goto('/listeners');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('who was invited chooses a password, and is out at the next request once disabled', async ({
  page,
  team,
}) => {
  await acceptLink(page, invite(team, 'grace@example.com', 'viewer'), { name: 'Grace' });
  await page.waitForURL(/\/listeners(?:\?|$)/);
  await page.goto('/activity');
  await expect(page).toHaveURL(/\/activity$/);
  inDatabase(team.dataDir, (database) =>
    database.exec(
      `update people set disabled_at = '2026-11-30T00:00:00.000Z' where email = 'grace@example.com'`,
    ),
  );
  await page.reload();
  await expect(page).toHaveURL(/\/sign-in/);
  await typePassword(page, 'grace@example.com');
  await expect(page.getByText('Incorrect email address or password.')).toBeVisible();
});

test('the pages of sign-in have nothing axe finds, in both languages and themes', async ({
  page,
  context,
  team,
}) => {
  const link = invite(team, 'kay@example.com', 'operator');
  await eachFace(context, team.url, async (face) => {
    for (const path of ['/sign-in', link, '/reset/none']) {
      await page.goto(path);
      expect(await axeFindings(page, face)).toEqual([]);
    }
  });
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
});

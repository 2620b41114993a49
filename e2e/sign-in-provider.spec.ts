import { CLIENT, startProvider } from '@/lib/auth/testing/provider';
import { expect, test, withTeam } from './support/team';
import { acceptLink, typePassword } from './verbs/sign-in';

const PEOPLE = {
  grace: { email: 'grace@example.com', email_verified: true, name: 'Grace', groups: ['network'] },
  eve: { email: 'eve@example.com', email_verified: true, name: 'Eve', groups: ['elsewhere'] },
};

test('somebody signs in with the provider, whose groups decide what they may do', async ({ browser }) => {
  test.setTimeout(120_000);
  let stop = () => {};
  const envFor = async (url: string) => {
    const provider = await startProvider(`${url}/sign-in/callback/oidc`, PEOPLE);
    ({ stop } = provider);
    return {
      SLUICE_OIDC_ISSUER: provider.issuer,
      SLUICE_OIDC_CLIENT_ID: CLIENT.id,
      SLUICE_OIDC_CLIENT_SECRET: CLIENT.secret,
      SLUICE_OIDC_ROLES: 'network=operator',
      SLUICE_OIDC_NAME: 'Example',
    };
  };
  try {
    await withTeam(envFor, async (team) => {
      const open = () => browser.newPage({ ignoreHTTPSErrors: true, locale: 'en-US', baseURL: team.url });
      const admin = await open();
      await acceptLink(admin, await team.setUpLink(), { name: 'Ada', email: 'ada@example.com' });
      await admin.waitForURL(/\/listeners(?:\?|$)/);

      const page = await open();
      await page.goto('/runs');
      await page.getByRole('button', { name: 'Sign in with Example' }).click();
      await page.locator('input[name=login]').fill('grace');
      await page.locator('input[name=password]').fill('any');
      await page.getByRole('button', { name: 'Sign-in' }).click();
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.waitForURL(`${team.url}/runs`);
      await page.goto('/account');
      await expect(page.getByText('grace@example.com, operator')).toBeVisible();
      await expect(page.getByText('You sign in with your organization’s provider.')).toBeVisible();

      const stranger = await open();
      await stranger.goto('/sign-in');
      await stranger.getByRole('button', { name: 'Sign in with Example' }).click();
      await stranger.locator('input[name=login]').fill('eve');
      await stranger.locator('input[name=password]').fill('any');
      await stranger.getByRole('button', { name: 'Sign-in' }).click();
      await stranger.getByRole('button', { name: 'Continue' }).click();
      await expect(stranger.getByText('None of your groups gives you access to Sluice.')).toBeVisible();
      // A password still works beside it.
      await typePassword(stranger, 'ada@example.com');
      await stranger.waitForURL(/\/listeners(?:\?|$)/);

      await admin.goto('/activity/sign-ins');
      await expect(admin.getByRole('row').filter({ hasText: 'grace@example.com' })).toContainText(
        'Signed in',
      );
      expect(team.output()).not.toContain(CLIENT.secret);
      await Promise.all([admin, page, stranger].map((each) => each.close()));
    });
  } finally {
    stop();
  }
});

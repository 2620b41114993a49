import type { Browser, Page } from '@playwright/test';
import { expect, invite, test, type Team } from './support/team';
import { axeFindings, eachFace } from './verbs/axe';
import { openList } from './verbs/list';
import { acceptLink, PASSWORD, signIn } from './verbs/sign-in';

test.describe.configure({ mode: 'serial' });
test.use({ teamName: 'views' });

const ADA = 'ada@example.com';
const VERA = 'vera@example.com';
const STOPPED_ONES = '/listeners?q=status:stopped';

/** A page of another browser, in English. */
async function otherBrowser(browser: Browser, { url }: Team): Promise<Page> {
  return browser.newPage({ ignoreHTTPSErrors: true, locale: 'en-US', baseURL: url });
}

const views = (page: Page) => page.getByRole('navigation', { name: 'Views' });
const ofTeam = (page: Page) => views(page).getByRole('list', { name: 'Team' });
const form = (page: Page) => page.getByRole('dialog', { name: 'Save this view' });

test.beforeAll(async ({ browser, team }) => {
  for (const [link, typed] of [
    [await team.setUpLink(), { name: 'Ada', email: ADA }],
    [invite(team, VERA, 'viewer'), { name: 'Vera' }],
  ] as const) {
    const page = await otherBrowser(browser, team);
    await acceptLink(page, link, typed);
    await page.waitForURL(/\/listeners(?:\?|$)/);
    await page.context().close();
  }
});

test('a view is shared with the team, who open and copy it, and only its owner changes it', async ({
  page,
  browser,
  team,
}) => {
  await signIn(page, ADA);
  await openList(page, STOPPED_ONES);
  await views(page).getByRole('button', { name: 'Save view' }).click();
  await form(page).getByRole('textbox', { name: 'Name' }).fill('Night window');
  await page.keyboard.press('Enter');
  await expect(views(page).getByRole('link', { name: /^Night window/ })).toBeVisible();

  const vera = await otherBrowser(browser, team);
  await signIn(vera, VERA);
  await openList(vera);
  await expect(views(vera).getByRole('link', { name: /Night window/ })).toBeHidden();

  await views(page).getByRole('button', { name: 'Edit view' }).click();
  await form(page).getByRole('button', { name: 'Share “Night window” with the team' }).click();
  await expect(page.getByText('Shared view “Night window” with the team')).toBeVisible();
  await expect(ofTeam(page)).toBeHidden();

  await openList(vera);
  const shared = ofTeam(vera).getByRole('link', { name: /^Night window Ada \d+$/ });
  await shared.click();
  await expect(shared).toHaveAttribute('aria-current', 'true');
  await expect(vera).toHaveURL(/status:stopped/);
  await views(vera).getByRole('button', { name: 'Save view' }).click();
  await expect(form(vera)).toContainText('Ada shared this view. You can save a copy.');
  await expect(form(vera).getByRole('button')).toHaveText(['Save as new view']);
  expect(await axeFindings(vera)).toEqual([]);
  await form(vera).getByRole('button', { name: 'Save as new view' }).click();
  const copy = views(vera).getByRole('link', { name: /^Night window \d+$/ });
  await expect(copy).toHaveAttribute('aria-current', 'true');

  await views(page).getByRole('button', { name: 'Edit view' }).click();
  await form(page).getByRole('button', { name: 'Stop sharing “Night window”' }).click();
  await expect(page.getByText('Stopped sharing view “Night window”')).toBeVisible();
  await openList(vera);
  await expect(copy).toBeVisible();
  await expect(ofTeam(vera)).toBeHidden();

  await copy.click();
  await views(vera).getByRole('button', { name: 'Edit view' }).click();
  await form(vera).getByRole('button', { name: 'Share “Night window” with the team' }).click();
  await expect(vera.getByText(/^Shared view/)).toBeVisible();
  await vera.context().close();
});

test('a shared view has nothing axe finds, in both languages and themes', async ({ page, context, team }) => {
  await signIn(page, ADA);
  await eachFace(context, team.url, async (face) => {
    await page.goto('/listeners');
    await views(page)
      .or(page.getByRole('navigation', { name: '视图' }))
      .getByText('Vera')
      .click();
    expect(await axeFindings(page, face)).toEqual([]);
  });
});

test('an admin deletes what somebody else shares, and changes nothing of it', async ({ page }) => {
  await signIn(page, ADA);
  await openList(page);
  const shared = ofTeam(page).getByRole('link', { name: /^Night window Vera/ });
  await shared.click();
  await views(page).getByRole('button', { name: 'Edit view' }).click();
  await expect(form(page)).toContainText('Vera shared this view. You can save a copy.');
  await expect(form(page).getByRole('button')).toHaveText([
    'Stop sharing “Night window”',
    'Delete Vera’s “Night window”',
    'Save as new view',
  ]);
  await form(page).getByRole('button', { name: 'Delete Vera’s “Night window”' }).click();
  await expect(page.getByText('Deleted view “Night window”')).toBeVisible();
  await expect(ofTeam(page)).toBeHidden();
});

test('language, theme and columns follow who signs in, and nobody else', async ({ page, browser, team }) => {
  await signIn(page, ADA);
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/account/preferences'));
  await page.keyboard.press('Control+k');
  await page.keyboard.type('dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect((await kept).status()).toBe(204);
  const keptToo = page.waitForResponse((answer) => answer.url().endsWith('/account/preferences'));
  await page.getByRole('button', { name: '切换到中文' }).click();
  expect((await keptToo).status()).toBe(204);

  const keptColumns = page.waitForResponse((answer) => answer.url().endsWith('/account/preferences'));
  await page.getByRole('button', { name: '列', exact: true }).click();
  await page.getByRole('checkbox', { name: '后端' }).uncheck();
  expect((await keptColumns).status()).toBe(204);

  const elsewhere = await otherBrowser(browser, team);
  await signIn(elsewhere, ADA);
  await expect(elsewhere.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(elsewhere.getByRole('heading', { level: 1, name: '监听' })).toBeVisible();
  await expect(elsewhere.getByRole('columnheader').filter({ hasText: '端口' })).toHaveCount(1);
  await expect(elsewhere.getByRole('columnheader').filter({ hasText: '后端' })).toHaveCount(0);
  await elsewhere.context().close();

  const vera = await otherBrowser(browser, team);
  await signIn(vera, VERA);
  await expect(vera.getByRole('heading', { level: 1, name: 'Listeners' })).toBeVisible();
  await expect(vera.locator('html')).not.toHaveAttribute('data-theme');
  await vera.context().close();
});

test('what is chosen before signing in counts, for the next browser too', async ({ page, browser, team }) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: '切换到中文' }).click();
  await page.getByRole('textbox', { name: '邮箱地址' }).fill(VERA);
  await page.getByRole('textbox', { name: '密码', exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '监听' })).toBeVisible();

  const elsewhere = await otherBrowser(browser, team);
  await signIn(elsewhere, VERA);
  await expect(elsewhere.getByRole('heading', { level: 1, name: '监听' })).toBeVisible();
  await elsewhere.context().close();
});

import type { Browser, Page } from '@playwright/test';
import { expect, invite, test, type Team } from './support/team';
import { csvOf, expectResult, expectSaved, grid, planCell, planFromCsv, portRow } from './verbs/plans';
import { acceptLink, signIn } from './verbs/sign-in';

test.use({ teamName: 'plans' });

const ADA = 'ada@example.com';
const OLGA = 'olga@example.com';

/** A page of another browser, in English. */
async function otherBrowser(browser: Browser, { url }: Team): Promise<Page> {
  return browser.newPage({ ignoreHTTPSErrors: true, locale: 'en-US', baseURL: url });
}

test('a plan is shared with a colleague, and what both type is kept', async ({ page, browser, team }) => {
  for (const [link, typed] of [
    [await team.setUpLink(), { name: 'Ada', email: ADA }],
    [invite(team, OLGA, 'operator'), { name: 'Olga' }],
  ] as const) {
    const other = await otherBrowser(browser, team);
    await acceptLink(other, link, typed);
    await other.waitForURL(/\/listeners(?:\?|$)/);
    await other.context().close();
  }
  await signIn(page, ADA);
  await planFromCsv(page, csvOf([portRow(9001), portRow(9002)]));
  await expectResult(page, 1, 'Create');
  const address = new URL(page.url()).pathname;

  const olga = await otherBrowser(browser, team);
  await signIn(olga, OLGA);
  await olga.goto(address);
  await expect(olga.getByRole('heading', { name: 'Plan not found' })).toBeVisible();
  await page.getByRole('switch', { name: 'Shared with the team' }).check();
  await expect(async () => {
    await olga.reload();
    await expect(grid(olga)).toBeVisible({ timeout: 1_000 });
  }).toPass();

  await (await planCell(olga, 1, 'Bandwidth')).click();
  await olga.keyboard.type('7');
  await olga.keyboard.press('Enter');
  await expectSaved(olga);
  await (await planCell(page, 2, 'Bandwidth')).click();
  await page.keyboard.type('8');
  await page.keyboard.press('Enter');
  await expect(page.getByText(`${OLGA} changed this plan. Their changes were loaded`)).toBeVisible();
  await expect(await planCell(page, 1, 'Bandwidth')).toHaveText('7');
  await expect(await planCell(page, 2, 'Bandwidth')).toHaveText('8');
  await expectSaved(page);
  await olga.context().close();
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { temporaryFolder } from './support/launcher';
import { sandboxAt } from './support/sandbox';
import { onOwnServer, withOwnSandbox } from './support/server';
import { expect, test } from './support/sluice';
import { EDGE_LIST, expectStatus, openList, startListener, STOPPED } from './verbs/list';

const MENU = { production: 'Account production', staging: 'Account staging' } as const;

async function switchTo(page: Page, from: keyof typeof MENU, to: keyof typeof MENU): Promise<void> {
  await page.getByRole('button', { name: MENU[from] }).click();
  await page.getByRole('menuitemradio', { name: to }).click();
  await expect(page.getByRole('button', { name: MENU[to] })).toBeVisible();
}

test('accounts are named in the header and kept apart; a tab that shows another one than the last chosen asks first', async ({
  browser,
  sluice,
}) => {
  const folder = await temporaryFolder();
  await withOwnSandbox('empty', async (stagingUrl) => {
    const file = join(folder.path, 'accounts.json');
    const portOf = (url: string) => Number(new URL(url).port);
    const accounts = [
      { name: 'production', sandboxPort: portOf(sluice.sandboxUrl) },
      { name: 'staging', sandboxPort: portOf(stagingUrl) },
    ];
    await writeFile(file, JSON.stringify(accounts));
    const beside = { sandboxUrl: sluice.sandboxUrl, env: { SLUICE_ACCOUNTS: file } };
    const staging = sandboxAt(stagingUrl);
    await onOwnServer(browser, beside, async (page, server) => {
      await test.step('the first account is shown, and its writes go to it', async () => {
        await openList(page, EDGE_LIST);
        await startListener(page, STOPPED);
        await expectStatus(page, STOPPED, 'Running');
        expect(await staging.requests()).toEqual([]);
      });

      await test.step('the other one has listeners, runs and activity of its own', async () => {
        await switchTo(page, 'production', 'staging');
        await expect(page.getByRole('heading', { name: 'No region selected' })).toBeVisible();
        await page.goto('/activity');
        await expect(page.getByRole('heading', { name: 'No activity yet' })).toBeVisible();
        await page.getByRole('link', { name: 'Show all accounts' }).click();
        await expect(page.getByRole('main')).toContainText('Start');
      });

      await test.step('a link names its account', async () => {
        await page.goto('/listeners?account=production&regions=cn-hangzhou');
        await expect(page).toHaveURL(/\/listeners\?regions=cn-hangzhou$/);
        await expect(page.getByRole('button', { name: MENU.production })).toBeVisible();
      });

      await test.step('another tab that switches is noticed here, and can be undone here', async () => {
        const other = await page.context().newPage();
        await other.goto(`${server.url}/runs`);
        await switchTo(other, 'production', 'staging');
        const question = page.getByRole('alertdialog', {
          name: 'You switched to staging in another tab',
        });
        await expect(question).toContainText('This tab still shows production.');
        await question.getByRole('button', { name: 'Stay in production' }).click();
        await expect(question).toBeHidden();
        await expect(page.getByRole('button', { name: MENU.production })).toBeVisible();
        await expect(other.getByRole('alertdialog')).toContainText('This tab still shows staging.');
        await other.getByRole('button', { name: 'Switch to production' }).click();
        await expect(other.getByRole('button', { name: MENU.production })).toBeVisible();
      });
    });
  });
  await folder.remove();
});

import type { Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import { editAddress, SSH } from './verbs/edit';
import { EDGE, openForm } from './verbs/form';
import { EDGE_ID, EDGE_LIST, openList, rows, RUNNING, searchBox, STOPPED } from './verbs/list';
import { addressOf, openListener } from './verbs/listener';
import { translatePages } from './verbs/translator';

/**
 * A browser that translates takes React's texts out of the page. Every page is then worked with: none breaks, and what it says is what is
 * so, not what was so before.
 */

// A part that is translated before React has hydrated it is rendered again by React, which reports it and goes on.
test.use({ mayThrow: /Minified React error #418/ });

/** What is shown, in the translator's brackets, which show that it was translated. */
const said = (text: string | RegExp): RegExp =>
  new RegExp(`⟦${(text instanceof RegExp ? text.source : text).replaceAll(' ', '(?: |⟧⟦| ⟧⟦)')}`);
const main = (page: Page) => page.getByRole('main');

async function go(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').first().getByRole('link', { name }).click();
}

async function turnAndBack(page: Page): Promise<void> {
  await page.getByRole('button', { name: '切换到中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await isWhole(page);
  await page.getByRole('button', { name: 'Switch to English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await isWhole(page);
}

async function isWhole(page: Page): Promise<void> {
  await expect(page.getByText(/This page could not be shown|无法显示此页面/)).toHaveCount(0);
}

test('the list is filtered, refreshed, opens its dialogs and turns Chinese', async ({ page }) => {
  await openList(page, EDGE_LIST);
  await translatePages(page);
  const found = page.getByRole('search').getByRole('status');
  await expect(found).toHaveText(said('8 of 23'));
  await searchBox(page).pressSequentially('2222 ');
  await expect(found).toHaveText(said('1 of 23'));
  await expect(rows(page)).toHaveCount(1);
  await searchBox(page).press('Enter');
  await searchBox(page).fill('');
  await expect(rows(page)).toHaveCount(8);
  await expect(found).toHaveText(said('8 of 23'));
  await page.getByRole('button', { name: 'Refresh now' }).first().click();
  await page.getByRole('columnheader').getByRole('link', { name: /Port/ }).first().click();
  await expect(page).toHaveURL(/sort=/);

  const actions = page.getByRole('button', { name: `Actions for ${RUNNING}`, exact: true });
  await actions.click();
  await page.getByRole('menuitem', { name: /Delete/ }).click();
  await page.getByRole('alertdialog').getByRole('textbox').fill('22');
  await page.getByRole('alertdialog').getByRole('textbox').fill('2222');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('checkbox', { name: `Select ${RUNNING}`, exact: true }).check();
  await expect(page.getByText(said('1 selected')).first()).toBeVisible();
  await page.getByRole('checkbox', { name: `Select ${RUNNING}`, exact: true }).uncheck();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').pressSequentially('9443');
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('9443');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: '切换到中文' }).click();
  await expect(main(page).getByRole('heading', { level: 1 })).toHaveText('⟦监听⟧');
  await expect(found).not.toHaveText(/match/);
  await page.getByRole('button', { name: 'Switch to English' }).click();
  await expect(main(page).getByRole('heading', { level: 1 })).toHaveText('⟦Listeners⟧');
  await isWhole(page);
});

test('a listener is entered, opened, edited and reviewed', async ({ page }) => {
  // The labels are translated too, so nothing is called exactly as before.
  const box = (name: string) => page.getByRole('textbox', { name });
  await openForm(page, EDGE);
  await expect(main(page).locator(':focus')).toHaveCount(1);
  await translatePages(page);
  await box('Listener port').fill('2222');
  await page.getByRole('button', { name: 'Create listener' }).click();
  await expect(
    main(page)
      .getByText(/^⟦Enter Mbit\/s/)
      .first(),
  ).toBeVisible();
  await box('Backend port').fill('99999');
  await expect(main(page).getByText('⟦Enter a number from 1 to 65535⟧').first()).toBeVisible();
  await box('Backend port').fill('8080');
  await expect(main(page).getByText('⟦Enter a number from 1 to 65535⟧')).toHaveCount(0);
  await main(page).getByText('⟦Unlimited⟧').click();
  await expect(main(page).getByText(/^⟦Enter Mbit\/s/)).toHaveCount(0);
  await main(page).getByText('⟦VServer group⟧').first().click();
  await main(page).getByText('⟦Default group⟧').first().click();
  await isWhole(page);

  await openListener(page, addressOf(2222), '2222 TCP on edge-prod');
  const address = box('Address to test');
  await address.fill('8.8.8.8');
  await address.press('Enter');
  await expect(main(page).getByText('8.8.8.8', { exact: true })).toBeVisible();
  await translatePages(page);
  await address.fill('nonsense');
  await address.press('Enter');
  await expect(main(page).getByText('⟦8.8.8.8⟧')).toHaveCount(0);
  await turnAndBack(page);

  await page.goto(editAddress(SSH));
  await expect(main(page).locator(':focus')).toHaveCount(1);
  await translatePages(page);
  await page.getByRole('button', { name: 'Show' }).last().click();
  await box('Established timeout').fill('600');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await page.getByRole('button', { name: 'Make 1 change' }).click();
  await expect(page).toHaveURL(/\/2222$/);
  await isWhole(page);
});

test('runs, the activity and a missing page', async ({ page }) => {
  await openList(page, EDGE_LIST);
  await translatePages(page);
  await page.getByRole('checkbox', { name: `Select ${STOPPED}`, exact: true }).check();
  await page.getByRole('button', { name: 'Start 1' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Start' }).click();
  await expect(page).toHaveURL(/\/runs\/\d+/);
  await expect(main(page).getByText('⟦1 of 1⟧')).toBeVisible();
  await go(page, 'Runs');
  await expect(page).toHaveURL(/\/runs$/);
  await expect(main(page).getByText('⟦Start 1 listener⟧').first()).toBeVisible();
  await go(page, 'Activity');
  await main(page).getByRole('searchbox', { name: 'Search' }).fill('9443');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=9443/);
  await main(page).getByRole('link', { name: 'Entry' }).first().click();
  await expect(page).toHaveURL(/\/activity\/\d+/);
  await turnAndBack(page);

  await page.goto(`/listeners/cn-hangzhou/${EDGE_ID}/9999`);
  await translatePages(page);
  await main(page).getByRole('link', { name: 'Back to listeners' }).click();
  await expect(rows(page).first()).toBeVisible();
  await isWhole(page);
});

import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import {
  EDGE_LIST,
  expectStatus,
  head,
  menuButton,
  notice,
  openList,
  row,
  rows,
  searchBox,
  STOPPED,
  type ListenerName,
} from './verbs/list';
import { tabTo } from './verbs/keyboard';

async function openMenuByKeys(page: Page, name: ListenerName) {
  if (!(await menuButton(page, name).evaluate((element) => element === document.activeElement))) {
    await tabTo(page.getByRole('button', { name: `Actions for ${name}` }).first());
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu', { name: `Actions for ${name}` })).toBeVisible();
}

test('a listener is found, started, stopped and deleted by keyboard only', async ({ page, sandbox }) => {
  await openList(page, EDGE_LIST);
  await page.keyboard.press('/');
  await expect(searchBox(page)).toBeFocused();
  await page.keyboard.type('9443');
  await expect(rows(page)).toHaveCount(1);
  await expect(searchBox(page)).toBeFocused();

  await openMenuByKeys(page, STOPPED);
  await expect(page.getByRole('menuitem', { name: 'Start' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expectStatus(page, STOPPED, 'Running');
  await expect(menuButton(page, STOPPED)).toBeFocused();

  await openMenuByKeys(page, STOPPED);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Stop' })).toBeFocused();
  await page.keyboard.press('Enter');
  const stop = page.getByRole('alertdialog', { name: `Stop ${STOPPED}?` });
  await expect(stop.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expectStatus(page, STOPPED, 'Stopped');
  await expect(menuButton(page, STOPPED)).toBeFocused();

  await openMenuByKeys(page, STOPPED);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('alertdialog', { name: `Delete ${STOPPED}?` });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(menuButton(page, STOPPED)).toBeFocused();

  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(notice(page, 'status', `Deleted ${STOPPED}`)).toBeVisible();
  await expect(row(page, STOPPED)).toHaveCount(0);
  await expect(page.getByRole('main')).toBeFocused();
  const received = (await sandbox.requests()).map(({ action }) => action);
  expect(received.filter((action) => /^(Start|Stop|Delete)/.test(action))).toEqual([
    'StartLoadBalancerListener',
    'StopLoadBalancerListener',
    'DeleteLoadBalancerListener',
  ]);
});

test('a running listener is deleted by keyboard: the focus starts where its port is typed', async ({
  page,
}) => {
  await openList(page, EDGE_LIST);
  await openMenuByKeys(page, '443/TCP on edge-prod');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Type the port, 443, to confirm' })).toBeFocused();
  await page.keyboard.type('443');
  await page.keyboard.press('Enter');
  await expect(row(page, '443/TCP on edge-prod')).toHaveCount(0);
});

test('regions, filters and sorting are reached by keyboard', async ({ page }) => {
  await openList(page, '/listeners?regions=eu-central-1');
  await tabTo(page.getByRole('button', { name: 'Filter' }).first());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Property' })).toBeFocused();
  // "Status" is there already.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(2);
  await expect(
    page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Filter' }),
  ).toBeFocused();
  await tabTo(page.getByRole('link', { name: 'Description' }).first());
  await page.keyboard.press('Enter');
  await expect(head(page, 'Description')).toHaveAttribute('aria-sort', 'ascending');
});

test('keys reach what they are for: the skip link, what a key just opened, and the box', async ({ page }) => {
  await openList(page, EDGE_LIST);
  await test.step('the first Tab offers to skip to the content', async () => {
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to main content' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
  });

  await test.step('a key pressed right after the one that opens a menu or a list reaches it', async () => {
    // Asked within the press itself: no key comes sooner.
    const focusedByPress = (trigger: Locator) =>
      trigger.evaluate((button: HTMLElement) => {
        button.focus();
        button.click();
        const focused = document.activeElement;
        return focused?.getAttribute('aria-label') ?? focused?.textContent.trim();
      });
    expect(await focusedByPress(menuButton(page, STOPPED))).toBe('Start');
    await page.keyboard.press('Escape');
    await expect(menuButton(page, STOPPED)).toBeFocused();
    expect(await focusedByPress(page.getByRole('button', { name: 'Export results' }))).toMatch(/CSV/);
    await page.keyboard.press('Escape');
    expect(await focusedByPress(page.getByRole('banner').getByRole('button', { name: /regions$/ }))).toBe(
      'Find a region',
    );
    await page.keyboard.press('Escape');
  });

  await test.step('a slash that is typed into a box stays a slash', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('a/b');
    await expect(searchBox(page)).toHaveValue('a/b');
  });
});

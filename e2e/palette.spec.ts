import type { Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import { axeFindings, eachFace } from './verbs/axe';
import { EDGE_ID, EDGE_LIST, openList, rows } from './verbs/list';

const palette = (page: Page) => page.getByRole('dialog', { name: 'Search or run a command' });
const seek = (page: Page) => palette(page).getByRole('combobox', { name: 'Search or run a command' });
const options = (page: Page) => palette(page).getByRole('option');

test('listeners are found by port, address and description, from any page, and the list is searched for anything', async ({
  page,
}) => {
  await openList(page, EDGE_LIST);
  await test.step('addresses and descriptions are found, and the list is searched for anything', async () => {
    await page.getByRole('button', { name: 'Search or run a command' }).click();
    await seek(page).fill('华东订单');
    await expect(options(page).first()).toContainText('443/TCP on edge-prod');
    await expect(options(page).first()).toContainText('cn-hangzhou');
    const address = /\d+\.\d+\.\d+\.\d+/.exec(await options(page).first().innerText())?.[0] ?? 'no address';
    await seek(page).fill(address);
    await expect(options(page).filter({ hasText: '443/TCP on edge-prod' }).first()).toBeVisible();
    await seek(page).fill('web-blue');
    await expect(options(page)).toHaveText(['Search the list for “web-blue”']);
    await expect(palette(page).getByRole('status')).toHaveText('0 results');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/q=web-blue/);
    await expect(rows(page).first()).toContainText('web-blue');
  });

  await test.step('fast typing opens what was typed, not an earlier result', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('443');
    await expect(options(page).first()).toContainText('443/TCP');
    await seek(page).fill('edge-prod 2222');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(`/listeners/cn-hangzhou/${EDGE_ID}/2222`);
  });

  await test.step('a listener is found by its port and opened, by keyboard', async () => {
    await openList(page, '/listeners?regions=eu-central-1');
    await page.keyboard.press('Control+k');
    await expect(seek(page)).toBeFocused();
    await page.keyboard.type('9443');
    await expect(options(page).first()).toContainText('9443/TCP on edge-prod');
    await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
    await expect(palette(page).getByRole('status')).toHaveText(/^\d+ results?$/);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(`/listeners/cn-hangzhou/${EDGE_ID}/9443`);
    await expect(palette(page)).toHaveCount(0);
  });
});

test('pages and commands can be reached from anywhere: create, theme, language, keys', async ({ page }) => {
  await openList(page, EDGE_LIST);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('theme dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('button', { name: 'Theme' }).click();
  await expect(page.getByRole('menuitemradio', { name: 'Dark' })).toHaveAttribute('aria-checked', 'true');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  await expect(seek(page)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts and filters' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('create');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/listeners\/new/);
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeVisible();
  await expect(options(page).filter({ hasText: 'Refresh now' })).toHaveCount(0);
  await page.keyboard.type('chinese');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: '搜索或执行命令' })).toBeFocused();
});

test('axe finds nothing on the palette, on a phone as well, and it fits', async ({
  page,
  context,
  sluice,
}) => {
  test.slow();
  await page.setViewportSize({ width: 375, height: 740 });
  await eachFace(context, sluice.url, async (face) => {
    await page.goto(EDGE_LIST);
    await page.getByRole('button', { name: /^(Search or run a command|搜索或执行命令)$/ }).click();
    await page.getByRole('dialog').getByRole('combobox').fill('443');
    await expect(page.getByRole('option').first()).toContainText('443/TCP');
    await expect(page.getByRole('dialog')).toBeInViewport({ ratio: 1 });
    expect(await axeFindings(page, face), face).toEqual([]);
  });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
});

test('what is typed before the palette has opened is its text, and no command of the list', async ({
  page,
}) => {
  await openList(page, EDGE_LIST);
  const focusStays = await page.evaluate(() => {
    const focused = document.activeElement ?? document.body;
    const press = (key: string, ctrlKey = false) =>
      focused.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }));
    press('k', true);
    for (const key of [...'dark', 'Enter']) press(key);
    return document.activeElement === focused;
  });
  expect(focusStays).toBe(true);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(palette(page)).toBeHidden();
});

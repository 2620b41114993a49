import type { Locator, Page } from '@playwright/test';
import { onOwnServer } from './support/server';
import { expect, test } from './support/sluice';
import { axeFindings, eachFace } from './verbs/axe';
import { EDGE_ID, EDGE_LIST, openList, row, rows, searchBox, type ListenerName } from './verbs/list';

const FIRST: ListenerName = '443/TCP on edge-prod';
const SECOND: ListenerName = '2222/TCP on edge-prod';
const UDP_LIST = '/listeners?regions=cn-shanghai&q=dns-internal';

const help = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts and filters' });
const box = (page: Page, name: ListenerName) =>
  page.getByRole('checkbox', { name: `Select ${name}`, exact: true });

/** Nothing follows that could be waited for. */
async function expectStays(locator: Locator): Promise<void> {
  await expect(locator).not.toBeFocused();
}

test('single keys move between rows, select and open them, with the real focus', async ({ page }) => {
  await openList(page, EDGE_LIST);
  await page.keyboard.press('j');
  await expect(row(page, FIRST)).toBeFocused();
  await page.keyboard.press('k');
  await expect(row(page, FIRST)).toBeFocused();
  await page.keyboard.press('x');
  await expect(box(page, FIRST)).toBeChecked();
  await page.keyboard.press('j');
  await expect(row(page, SECOND)).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('3 selected');
  await page.keyboard.press('k');
  await page.keyboard.press('x');
  await expect(box(page, SECOND)).not.toBeChecked();
  // Tab goes on inside the row.
  await page.keyboard.press('Tab');
  await expect(box(page, SECOND)).toBeFocused();
  await page.keyboard.press('k');
  await expect(row(page, FIRST)).toBeFocused();

  await page.getByRole('button', { name: 'Refresh now' }).click();
  await page.keyboard.press('j');
  await expect(row(page, SECOND)).toBeFocused();
});

test('the arrow leads from the search to what it found, and on from row to row', async ({ page }) => {
  await openList(page, EDGE_LIST);
  await page.keyboard.press('/');
  await page.keyboard.type('443');
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press('ArrowDown');
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(rows(page).nth(1)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('443');

  // Going back restores the list as it was left.
  await page.getByRole('main').getByRole('link', { name: 'Listeners', exact: true }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(page).toHaveURL(/443/);
});

test('leaving before a typed search is answered still comes back to that search', async ({
  browser,
  sluice,
}) => {
  await onOwnServer(browser, sluice, async (page, server) => {
    await openList(page, EDGE_LIST);
    await page.keyboard.press('/');
    await page.keyboard.type('44');
    await expect(rows(page)).toHaveCount(3);
    await expect(page).toHaveURL(/44$/);
    server.hold();
    await page.keyboard.press('3');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    server.goOn();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('443');
    await page.getByRole('main').getByRole('link', { name: 'Listeners', exact: true }).click();
    await expect(page).toHaveURL(/q=.*443$/);
    await expect(searchBox(page)).toHaveValue('443');
  });
});

test('a row that cannot be selected says why when x is pressed', async ({ page }) => {
  await openList(page, UDP_LIST);
  const udp: ListenerName = '53/UDP on dns-internal';
  while (!(await row(page, udp).evaluate((element) => element === document.activeElement)))
    await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(box(page, udp)).toBeFocused();
  await expect(box(page, udp)).toHaveAccessibleDescription(/^Only TCP listeners can be selected/);
  await expect(box(page, udp)).not.toBeChecked();
});

test('shortcuts are listed by ?, are plain text while typing, and can be turned off for good', async ({
  page,
}) => {
  await openList(page, EDGE_LIST);
  await page.keyboard.press('/');
  await page.keyboard.type('jkx?');
  await expect(searchBox(page)).toHaveValue(/jkx\?$/);
  await expect(help(page)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(searchBox(page)).toHaveValue('');
  await expect(rows(page)).toHaveCount(8);
  await page.getByRole('heading', { name: 'Listeners', level: 1 }).click();

  await page.keyboard.press('?');
  await expect(help(page)).toContainText('Next row');
  await expect(help(page)).toContainText('port:8000-9000');
  const single = help(page).getByRole('switch', { name: /^Single-key shortcuts/ });
  await expect(single).toBeChecked();
  // Keys go to the dialog, not to the rows behind it.
  await page.keyboard.press('j');
  await expectStays(row(page, FIRST));
  await single.press('Space');
  await expect(single).not.toBeChecked();
  await page.keyboard.press('Escape');
  await expect(help(page)).toHaveCount(0);

  for (const key of ['j', '/', '?']) await page.keyboard.press(key);
  await expectStays(row(page, FIRST));
  await expectStays(searchBox(page));
  await page.reload();
  await expect(row(page, FIRST)).toBeVisible();
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await expect(help(page)).toBeVisible();
  await help(page)
    .getByRole('switch', { name: /^Single-key/ })
    .press('Space');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await expect(row(page, FIRST)).toBeFocused();
});

test('axe finds nothing on the shortcuts and on a focused row', async ({ page, context, sluice }) => {
  test.slow();
  await eachFace(context, sluice.url, async (face) => {
    await page.goto(EDGE_LIST);
    await expect(page.getByRole('searchbox')).toBeVisible();
    await page.keyboard.press('j');
    await expect(page.locator(':focus')).toHaveAttribute('id', new RegExp(EDGE_ID));
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog').getByRole('switch')).toBeVisible();
    expect(await axeFindings(page, face), face).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await axeFindings(page, face), face).toEqual([]);
  });
});

import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import { axeFindings, eachFace } from './verbs/axe';
import {
  cell,
  EDGE_ID,
  EDGE_LIST,
  notice,
  openFreshList,
  openList,
  row,
  rows,
  searchBox,
  STOPPED,
  type ListenerName,
} from './verbs/list';

const FIRST: ListenerName = '443/TCP on edge-prod';
const SECOND: ListenerName = '2222/TCP on edge-prod';
const peekOf = (port: number): RegExp => new RegExp(`[?&]peek=cn-hangzhou/${EDGE_ID}/${port}$`);

function preview(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Preview' });
}

/** The panel shows this listener: its title is known before the rest, which is there once its actions are. */
async function expectPreview(page: Page, title: string): Promise<void> {
  await expect(preview(page).getByRole('heading', { name: title })).toBeVisible();
  await expect(preview(page).getByRole('group', { name: 'Actions' })).toBeVisible();
}

test('Space shows a row beside the list, the arrows walk with it, and Escape goes back to the row', async ({
  page,
}) => {
  await openList(page, EDGE_LIST);
  await page.keyboard.press('j');
  await page.keyboard.press('Space');
  await expectPreview(page, '443 TCP edge-prod');
  await expect(page).toHaveURL(peekOf(443));
  await expect(row(page, FIRST)).toBeFocused();
  await expect(row(page, FIRST)).toHaveAttribute('aria-current', 'true');
  await expect(preview(page).getByRole('list', { name: 'Traffic path' })).toBeVisible();
  for (const name of ['Backend health', 'Access control', 'Activity'])
    await expect(preview(page).getByRole('heading', { name })).toBeVisible();

  await page.keyboard.press('ArrowDown');
  await expect(row(page, SECOND)).toBeFocused();
  await expectPreview(page, '2222 TCP edge-prod');
  await expect(page).toHaveURL(peekOf(2222));
  await expect(row(page, FIRST)).not.toHaveAttribute('aria-current');

  // A second time it is gone into, and Escape leads back from there too.
  await page.keyboard.press('Space');
  await expect(preview(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(preview(page)).toHaveCount(0);
  await expect(row(page, SECOND)).toBeFocused();
  await expect(page).not.toHaveURL(/peek=/);
});

test('a click on the row opens the preview, a link shows it, and going back closes it', async ({
  page,
  browser,
  sluice,
}) => {
  await openList(page, EDGE_LIST);
  await cell(page, FIRST, 'Mbit/s').click();
  await expectPreview(page, '443 TCP edge-prod');
  const other = await browser.newContext({ baseURL: sluice.url });
  const pasted = await other.newPage();
  await openList(pasted, page.url());
  await expectPreview(pasted, '443 TCP edge-prod');
  await expect(rows(pasted)).toHaveCount(8);
  await other.close();
  await page.goBack();
  await expect(preview(page)).toHaveCount(0);

  // What can be pressed in a row is no click on the row.
  await row(page, FIRST).getByRole('checkbox').check();
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('1 selected');
  await page.keyboard.press('Space');
  await expect(row(page, FIRST).getByRole('checkbox')).not.toBeChecked();
  await expect(preview(page)).toHaveCount(0);
});

test('the previewed listener is started, edited and cloned', async ({ page }) => {
  await openList(page, `${EDGE_LIST}&peek=cn-hangzhou/${EDGE_ID}/9443`);
  await expectPreview(page, '9443 TCP edge-prod');
  await preview(page).getByRole('button', { name: 'Start' }).click();
  await expect(notice(page, 'status', STOPPED)).toBeVisible();
  await expect(preview(page).locator('[data-status=running]').first()).toBeVisible();
  await expect(preview(page).getByRole('button', { name: 'Stop …' })).toBeVisible();

  await row(page, STOPPED).focus();
  await page.keyboard.press('e');
  await expect(page).toHaveURL(/\/9443\/edit$/);
  await page.goBack();
  await expectPreview(page, '9443 TCP edge-prod');
  await row(page, STOPPED).focus();
  await page.keyboard.press('c');
  await expect(page).toHaveURL(/\/listeners\/new\?from=.*9443/);
});

test('a preview says that it is loading, that it failed, and that the listener is gone', async ({
  page,
  sandbox,
}) => {
  await openList(page, EDGE_LIST);
  await test.step('while it is read, its port is there and the rest is on its way', async () => {
    await sandbox.fault({
      action: 'DescribeLoadBalancerAttribute',
      count: 1,
      kind: 'latency',
      millis: 3_000,
    });
    await page.keyboard.press('j');
    await page.keyboard.press('Space');
    await expect(preview(page).getByRole('status').filter({ hasText: 'Loading 443/TCP' })).toBeAttached();
    await expectPreview(page, '443 TCP edge-prod');
  });

  await test.step('a failure has its code and a way to retry, and the list stays', async () => {
    await sandbox.fault({ action: 'DescribeLoadBalancerAttribute', count: 99, kind: 'error-5xx' });
    await page.keyboard.press('ArrowDown');
    await expect(preview(page).getByRole('alert')).toContainText('ServiceUnavailable');
    await expect(rows(page)).toHaveCount(8);
    await sandbox.clearFaults();
    await preview(page).getByRole('button', { name: 'Retry' }).click();
    await expectPreview(page, '2222 TCP edge-prod');
  });

  await test.step('a listener that is not there', async () => {
    await openList(page, `${EDGE_LIST}&peek=cn-hangzhou/${EDGE_ID}/4711`);
    await expect(preview(page)).toContainText('Listener not found');
  });
});

test('a search does not wait for SLB while the preview is open', async ({ page, sandbox }) => {
  await openFreshList(page, `${EDGE_LIST}&peek=cn-hangzhou/${EDGE_ID}/443`);
  await expectPreview(page, '443 TCP edge-prod');
  await expect(rows(page)).toHaveCount(8);
  await sandbox.fault({
    action: 'DescribeLoadBalancerAttribute',
    count: 99,
    kind: 'latency',
    millis: 20_000,
  });
  await searchBox(page).fill('2222');
  await expect(rows(page)).toHaveCount(1, { timeout: 3_000 });
  await expect(row(page, SECOND)).toBeVisible();
  await expectPreview(page, '443 TCP edge-prod');
  await sandbox.clearFaults();
});

test('axe finds nothing on a preview, beside the list and as the sheet of a phone, where it takes the focus', async ({
  page,
  context,
  sluice,
}) => {
  test.slow();
  await eachFace(context, sluice.url, async (face) => {
    await page.goto(`${EDGE_LIST}&peek=cn-hangzhou/${EDGE_ID}/443`);
    await expect(page.getByRole('complementary').getByRole('group')).toBeVisible();
    expect(await axeFindings(page, face), face).toEqual([]);
  });
  await page.setViewportSize({ width: 375, height: 740 });
  await page.reload();
  const sheet = page.getByRole('complementary');
  await expect(sheet.getByRole('group')).toBeVisible();
  await expect(sheet).toBeFocused();
  await expect(sheet).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  expect(await axeFindings(page)).toEqual([]);
});

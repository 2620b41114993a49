import type { Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import {
  askToDelete,
  cell,
  EDGE_LIST,
  EVERY_COLUMN,
  expectStatus,
  notice,
  openFilterForm,
  openList,
  openRowMenu,
  REGIONS,
  row,
  rows,
  RUNNING,
  searchBox,
  startListener,
  STOPPED,
} from './verbs/list';

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }));
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
}

test.describe('on a phone, 375 px wide,', () => {
  test.use({ viewport: { width: 375, height: 740 }, hasTouch: true });

  test('the rows are cards that show what matters, and nothing scrolls sideways', async ({ page }) => {
    await openList(page, `/listeners?regions=${REGIONS}&${EVERY_COLUMN}`);
    await expectNoSidewaysScroll(page);
    await expect(page.getByText('Health: every 2 min', { exact: true })).toBeVisible();
    const card = await row(page, '443/TCP on edge-prod').boundingBox();
    expect(card?.width).toBeLessThanOrEqual(375);
    expect(card?.height).toBeGreaterThan(60);
    for (const column of [
      'Port',
      'Status',
      'Healthy',
      'Instance',
      'Region',
      'Backend',
      'Scheduler',
      'Mbit/s',
      'Access',
      'Description',
    ] as const) {
      await expect(cell(page, '443/TCP on edge-prod', column)).toBeVisible();
    }
    await expect(cell(page, '443/TCP on edge-prod', 'Mbit/s')).toHaveText('80 Mbit/s', {
      useInnerText: true,
    });
  });

  test('what opens stays inside the window, and a listener is found, started and deleted', async ({
    page,
  }) => {
    await openList(page, EDGE_LIST);
    await test.step('an open menu, filter and picker stay inside the window', async () => {
      const menu = await openRowMenu(page, '8081/HTTP on edge-prod');
      await expect(menu).toBeInViewport({ ratio: 1 });
      await page.keyboard.press('Escape');
      await expect(await openFilterForm(page)).toBeInViewport({ ratio: 1 });
      await page.keyboard.press('Escape');
      await page
        .getByRole('banner')
        .getByRole('button', { name: /regions$/ })
        .click();
      await expect(page.getByRole('dialog', { name: 'Regions to show' })).toBeInViewport({
        ratio: 1,
      });
      await expectNoSidewaysScroll(page);
      await page.keyboard.press('Escape');
    });

    await test.step('a listener is found, started and deleted', async () => {
      await startListener(page, STOPPED);
      await expectStatus(page, STOPPED, 'Running');
      await notice(page, 'status', STOPPED).getByRole('button', { name: 'Dismiss' }).click();

      await searchBox(page).fill('bastion');
      await expect(rows(page)).toHaveCount(1);
      const dialog = await askToDelete(page, RUNNING);
      const box = await dialog.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(375);
      await expectNoSidewaysScroll(page);
      await dialog.getByRole('textbox').fill('2222');
      await dialog.getByRole('button', { name: 'Delete listener' }).click();
      await expect(notice(page, 'status', `Deleted ${RUNNING}`)).toBeVisible();
      await expect(
        page.getByRole('heading', { name: 'No listener matches “bastion” and the filters' }),
      ).toBeVisible();
      await expectNoSidewaysScroll(page);
    });

    await test.step('the header menu leads to other pages and names the environment', async () => {
      await expect(page.getByRole('banner')).toContainText('Sandbox');
      await page.getByRole('button', { name: 'Menu', exact: true }).click();
      const drawer = page.getByRole('dialog', { name: 'Menu' });
      await expect(drawer).toContainText('No calls reach the cloud');
      await drawer.getByRole('button', { name: '切换到中文' }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    });
  });

  test('a region that is down, an empty list and a page that is not there fit as well', async ({
    page,
    sandbox,
  }) => {
    await sandbox.fault({
      action: 'DescribeLoadBalancerListeners',
      regionId: 'cn-shanghai',
      count: 99,
      kind: 'error-5xx',
    });
    await openList(page, `/listeners?regions=${REGIONS}`);
    await expect(page.getByRole('main')).toContainText('cn-shanghai could not be loaded.');
    await expectNoSidewaysScroll(page);
    await sandbox.reset('empty');
    await page.goto(`/listeners?regions=${REGIONS}`);
    await expect(page.getByRole('heading', { name: /^No listeners yet/ })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await page.goto('/no/such/page');
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
    await expectNoSidewaysScroll(page);
  });
});

test('at 1024 px only the table scrolls: health is in view, and the actions stay in reach', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await openList(page, EDGE_LIST);
  await expectNoSidewaysScroll(page);
  await expect(page.getByText('Health: every 2 min', { exact: true })).toBeInViewport();
  const navigation = page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Listeners', exact: true });
  await expect(navigation).toHaveAttribute('aria-current', 'page');
  // Of all regions, where it is widest.
  await openList(page, `/listeners?regions=${REGIONS}`);
  await expect(cell(page, '443/TCP on edge-prod', 'Healthy')).toBeInViewport({ ratio: 1 });
  await startListener(page, STOPPED);
  await expectStatus(page, STOPPED, 'Running');
});

import { expect, test } from './support/sluice';
import { EDGE_LIST, openList, searchBox } from './verbs/list';

test('the list turns Chinese in place, keeps what was typed, and stays so', async ({ page, context }) => {
  await openList(page, EDGE_LIST);
  await searchBox(page).fill('94');
  await expect(page).toHaveURL(/[=+]94$/);
  await page.getByRole('button', { name: '切换到中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('heading', { name: '监听', level: 1 })).toBeVisible();
  await expect(page).toHaveTitle('监听 · Sluice');
  await expect(page.getByRole('searchbox', { name: '筛选监听' })).toHaveValue('94');
  await expect(page.getByRole('columnheader')).toHaveText([
    // The select-all checkbox: a name, but no text.
    '',
    '端口描述',
    '状态健康',
    '实例',
    '后端',
    '访问控制',
    'Mbit/s',
    '最近变更',
    '操作',
  ]);
  const later = await context.newPage();
  await later.goto(EDGE_LIST);
  await expect(later.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await later.getByRole('button', { name: 'Switch to English' }).click();
  await expect(later.getByRole('heading', { name: 'Listeners', level: 1 })).toBeVisible();
});

test('a listener is started and deleted in Chinese', async ({ page, context, sandbox, sluice }) => {
  // Long enough that the start is read back while it is in progress.
  await sandbox.settings({ transitionMillis: 2_500 });
  await context.addCookies([{ name: 'sluice-locale', value: 'zh-CN', url: sluice.url }]);
  await page.goto(EDGE_LIST);
  await page.getByRole('button', { name: 'edge-prod 的 9443/TCP 的操作' }).click();
  await page.getByRole('menuitem', { name: '启动' }).click();
  await expect(page.getByText('edge-prod 的 9443/TCP 正在启动')).toBeVisible();
  const made = page.getByRole('row').filter({ hasText: '支付回调 灰度' });
  await expect(made.getByText('运行中')).toBeVisible();

  await page.getByRole('button', { name: 'edge-prod 的 9443/TCP 的操作' }).click();
  await expect(page.getByRole('menuitem', { name: /^启动/ })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('menuitem', { name: '删除…' }).click();
  const dialog = page.getByRole('alertdialog', { name: '删除 edge-prod 的 9443/TCP？' });
  await expect(dialog).toContainText('该监听正在运行');
  await dialog.getByRole('textbox', { name: '请输入端口 9443 以确认' }).fill('9443');
  await dialog.getByRole('button', { name: '删除监听' }).click();
  await expect(made).toHaveCount(0);
});

test('the theme is changed at once, remembered and written by the server, and can be that of the system', async ({
  page,
  context,
}) => {
  await test.step('the theme is changed at once, remembered, and written by the server, so that nothing flashes', async () => {
    await openList(page, EDGE_LIST);
    const sent: string[] = [];
    page.on('request', (request) => void sent.push(new URL(request.url()).pathname));
    const canvas = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await canvas();
    const theme = page.getByRole('button', { name: 'Theme' });
    await theme.press('ArrowDown');
    await expect(page.getByRole('menu')).toBeVisible();
    await page.keyboard.press('End');
    await expect(page.getByRole('menuitemradio', { name: 'Dark' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(theme).toBeFocused();
    expect(await canvas()).not.toBe(light);
    // Without sign-in there is nobody to keep it for but this browser.
    expect(sent.filter((path) => path.startsWith('/account'))).toEqual([]);

    const served = await (await context.request.get(EDGE_LIST)).text();
    expect(served).toMatch(/<html[^>]* data-theme="dark"/);
    const later = await context.newPage();
    await openList(later, EDGE_LIST);
    await later.getByRole('button', { name: 'Theme' }).click();
    await expect(later.getByRole('menuitemradio', { name: 'Dark' })).toHaveAttribute('aria-checked', 'true');
    await later.getByRole('menuitemradio', { name: 'System' }).click();
    await expect(later.locator('html')).not.toHaveAttribute('data-theme');
  });

  await test.step('as the system: a dark system gets a dark page', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await openList(page, EDGE_LIST);
    const dark = await page.evaluate(() => getComputedStyle(document.body).color);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).color)).not.toBe(dark);
  });
});

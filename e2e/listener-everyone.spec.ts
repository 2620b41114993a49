import { expect, test } from './support/sluice';
import { axeFindings, eachFace } from './verbs/axe';
import { addressOf } from './verbs/listener';

const QUEUE = 'lb-uf60pk4r7y1b2n8s5d3hj';

test('axe finds nothing on a listener, a stopped one, one whose backends are all abnormal, and one that is gone', async ({
  page,
  context,
  sluice,
}) => {
  test.setTimeout(120_000);
  await eachFace(context, sluice.url, async (face) => {
    for (const address of [
      addressOf(443),
      addressOf(9443),
      addressOf(5672, QUEUE, 'cn-shanghai'),
      addressOf(4711),
    ]) {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
      if (address === addressOf(443)) {
        await page.getByRole('main').getByRole('textbox').fill('203.0.113.77');
        await page.keyboard.press('Enter');
        await expect(page.locator('li[data-hit]')).toBeVisible();
      }
      expect(await axeFindings(page, face), `${face}, ${address}`).toEqual([]);
    }
  });
});

test('everything is in Chinese, and fits on a phone, upright, with an address tested by keyboard', async ({
  page,
  context,
  sluice,
}) => {
  await page.setViewportSize({ width: 375, height: 740 });
  await context.addCookies([{ name: 'sluice-locale', value: 'zh-CN', url: sluice.url }]);
  await page.goto(addressOf(443));
  await expect(page.getByRole('heading', { level: 1, name: 'edge-prod 上的 443 TCP' })).toBeVisible();
  const main = page.getByRole('main');
  await expect(main).toContainText('4 台后端服务器中 1 台异常');
  for (const name of ['配置', '后端健康状态', '访问控制', '操作记录'])
    await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();

  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }));
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
  const stops = page.getByRole('list', { name: '流量路径' }).getByRole('listitem');
  const [clients, listener] = await Promise.all([stops.first().boundingBox(), stops.nth(2).boundingBox()]);
  expect(listener?.y).toBeGreaterThan((clients?.y ?? 0) + (clients?.height ?? 0));

  await page.getByRole('textbox', { name: '要检测的地址' }).focus();
  await page.keyboard.type('8.8.8.8');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: '检测' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(main).toContainText('拒绝访问。8.8.8.8 不在白名单中。');
});

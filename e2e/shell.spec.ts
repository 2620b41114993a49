import { request } from 'node:http';
import { expect, test } from './support/sluice';
import { axeFindings, eachFace } from './verbs/axe';

const FORM = '/listeners/new?region=cn-hangzhou';

/** Sends requests as any program may: with a Host and an Origin of its choice, which a browser does not allow. */
function ask(url: string, method: string, headers: Record<string, string>) {
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const sending = request(url, { method, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (part: string) => (body += part));
      answer.on('end', () => resolve({ status: answer.statusCode, body }));
    });
    sending.on('error', reject).end();
  });
}

test('what comes from elsewhere gets nothing and changes nothing, and every response carries the policy', async ({
  sluice,
  page,
}) => {
  await test.step('a foreign name rebound to this address gets nothing, not even a file', async () => {
    for (const path of ['/listeners', '/icon.svg', '/nothing']) {
      const answer = await ask(`${sluice.url}${path}`, 'GET', { host: 'rebound.example' });
      expect(answer).toEqual({ status: 421, body: '' });
    }
  });

  await test.step('a request that changes something needs an origin of our own', async () => {
    const { host } = new URL(sluice.url);
    const rejected = { status: 403, body: '' };
    expect(await ask(`${sluice.url}/listeners`, 'POST', { host })).toEqual(rejected);
    expect(await ask(`${sluice.url}/listeners`, 'POST', { host, origin: 'http://evil.example' })).toEqual(
      rejected,
    );
    const rebound = { host: 'evil.example', origin: 'http://evil.example' };
    expect((await ask(`${sluice.url}/listeners`, 'POST', rebound)).status).toBe(421);
  });

  await test.step('every response carries the policy and the other headers, each with a nonce of its own', async () => {
    const nonces = new Set<string | undefined>();
    for (const path of ['/listeners', '/listeners/new', '/nothing']) {
      const headers = (await page.goto(path))?.headers() ?? {};
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['content-security-policy']).toContain(`frame-ancestors 'none'`);
      nonces.add(/'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1]);
    }
    expect(nonces.size).toBe(3);
    expect(nonces).not.toContain(undefined);
  });
});

test.describe('language', () => {
  test('switching keeps what was typed and what was chosen', async ({ page }) => {
    await page.goto(FORM);
    await page.getByLabel('Description').fill('kept words');
    await page.getByText('VServer group', { exact: true }).first().click();
    await page.getByRole('button', { name: '切换到中文' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await expect(page.getByRole('link', { name: '监听', exact: true }).first()).toBeVisible();
    await expect(page.getByLabel('描述')).toHaveValue('kept words');
    await expect(page.getByRole('radio', { name: '虚拟服务器组' })).toBeChecked();
  });

  test('the choice is remembered over the browser’s preference', async ({ page }) => {
    await page.goto('/nothing');
    await page.getByRole('button', { name: '切换到中文' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await page.reload();
    await expect(page.getByRole('heading', { name: '页面不存在' })).toBeVisible();
  });

  test.describe('of a Chinese browser', () => {
    test.use({ locale: 'zh-CN' });
    test('is Chinese from the start', async ({ page }) => {
      await page.goto('/nothing');
      await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
      await page.goto('/listeners');
      await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
      await expect(page.getByRole('heading', { name: '监听', level: 1 })).toBeVisible();
    });
  });
});

test('on a phone nothing is wider than the screen, and the navigation is a drawer that leads away', async ({
  page,
}) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await test.step('nothing is wider than the screen', async () => {
    for (const path of ['/listeners', FORM, '/nothing']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const { scroll, client } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        client: document.documentElement.clientWidth,
      }));
      expect(scroll, path).toBeLessThanOrEqual(client);
    }
  });

  await test.step('the navigation is a drawer that leads away and closes', async () => {
    await page.goto('/listeners/new');
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    const drawer = page.getByRole('dialog', { name: 'Menu' });
    await expect(drawer.getByText('No calls reach the cloud')).toBeVisible();
    await drawer.getByRole('link', { name: 'Listeners' }).click();
    await expect(page).toHaveURL(/\/listeners(\?|$)/);
    await expect(drawer).toHaveCount(0);
  });
});

test('axe finds nothing in the frame, an open menu, an open list and a missing page, in both themes', async ({
  page,
  context,
  sluice,
}) => {
  await eachFace(context, sluice.url, async (face) => {
    await page.goto('/nothing');
    expect(await axeFindings(page, face), face).toEqual([]);
    await page.getByRole('button', { name: /^(Theme|主题)$/ }).click();
    await expect(page.getByRole('menuitemradio').first()).toBeFocused();
    expect(await axeFindings(page, face), face).toEqual([]);
    await page.goto(FORM);
    await page.getByRole('combobox', { name: /^(Instance|负载均衡实例)$/ }).click();
    await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
    expect(await axeFindings(page, face), face).toEqual([]);
  });
});

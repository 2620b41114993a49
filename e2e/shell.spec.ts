import { request } from 'node:http';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './support/sluice';

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

test.describe('requests from elsewhere', () => {
  test('a foreign name rebound to this address gets nothing, not even a file', async ({ sluice }) => {
    for (const path of ['/listeners', '/icon.svg', '/nothing']) {
      const answer = await ask(`${sluice.url}${path}`, 'GET', { host: 'rebound.example' });
      expect(answer).toEqual({ status: 421, body: '' });
    }
  });

  test('a request that changes something needs an origin of our own', async ({ sluice }) => {
    const { host } = new URL(sluice.url);
    const rejected = { status: 403, body: '' };
    expect(await ask(`${sluice.url}/listeners`, 'POST', { host })).toEqual(rejected);
    expect(await ask(`${sluice.url}/listeners`, 'POST', { host, origin: 'http://evil.example' })).toEqual(
      rejected,
    );
    const rebound = { host: 'evil.example', origin: 'http://evil.example' };
    expect((await ask(`${sluice.url}/listeners`, 'POST', rebound)).status).toBe(421);
  });

  test('every response carries the policy and the other headers, each with a nonce of its own', async ({
    page,
  }) => {
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
    });
  });
});

test('the theme is chosen by keyboard and the server writes it on the next page', async ({ page }) => {
  await page.goto('/nothing');
  const trigger = page.getByRole('button', { name: 'Theme' });
  await trigger.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitemradio', { name: 'System' })).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitemradio', { name: 'Dark' })).toBeFocused();
  await page.keyboard.press('l');
  await expect(page.getByRole('menuitemradio', { name: 'Light' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(trigger).toBeFocused();

  await page.goto('/nothing', { waitUntil: 'commit' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await trigger.click();
  await expect(page.getByRole('menuitemradio', { name: 'Dark' })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(trigger).toBeFocused();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 375, height: 812 } });

  test('the navigation is a drawer that leads away and closes', async ({ page }) => {
    await page.goto('/listeners/new');
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    const drawer = page.getByRole('dialog', { name: 'Menu' });
    await expect(drawer.getByText('No calls reach the cloud')).toBeVisible();
    await drawer.getByRole('link', { name: 'Listeners' }).click();
    await expect(page).toHaveURL(/\/listeners(\?|$)/);
    await expect(drawer).toHaveCount(0);
  });

  test('nothing is wider than the screen', async ({ page }) => {
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
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('axe finds nothing in the frame, an open menu, an open list and a missing page', async ({
      page,
    }) => {
      const violations = async () => {
        const { violations: found } = await new AxeBuilder({ page }).analyze();
        return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
      };
      await page.goto('/nothing');
      expect(await violations()).toEqual([]);
      await page.getByRole('button', { name: 'Theme' }).click();
      await expect(page.getByRole('menuitemradio').first()).toBeFocused();
      expect(await violations()).toEqual([]);
      await page.goto(FORM);
      await page.getByRole('combobox', { name: 'Instance', exact: true }).click();
      await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
      expect(await violations()).toEqual([]);
    });
  });
}

test('the skip link is the first stop and leads to the content', async ({ page }) => {
  await page.goto('/nothing');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to main content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
});

import type { Page } from '@playwright/test';
import { expect, test } from '../support/sluice';
import { axeFindings } from '../verbs/axe';
import { choice, fill, list, openForm, PAY, summary, toggle } from '../verbs/form';

const words = {
  'en-US': {
    create: 'Create listener',
    cancel: 'Cancel',
    http: 'HTTP HEAD',
    pair: 'Primary/secondary',
    restrict: 'Restrict addresses',
    allow: 'Allowlist',
    list: 'List',
    advanced: 'Advanced',
    show: 'Show',
    persistence: 'Session persistence',
    port: 'Listener port',
  },
  'zh-CN': {
    create: '创建监听',
    cancel: '取消',
    http: 'HTTP HEAD',
    pair: '主备服务器组',
    restrict: '启用访问控制',
    allow: '白名单',
    list: '访问控制策略组',
    advanced: '高级配置',
    show: '展开',
    persistence: '会话保持',
    port: '监听端口',
  },
};

async function expectNothingFound(page: Page): Promise<void> {
  expect(await axeFindings(page)).toEqual([]);
}

/** Colours do not depend on the width, so a phone is looked at in one theme. */
const views = (['en-US', 'zh-CN'] as const).flatMap((locale) => [
  { locale, colorScheme: 'light', width: 1440 } as const,
  { locale, colorScheme: 'dark', width: 1440 } as const,
  { locale, colorScheme: 'light', width: 375 } as const,
]);

for (const { locale, colorScheme, width } of views)
  test.describe(`${locale}, ${colorScheme}, ${width} px`, () => {
    // High enough for the whole form: a field that is half below the bar at the foot is no finding, one scrolls.
    test.use({ locale, colorScheme, viewport: { width, height: 3600 } });

    test('axe finds nothing on the form, blank, with every branch open, with errors, with a question', async ({
      page,
    }) => {
      // Four looks of axe at a page of this height take their time on a loaded machine.
      test.slow();
      const w = words[locale];
      await openForm(page, PAY);
      await expectNothingFound(page);

      await choice(page, w.pair).check();
      await choice(page, w.http).check();
      await toggle(page, w.restrict).check();
      await choice(page, w.allow).check();
      await page.getByRole('region', { name: w.advanced }).getByRole('button', { name: w.show }).click();
      await toggle(page, w.persistence).check();
      await list(page, w.list).click();
      await expect(page.getByRole('listbox')).toBeVisible();
      await expectNothingFound(page);
      await page.getByRole('listbox').getByRole('option', { name: 'acl-bp1h6e1ykz6pd' }).click();

      await fill(page, w.port, '443');
      await page.getByRole('button', { name: w.create }).click();
      await expect(summary(page)).toBeFocused();
      await expectNothingFound(page);

      await page.getByRole('button', { name: w.cancel }).click();
      await expect(page.getByRole('alertdialog')).toBeVisible();
      await expectNothingFound(page);
    });
  });

import { expect, test } from '../support/sluice';
import { axeFindings, type Face } from '../verbs/axe';
import { choice, fill, list, openForm, PAY, summary, toggle } from '../verbs/form';

const words = {
  en: {
    create: 'Create listener',
    cancel: 'Cancel',
    http: 'HTTP HEAD',
    pair: 'Primary/secondary',
    restrict: 'Access control',
    allow: 'Allowlist',
    list: 'Access control list',
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

/** The second view shows what the first does, so only the rules that depend on language and theme run there. */
const views = [
  { locale: 'en', theme: 'light', width: 1440, rulesOf: 'en, light' },
  { locale: 'zh-CN', theme: 'dark', width: 1440, rulesOf: 'zh-CN, dark' },
  { locale: 'zh-CN', theme: 'light', width: 375, rulesOf: 'en, light' },
] as const satisfies readonly { rulesOf: Face; [name: string]: unknown }[];

for (const { locale, theme, width, rulesOf } of views)
  test(`axe finds nothing on the form, blank, with every branch open, with errors, with a dialog: ${locale}, ${theme}, ${width} px`, async ({
    page,
    context,
    sluice,
  }) => {
    // Four axe runs on a page of this height take their time on a loaded machine.
    test.slow();
    await context.addCookies([
      { name: 'sluice-locale', value: locale, url: sluice.url },
      { name: 'sluice-theme', value: theme, url: sluice.url },
    ]);
    // High enough for the whole form: a field that is half below the bar at the foot is no finding, one scrolls.
    await page.setViewportSize({ width, height: 3600 });
    const w = words[locale];
    const expectNothingFound = async () => expect(await axeFindings(page, rulesOf)).toEqual([]);
    await openForm(page, PAY);
    await expectNothingFound();

    await choice(page, w.pair).check();
    await choice(page, w.http).check();
    await toggle(page, w.restrict).check();
    await choice(page, w.allow).check();
    await page.getByRole('region', { name: w.advanced }).getByRole('button', { name: w.show }).click();
    await toggle(page, w.persistence).check();
    await list(page, w.list).click();
    await expect(page.getByRole('listbox')).toBeVisible();
    await expectNothingFound();
    await page.getByRole('listbox').getByRole('option', { name: 'acl-bp1h6e1ykz6pd' }).click();

    await fill(page, w.port, '443');
    await page.getByRole('button', { name: w.create }).click();
    await expect(summary(page)).toBeFocused();
    await expectNothingFound();

    await page.getByRole('button', { name: w.cancel }).click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await expectNothingFound();
  });

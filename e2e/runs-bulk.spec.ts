import type { Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import { axeFindings, eachFace } from './verbs/axe';
import { ALL_LIST, EDGE_ID, EDGE_LIST, openList, type ListenerName } from './verbs/list';
import { bulkButton, expectProgress, run } from './verbs/runs';

async function select(page: Page, ...names: ListenerName[]): Promise<void> {
  for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
}

test('one setting is changed on several listeners, and what has it already is no error', async ({
  page,
  sandbox,
}) => {
  await openList(page, ALL_LIST);
  await select(page, '443/TCP on edge-prod', '2222/TCP on edge-prod', '5432/TCP on ledger-core');
  const change = bulkButton(page, /^Change 2/);
  await expect(change).toHaveAccessibleDescription('skips 1: 1 protected');
  await change.click();
  const dialog = page.getByRole('dialog', { name: 'Change 2 listeners' });
  await expect(dialog).toContainText('Finance-audit-2026');
  const confirm = dialog.getByRole('button', { name: 'Change 2' });
  await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('combobox', { name: 'Setting' }).selectOption('Established timeout');
  await dialog.getByRole('textbox').fill('9');
  await expect(confirm).toHaveAccessibleDescription('A whole number from 10 to 900');
  await dialog.getByRole('textbox').fill('600');
  await confirm.click();
  await expectProgress(page, '3 of 3');
  await expectProgress(page, '2 done');
  const sent = await sandbox.requests('SetLoadBalancerTCPListenerAttribute');
  expect(
    sent.map(({ parameters }) => [parameters['LoadBalancerId'], parameters['EstablishedTimeout']]),
  ).toEqual([
    [EDGE_ID, '600'],
    [EDGE_ID, '600'],
  ]);
});

test('deleting listeners that run wants their number typed, and what failed is tried again', async ({
  page,
  sandbox,
}) => {
  await openList(page, ALL_LIST);
  await select(page, '2222/TCP on edge-prod', '9443/TCP on edge-prod');
  await bulkButton(page, /^Delete 2/).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete 2 listeners?' });
  await expect(dialog).toContainText('Running now: 1');
  const confirm = dialog.getByRole('button', { name: 'Delete 2' });
  await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  // No answer comes, and nothing was done, twice: what became of it is not known.
  await sandbox.fault({ action: 'DeleteLoadBalancerListener', count: 2, kind: 'error-5xx' });
  await dialog.getByRole('textbox').fill('2');
  await page.keyboard.press('Enter');
  await expectProgress(page, '2 of 2');
  await expectProgress(page, '1 unknown');
  await expect(page.getByRole('table')).toContainText('ServiceUnavailable');
  await expect(page.getByRole('button', { name: /Retry/ })).toHaveCount(0);
  const look = page.getByRole('button', { name: 'Look at 1 unknown again' });
  await expect(look).toHaveAccessibleDescription(/Looking again reads each first/);
  await look.click();
  await expectProgress(page, '2 done');
  await expect(page.getByRole('table')).toContainText('Read back: it is gone');
  await expect(look).toHaveCount(0);
});

test('the bar, its question, the runs and one run pass axe in both languages and on a phone', async ({
  page,
  context,
  sluice,
}) => {
  // Several pages and questions judged by axe, on a machine that does much else.
  test.setTimeout(120_000);
  const check = () => page.getByRole('checkbox', { name: /2222/ }).check();
  // The question of a deletion holds all that those of a start and a stop do.
  const bulk = { en: [/^Change 1/, /^Delete 1/], 'zh-CN': [/^变更 1/, /^删除 1/] };
  await eachFace(context, sluice.url, async (face) => {
    await page.goto(EDGE_LIST);
    await check();
    for (const name of bulk[face.startsWith('zh') ? 'zh-CN' : 'en']) {
      await page.getByRole('button', { name }).click();
      const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
      await expect(dialog).toBeVisible();
      await expect(dialog).toContainText('2222');
      expect(await axeFindings(page), `${name.source}, ${face}`).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    }
    expect(await axeFindings(page), face).toEqual([]);
  });
  await context.clearCookies();
  await page.setViewportSize({ width: 375, height: 812 });
  await openList(page, EDGE_LIST);
  await check();
  // Narrow screens have the bar in two lines, each as wide as the screen.
  await expect(page.getByRole('group', { name: 'What can be done with the selected' })).toBeInViewport({
    ratio: 0.9,
  });
  await run(page, /^Stop 1$/, 'Stop 1');
  await expectProgress(page, '1 of 1');
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  await page.goto('/runs');
  await expect(page.getByRole('link', { name: 'Stop 1 listener' }).first()).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.goto('/runs/999999');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such run');
});

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import { chooseExport, EDGE_LIST, openFreshList } from './verbs/list';
import { applyPlan, grid } from './verbs/plans';
import { bulkButton, expectProgress } from './verbs/runs';

test.describe.configure({ timeout: 180_000 });

const EXPORTS = { csv: 'CSV for a plan (all settings)', json: 'JSON for a plan', terraform: 'Terraform' };
const ENDINGS = { csv: 'csv', json: 'json', terraform: 'tf' };
type Format = keyof typeof EXPORTS;

async function exportAll(page: Page, format: Format): Promise<string> {
  await openFreshList(page, EDGE_LIST);
  const [download] = await Promise.all([page.waitForEvent('download'), chooseExport(page, EXPORTS[format])]);
  return readFile(await download.path(), 'utf8');
}

const sortedLines = (text: string) => text.trimEnd().split('\r\n').toSorted();

/** Deletes every TCP listener that the list shows. */
async function deleteAll(page: Page, count: number): Promise<void> {
  await page.getByRole('checkbox', { name: 'Select all TCP listeners on this page' }).check();
  await bulkButton(page, /^Delete/).click();
  const dialog = page.getByRole('alertdialog', { name: `Delete ${count} listeners?` });
  await dialog.getByRole('textbox').fill(String(count));
  await dialog.getByRole('button', { name: `Delete ${count}` }).click();
  await page.waitForURL(/\/runs\/\d+/);
  await expectProgress(page, `${count} done`);
}

test('listeners that were exported, deleted and imported again are the same, as CSV, JSON and Terraform', async ({
  page,
}) => {
  const before = await exportAll(page, 'csv');
  // The last line says that the HTTP listener is not among them.
  const count = sortedLines(before).filter((line) => line.startsWith('"cn-')).length;
  expect(count).toBe(7);

  for (const format of ['csv', 'json', 'terraform'] as const)
    await test.step(format, async () => {
      const text = format === 'csv' ? before : await exportAll(page, format);
      if (format === 'csv') await openFreshList(page, EDGE_LIST);
      await deleteAll(page, count);
      await page.goto(`/listeners/plan?from=${format}`);
      await page.locator('input[type=file]').setInputFiles({
        name: `all.${ENDINGS[format]}`,
        mimeType: 'text/plain',
        buffer: Buffer.from(text),
      });
      await page.getByRole('button', { name: 'Create plan' }).click();
      // Where a file says what it lacks, that is shown before its plan.
      const open = page.getByRole('link', { name: 'Open plan' });
      await expect(open.or(grid(page))).toBeVisible();
      if (await open.isVisible()) await open.click();
      await page.waitForURL(/\/listeners\/plan\/\d+/);
      await expect(page.getByRole('navigation', { name: 'Results' })).toContainText(`${count} to create`);
      await expect(grid(page)).toHaveAttribute('aria-rowcount', String(count + 1));
      await applyPlan(page);
      // Each row is created, read, started and read, one after another on its instance.
      await expectProgress(page, `${count} done`, 60_000);
      const after = sortedLines(await exportAll(page, 'csv'));
      // What Terraform creates, it starts.
      const started = (lines: string[]) => lines.map((line) => line.replace(/"off",$/, '"on",')).toSorted();
      if (format === 'terraform') expect(after).toEqual(started(sortedLines(before)));
      else expect(after).toEqual(sortedLines(before));
    });
});

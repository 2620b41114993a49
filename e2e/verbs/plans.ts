import type { Locator, Page } from '@playwright/test';
import { expect } from '../support/sluice';
import { EDGE } from './form';

/** Plans, in verbs. */

/** A CSV file of listeners on the example instance. */
export function csvOf(rows: readonly Record<string, string>[]): string {
  const on = { RegionId: EDGE.regionId, LoadBalancerId: EDGE.loadBalancerId };
  const whole: Record<string, string>[] = rows.map((row) => ({ ...on, ...row }));
  const names = [...new Set(whole.flatMap((row) => Object.keys(row)))];
  const lines = whole.map((row) => names.map((name) => row[name] ?? '').join(','));
  return [names.join(','), ...lines].join('\n');
}

export function portRow(port: number, more: Record<string, string> = {}): Record<string, string> {
  return { ListenerPort: String(port), BackendServerPort: '8080', Bandwidth: '1', ...more };
}

/** Makes a plan of a pasted CSV text, and opens it. */
export async function planFromCsv(page: Page, csv: string): Promise<void> {
  await page.goto('/listeners/plan?from=csv');
  await page.getByRole('textbox', { name: 'CSV text' }).fill(csv);
  await page.getByRole('button', { name: 'Create plan' }).click();
  await page.waitForURL(/\/listeners\/plan\/\d+/);
  await expect(grid(page)).toBeVisible();
}

/** Reviews the plan that is shown, confirms what must be, and starts it; the page is that of its run. */
export async function applyPlan(page: Page): Promise<void> {
  const review = page.getByRole('button', { name: /^Review \d+ changes?$/ });
  await expect(review).not.toHaveAttribute('aria-disabled');
  await review.click();
  const apply = page.getByRole('button', { name: /^Apply \d+ changes?$/ });
  await expect(apply).toBeVisible();
  for (const confirmation of await page.getByRole('main').getByRole('checkbox').all())
    await confirmation.check();
  await apply.click();
  await page.waitForURL(/\/runs\/\d+/);
}

export function grid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Rows of the plan' });
}

/** A row by its number, from 1. */
export function planRow(page: Page, number: number): Locator {
  return grid(page).getByRole('row', { name: new RegExp(`^${number} `) });
}

/** A cell of a row, by the title of its column. */
export async function planCell(page: Page, number: number, column: string): Promise<Locator> {
  const titles = await grid(page).getByRole('columnheader').allTextContents();
  return planRow(page, number)
    .getByRole('gridcell')
    .nth(titles.indexOf(column) - 1);
}

/** What a row will do, once it is checked. */
export async function expectResult(page: Page, number: number, result: string): Promise<void> {
  await expect(planRow(page, number).getByRole('rowheader')).toContainText(new RegExp(`^${number}${result}`));
}

/** What is typed is kept by the server. */
export async function expectSaved(page: Page): Promise<void> {
  await expect(page.locator('[data-saving="saved"]')).toBeVisible();
}

/** Puts a text on the clipboard of the page, and pastes it where the focus is. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

import type { Locator, Page } from '@playwright/test';
import type { Sandbox } from '../support/sandbox';
import { expect } from '../support/sluice';
import { rows, searchBox } from './list';

/** Runs and the bar that begins them, in verbs. */

export function bulkButton(page: Page, name: RegExp): Locator {
  return page.getByRole('region', { name: 'Selection' }).getByRole('button', { name });
}

/** Selects the first page of each of the first instances of Hangzhou in the large data: 25 listeners, 21 of which run. */
export async function selectFirstPages(page: Page, instances: number): Promise<void> {
  for (let index = 0; index < instances; index += 1) {
    const instance = `lb-bp1large000${index}`;
    if (index === 0) await page.goto(`/listeners?regions=cn-hangzhou&q=${instance}`);
    else await searchBox(page).fill(instance);
    // A region of this size takes its time to be read.
    await expect(rows(page).first()).toContainText(instance, { timeout: 30_000 });
    await expect(rows(page)).toHaveCount(25);
    await page.getByRole('columnheader').getByRole('checkbox').check();
    await expect(page.getByRole('region', { name: 'Selection' })).toContainText(
      `${25 * (index + 1)} selected`,
    );
  }
}

/** Begins a run of the selected that needs no more than a yes. */
export async function run(page: Page, button: RegExp, confirm: string): Promise<void> {
  await bulkButton(page, button).click();
  await page.getByRole('alertdialog').getByRole('button', { name: confirm, exact: true }).click();
  await expect(page).toHaveURL(/\/runs\/\d+$/, { timeout: 20_000 });
}

/** Chooses the access control list of a region in the dialog of a bulk change, by its name. */
export async function chooseList(page: Page, regionId: string, name: string): Promise<void> {
  await page
    .getByRole('dialog')
    .getByRole('combobox', { name: `List in ${regionId}` })
    .click();
  await page.getByRole('combobox', { name: 'Name or ID' }).fill(name);
  await page.getByRole('option', { name }).first().click();
}

/** The progress of the run shown, as text. */
export async function expectProgress(page: Page, words: RegExp | string, timeout = 20_000): Promise<void> {
  await expect(page.getByRole('main')).toContainText(words, { timeout, useInnerText: true });
}

/** Waits until a run's page has just refreshed itself: right after that, it requests nothing. */
export async function untilRenewed(page: Page): Promise<void> {
  const main = page.getByRole('main');
  const before = await main.innerText();
  await page.waitForFunction((text) => document.querySelector('main')?.innerText !== text, before, {
    polling: 'raf',
    timeout: 20_000,
  });
}

/** How often each listener's change was executed, by region, instance and port. */
export async function carriedOut(sandbox: Sandbox, action: string): Promise<number[]> {
  const times = new Map<string, number>();
  for (const { parameters, httpStatus, regionId } of await sandbox.requests(action)) {
    if (httpStatus !== 200) continue;
    const name = `${regionId} ${parameters['LoadBalancerId']} ${parameters['ListenerPort']}`;
    times.set(name, (times.get(name) ?? 0) + 1);
  }
  return [...times.values()];
}

import type { Locator, Page } from '@playwright/test';
import { expect } from '../support/sluice';

/** The list of listeners, in verbs. Names are those on the screen, in English unless a test says otherwise. */

/** Named after what every row's menu is called: "443/TCP on edge-prod". */
export type ListenerName = `${number}/${'TCP' | 'UDP' | 'HTTP' | 'HTTPS'} on ${string}`;

/** The facts of a row, each under its word in the head. Description and health share the column of the one before. */
export const COLUMNS = [
  'Port',
  'Description',
  'Status',
  'Healthy',
  'Instance',
  'Region',
  'Backend',
  'Access',
  'Mbit/s',
  'Changed',
] as const;
export type Column = (typeof COLUMNS)[number] | 'Scheduler' | 'Health check';

/** All columns, those that are not shown by default too. */
export const EVERY_COLUMN =
  'columns=port,description,status,healthy,instance,region,backend,scheduler,health-check,access,bandwidth';

/** The three that hold instances in the demo data. */
export const REGIONS = 'cn-hangzhou,cn-shanghai,eu-central-1';

export const EDGE_ID = 'lb-bp1b6c719dfa08exfuca5';
/** Stopped in the demo data; nothing forbids anything on it. */
export const STOPPED: ListenerName = '9443/TCP on edge-prod';
export const STOPPED_KEY = { regionId: 'cn-hangzhou', loadBalancerId: EDGE_ID, listenerPort: 9443 };
/** Running in the demo data, in the default server group. */
export const RUNNING: ListenerName = '2222/TCP on edge-prod';

/** One of each region that is stopped in the demo data and may be started. */
export const STOPPED_IN = {
  'cn-hangzhou': STOPPED,
  'cn-shanghai': '8443/TCP on orders-sh',
  'eu-central-1': '8443/TCP on telemetry-eu',
} as const satisfies Record<string, ListenerName>;

/** Only the listeners of edge-prod: all on one page. */
export const EDGE_LIST = `/listeners?regions=cn-hangzhou&instance=${EDGE_ID}`;
export const ALL_LIST = `/listeners?regions=${REGIONS}&size=100`;

/**
 * The list, ready for the first click. It shows what the inventory remembers, which is what the sandbox has, and reads it
 * again after a second: a test that counts or fails these reads needs `openFreshList`.
 */
export async function openList(page: Page, address = '/listeners'): Promise<void> {
  await page.goto(address);
  // Written in the browser only: from here on keys are heard.
  await expect(foot(page).locator('time')).toBeAttached();
  await expect(rows(page).first()).toBeVisible();
}

/** The same, after it has read again what was remembered: until its next refresh, no call is made for it. */
export async function openFreshList(page: Page, address?: string): Promise<void> {
  await openList(page, address);
  await expect(foot(page)).not.toContainText('Updating');
}

function foot(page: Page): Locator {
  return page.getByLabel('Pagination and data age');
}

/** The rows that are listeners. */
export function rows(page: Page): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('button', { name: /^Actions for / }) });
}

export function row(page: Page, name: ListenerName): Locator {
  return page
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: `Actions for ${name}`, exact: true }) });
}

/** The head of a column: the one with this word in it. */
export function head(page: Page, column: Column): Locator {
  return page
    .getByRole('columnheader')
    .filter({ has: page.getByRole('link', { name: column, exact: true }) });
}

export function sortLink(page: Page, column: Column): Locator {
  return page.getByRole('columnheader').getByRole('link', { name: column, exact: true });
}

/** Where two facts share a column, the place of each in it. */
const PARTS: Partial<Record<Column, number>> = { Port: 1, Description: 2, Status: 1, Healthy: 2 };

/** What a row says below this word of the head; also in a card of a narrow screen, which has no head on screen. */
export function cell(page: Page, name: ListenerName, column: Column): Locator {
  return row(page, name).locator(`xpath=${cellPath(column)}`);
}

/** From a row to the cell below this word of the head. */
export function cellPath(column: Column): string {
  const heads = `ancestor::table/thead/tr/th[.//a[normalize-space()="${column}"]]`;
  const part = PARTS[column];
  return `./*[position() = count(${heads}/preceding-sibling::th) + 1]${part === undefined ? '' : `/*[${part}]`}`;
}

/** The row says this, in the columns named. */
export async function expectRow(
  page: Page,
  name: ListenerName,
  cells: Partial<Record<Column, string | RegExp>>,
): Promise<void> {
  for (const [column, words] of Object.entries(cells))
    await expect(cell(page, name, column as Column), `${column} of ${name}`).toHaveText(words, {
      useInnerText: true,
    });
}

export async function expectStatus(page: Page, name: ListenerName, words: string | RegExp): Promise<void> {
  await expectRow(page, name, { Status: words });
}

export function menuButton(page: Page, name: ListenerName): Locator {
  return page.getByRole('button', { name: `Actions for ${name}`, exact: true });
}

export async function openRowMenu(page: Page, name: ListenerName): Promise<Locator> {
  await menuButton(page, name).click();
  const menu = page.getByRole('menu', { name: `Actions for ${name}` });
  await expect(menu).toBeVisible();
  return menu;
}

export async function startListener(page: Page, name: ListenerName): Promise<void> {
  await (await openRowMenu(page, name)).getByRole('menuitem', { name: 'Start' }).click();
}

export async function stopListener(page: Page, name: ListenerName): Promise<void> {
  await (await askToStop(page, name)).getByRole('button', { name: 'Stop listener' }).click();
}

/** Opens the dialog of a row's Stop. */
export async function askToStop(page: Page, name: ListenerName): Promise<Locator> {
  await (await openRowMenu(page, name)).getByRole('menuitem', { name: 'Stop …' }).click();
  const dialog = page.getByRole('alertdialog', { name: `Stop ${name}?` });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Opens the dialog of a row's Delete. */
export async function askToDelete(page: Page, name: ListenerName): Promise<Locator> {
  await (await openRowMenu(page, name)).getByRole('menuitem', { name: 'Delete …' }).click();
  const dialog = page.getByRole('alertdialog', { name: `Delete ${name}?` });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Deletes a listener, typing its port if the dialog requires it. */
export async function deleteListener(page: Page, name: ListenerName): Promise<void> {
  const dialog = await askToDelete(page, name);
  const box = dialog.getByRole('textbox');
  if ((await box.count()) > 0) await box.fill(name.slice(0, name.indexOf('/')));
  await dialog.getByRole('button', { name: 'Delete listener' }).click();
}

/** Sluice's messages about actions. */
export function notices(page: Page): Locator {
  return page.getByRole('region', { name: 'Notifications' });
}

/** The notice with this text: a success is a status, a failure an alert. */
export function notice(page: Page, kind: 'status' | 'alert', words: string | RegExp): Locator {
  return notices(page).getByRole(kind).filter({ hasText: words });
}

export function searchBox(page: Page): Locator {
  return page.getByRole('searchbox', { name: 'Filter listeners' });
}

/** How many match, as it is shown and announced. */
export async function expectFound(page: Page, words: string): Promise<void> {
  await expect(page.getByRole('search').getByRole('status')).toHaveText(words);
}

/** Opens the form that puts a filter together part by part. */
export async function openFilterForm(page: Page): Promise<Locator> {
  await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Filter' }).click();
  const form = page.getByRole('dialog', { name: 'Add a filter' });
  await expect(form.getByRole('button', { name: 'Add' })).toBeVisible();
  return form;
}

/** Adds a filter for any of the values of a property. */
export async function filterBy(
  page: Page,
  property: 'Status' | 'Region' | 'Instance' | 'Tags' | 'Owner',
  ...values: string[]
): Promise<void> {
  const form = await openFilterForm(page);
  await form.getByRole('combobox', { name: 'Property' }).selectOption(property);
  for (const value of values) await form.getByRole('checkbox', { name: value }).check();
  await form.getByRole('button', { name: 'Add' }).click();
  await expect(form).toBeHidden();
}

/** The parts of the filter that hold, as they are read. */
export function filterParts(page: Page): Locator {
  return page.getByRole('search').getByTitle(/^Edit filter /);
}

/** Chooses the regions in the header, by id, instead of those shown now. */
export async function chooseRegions(page: Page, regionIds: readonly string[]): Promise<void> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /regions?$/ })
    .click();
  const picker = page.getByRole('dialog', { name: 'Regions to show' });
  await expect(picker).toBeVisible();
  const ticked = picker.getByRole('checkbox', { checked: true });
  for (let left = await ticked.count(); left > 0; left -= 1) await ticked.first().click();
  for (const regionId of regionIds) {
    await picker.getByRole('checkbox', { name: new RegExp(`(^|[^\\w-])${regionId}(?!-)`) }).check();
  }
  await picker.getByRole('button', { name: 'Apply' }).click();
  await expect(picker).toBeHidden();
}

/** Marks the document: the mark is gone once the page was reloaded. */
export async function markDocument(page: Page): Promise<{ expectSame: () => Promise<void> }> {
  await page.evaluate(() => document.body.setAttribute('data-same-document', ''));
  return { expectSame: () => expect(page.locator('body')).toHaveAttribute('data-same-document', '') };
}

/** Requests an export; what follows is a download, or a dialog. */
export async function chooseExport(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Export results' }).press('Enter');
  await page.getByRole('menuitem', { name, exact: true }).press('Enter');
}

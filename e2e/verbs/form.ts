import type { Locator, Page } from '@playwright/test';
import type { Sandbox } from '../support/sandbox';
import { expect } from '../support/sluice';

/** The create form, in verbs. Names are those on the screen; English unless a test says otherwise. */

export const CREATE = 'CreateLoadBalancerTCPListener';

/** The reference's example instance, in the demo data. */
export const EDGE = {
  regionId: 'cn-hangzhou',
  loadBalancerId: 'lb-bp1b6c719dfa08exfuca5',
  name: 'edge-prod',
};
/** Billed by bandwidth, 145 of its 200 Mbit/s held. */
export const PAY = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l', name: 'pay-gw' };
type Instance = typeof EDGE;

/** The form, ready for the first key; with an instance chosen as a link to the page may. */
export async function openForm(page: Page, on?: Instance): Promise<void> {
  await page.goto(
    on ? `/listeners/new?region=${on.regionId}&instance=${on.loadBalancerId}` : '/listeners/new',
  );
  await expect(page.getByRole('button', { name: /^(Create listener|创建监听)$/ })).toBeVisible();
}

/** A line to type in, by its whole name. */
export function field(page: Page, name: string): Locator {
  return page.getByRole('textbox', { name, exact: true });
}

/** A list to choose from: of the browser or our own. */
export function list(page: Page, name: string): Locator {
  return page.getByRole('combobox', { name, exact: true });
}

/** One of a few, such as "Unlimited". */
export function choice(page: Page, name: string | RegExp): Locator {
  return page.getByRole('radio', { name, exact: typeof name === 'string' });
}

export function toggle(page: Page, name: string): Locator {
  return page.getByRole('switch', { name, exact: true });
}

export function tick(page: Page, name: string): Locator {
  return page.getByRole('checkbox', { name, exact: true });
}

export function bandwidth(page: Page): Locator {
  return field(page, 'Bandwidth, Mbit/s');
}

export async function fill(page: Page, name: string, text: string): Promise<void> {
  await field(page, name).fill(text);
}

/** Types into one of our lists and chooses the entry with this text. */
export async function choose(page: Page, name: string, words: string | RegExp): Promise<void> {
  await list(page, name).click();
  await page.getByRole('listbox').getByRole('option', { name: words }).first().click();
  await expect(page.getByRole('listbox')).toBeHidden();
}

/** Puts a text into the search box of the list that is opening, as a paste does: no key of it reaches the trigger. */
export async function insertIntoSearch(page: Page, text: string): Promise<void> {
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.insertText(text);
}

/** Types an ID that no list offers, and selects it as typed. */
export async function typeId(page: Page, name: string, id: string): Promise<void> {
  await list(page, name).click();
  await insertIntoSearch(page, id);
  await page.getByRole('option', { name: `Use ID “${id}”`, exact: true }).click();
}

export async function chooseInstance(page: Page, instance: Instance): Promise<void> {
  await list(page, 'Region').selectOption(instance.regionId);
  await choose(page, 'Instance', instance.name);
}

/** The reference's own example, with the region and the backend port it does not print. */
export async function fillExample(page: Page): Promise<void> {
  await chooseInstance(page, EDGE);
  await fill(page, 'Listener port', '80');
  await choice(page, 'Unlimited').check();
  await fill(page, 'Backend port', '80');
}

/** What is required and nothing more, on an instance that is chosen already. */
export async function fillRequired(page: Page, port = '7001'): Promise<void> {
  await fill(page, 'Listener port', port);
  await bandwidth(page).fill('5');
  await fill(page, 'Backend port', '8080');
}

export function submitButton(page: Page): Locator {
  return page.getByRole('button', { name: 'Create listener', exact: true });
}

export async function submit(page: Page): Promise<void> {
  await submitButton(page).click();
}

export async function unfoldAdvanced(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Advanced' }).getByRole('button', { name: 'Show' }).click();
}

/** The error summary. */
export function summary(page: Page): Locator {
  return page.getByRole('main').getByRole('alert');
}

/** The message after an action, whatever page is shown by then. */
export function notice(page: Page): Locator {
  return page.getByRole('region', { name: 'Notifications' });
}

/** The control is marked as invalid, with this message. */
export async function expectFieldError(control: Locator, words: string | RegExp): Promise<void> {
  await expect(control).toHaveAttribute('aria-invalid', 'true');
  await expect(control).toHaveAccessibleDescription(
    typeof words === 'string' ? new RegExp(escaped(words)) : words,
  );
}

export async function expectNoFieldError(control: Locator): Promise<void> {
  await expect(control).not.toHaveAttribute('aria-invalid', 'true');
}

/** The parameters that the side panel says will be sent. */
export async function shownRequest(page: Page): Promise<Record<string, string>> {
  const panel = page.getByRole('region', { name: 'Request', exact: true });
  const names = await panel.getByRole('term').allInnerTexts();
  const values = await panel.getByRole('definition').allInnerTexts();
  return Object.fromEntries(names.map((name, at) => [name.trim(), values[at]?.trim() ?? '']));
}

/** The parameters of each creation that reached the sandbox, without what every call has. */
export async function receivedCreations(sandbox: Sandbox): Promise<Record<string, string>[]> {
  const requests = await sandbox.requests(CREATE);
  return requests.map(({ parameters }) => ({ ...parameters }));
}

/** The list, with the listener that was just made. */
export async function expectCreated(
  page: Page,
  { port, status = 'Stopped' }: { port: string; status?: string },
): Promise<Locator> {
  await expect(page).toHaveURL(/\/listeners\?(?:.*&)?new=/);
  const row = page.getByRole('row').filter({ hasText: 'New' });
  await expect(row).toContainText(port);
  await expect(row).toContainText(status);
  return row;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

import type { Locator, Page } from '@playwright/test';
import { expect } from '../support/sluice';
import { EDGE_ID } from './list';

/** The page of one listener, in verbs. */

export function addressOf(port: number, loadBalancerId = EDGE_ID, regionId = 'cn-hangzhou'): string {
  return `/listeners/${regionId}/${loadBalancerId}/${port}`;
}

/** Opens a page and waits for the listener on it, by what its title says: "443 TCP on edge-prod". */
export async function openListener(page: Page, address: string, title: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** The stops of the traffic path, each as text, in order. */
export async function trafficPathText(page: Page): Promise<string[]> {
  const stops = page.getByRole('list', { name: 'Traffic path' }).getByRole('listitem');
  const texts = await stops.evaluateAll((items) =>
    items
      .filter((item) => item.querySelector('li') === null)
      .map((item) => (item instanceof HTMLElement ? item.innerText : '').replace(/\s+/g, ' ').trim()),
  );
  return texts.filter((text) => text !== '');
}

/** The value of a setting, with whether it is set or default. */
export function setting(page: Page, name: string): Locator {
  return page
    .getByRole('definition')
    .and(page.locator(`dt:has-text("${name}") + dd`))
    .first();
}

/** The lines about one server below "Backend health". */
export function backend(page: Page, address: string): Locator {
  return section(page, 'Backend health').getByRole('listitem').filter({ hasText: address });
}

export function section(page: Page, name: string): Locator {
  return page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) });
}

/** Tests whether an address would pass and returns what the page says. */
export async function evaluateAcl(page: Page, address: string): Promise<Locator> {
  const box = page.getByRole('textbox', { name: 'Address to test' });
  await box.fill(address);
  await box.press('Enter');
  return section(page, 'Access control');
}

import type { Page } from '@playwright/test';

/** Signing in, in verbs. */

export const PASSWORD = 'correct horse battery';

export async function typePassword(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByRole('textbox', { name: 'Email address' }).fill(email);
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Opens the sign-in page and signs in. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-in');
  await typePassword(page, email, password);
  await page.waitForURL(/\/listeners(?:\?|$)/);
}

/** Fills in what a one-time link leads to. */
export async function acceptLink(
  page: Page,
  link: string,
  typed: { name?: string; email?: string; password?: string },
): Promise<void> {
  await page.goto(link);
  if (typed.name !== undefined)
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(typed.name);
  if (typed.email !== undefined) await page.getByRole('textbox', { name: 'Email address' }).fill(typed.email);
  await page.getByRole('textbox', { name: 'New password' }).fill(typed.password ?? PASSWORD);
  await page.getByRole('button', { name: 'Save and sign in' }).click();
}

import type { Locator } from '@playwright/test';

/** Presses Tab until this has the focus. */
export async function tabTo(wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await wanted.page().keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab never came to ${wanted.toString()}.`);
}

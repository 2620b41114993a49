import { firstRow } from './setting.js';

/**
 * What a reader does with a list, one step after the other.
 *
 * @typedef {(page: import('playwright-core').Page) => Promise<void>} Step
 */

/** @type {Record<'sluice' | 'ag-grid', readonly Step[]>} */
const steps = {
  sluice: [
    ...typing(),
    (page) => page.getByRole('columnheader').getByRole('link', { name: 'Port', exact: true }).click(),
    (page) => page.getByRole('button', { name: 'Filter', exact: true }).click(),
    (page) => page.keyboard.press('Escape'),
    (page) => page.getByRole('link', { name: 'Next page' }).click(),
    (page) =>
      page
        .getByRole('button', { name: /^Actions/ })
        .nth(2)
        .click(),
    (page) => page.keyboard.press('Escape'),
    (page) => page.locator(firstRow).first().getByRole('checkbox').click(),
  ],
  'ag-grid': [
    ...typing(),
    (page) => page.getByRole('columnheader', { name: 'Port' }).click(),
    (page) => page.getByRole('button', { name: 'Next Page' }).click(),
  ],
};

/** @returns {Step[]} */
function typing() {
  return [
    (page) => page.getByRole('searchbox').first().click(),
    ...['8', '0', '1', '7', 'Backspace', 'Backspace'].map((key) => (page) => page.keyboard.press(key)),
  ];
}

const pauseMillis = 700;

/**
 * Interaction to Next Paint: of fewer than fifty interactions it is the slowest one.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {{ kind: 'sluice' | 'ag-grid', url: string, firstRow: string }} subject
 * @param {number} cpuRate
 * @returns {Promise<{ millis: number, what: string }>} the slowest, and its event and target
 */
export async function slowestInteraction(browser, { kind, url, firstRow }, cpuRate) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch);
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.waitForSelector(firstRow);
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: cpuRate });
    for (const step of steps[kind]) {
      await step(page);
      await page.waitForTimeout(pauseMillis);
    }
    return await page.evaluate(() => window.benchSlowest);
  } finally {
    await context.close();
  }
}

/** Runs in the page before its own scripts do. */
function watch() {
  window.benchSlowest = { millis: 0, what: '' };
  new PerformanceObserver((list) => {
    for (const { interactionId, duration, name, target } of list.getEntries()) {
      if (!interactionId || duration <= window.benchSlowest.millis) continue;
      const label = target?.getAttribute?.('aria-label') ?? target?.textContent?.slice(0, 30) ?? '';
      window.benchSlowest = {
        millis: duration,
        what: `${name} on ${target?.localName ?? '?'} ${label}`.trim(),
      };
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
}

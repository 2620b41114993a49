/**
 * The calls that Sluice makes between the request for the list and the first painted row, just started and with a filled
 * inventory.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {import('./product.js').Product} product
 * @param {string} firstRow
 */
export async function callsBeforeFirstRow(browser, product, firstRow) {
  await product.stop();
  await product.start();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  try {
    const page = await context.newPage();
    await page.addInitScript((selector) => {
      const look = () => {
        if (document.querySelector(selector) === null) requestAnimationFrame(look);
        // The frame after the one that has it.
        else
          requestAnimationFrame(() => (window.benchFirstRowAt = performance.timeOrigin + performance.now()));
      };
      requestAnimationFrame(look);
    }, firstRow);
    await page.goto(`${product.url}/listeners`);
    await page.waitForFunction(() => window.benchFirstRowAt !== undefined, undefined, { polling: 50 });
    const [from, to] = await page.evaluate(() => [performance.timeOrigin, window.benchFirstRowAt]);
    const requests = await product.requests();
    return requests.filter(({ at }) => Date.parse(at) >= Math.floor(from) && Date.parse(at) <= to).length;
  } finally {
    await context.close();
  }
}

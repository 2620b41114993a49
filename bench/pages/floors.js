/**
 * What the list and the form hold, as their peers show it.
 *
 * @typedef {object} Floors
 * @property {string[][]} rows the text of each cell of the first page of the list
 * @property {{ tag: string, type?: string, label: string }[]} fields
 *
 * @param {import('playwright-core').Browser} browser
 * @param {{ list: { url: string, content: string }, form: { url: string, content: string } }} pages
 * @returns {Promise<Floors>}
 */
export async function readFloors(browser, { list, form }) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  try {
    await page.goto(list.url);
    await page.waitForSelector(list.content);
    const rows = await page.$$eval('tbody tr:not([aria-hidden="true"])', (elements) =>
      elements.map((row) => [...row.cells].map((cell) => cell.innerText.replaceAll(/\s+/g, ' ').trim())),
    );
    await page.goto(form.url);
    await page.waitForSelector(form.content);
    const fields = await page.$$eval('form :is(input, select, textarea)', (elements) =>
      elements.map((field) => ({
        tag: field.tagName.toLowerCase(),
        ...(field.tagName === 'INPUT' ? { type: field.type } : {}),
        label: field.labels?.[0]?.innerText ?? field.getAttribute('aria-label') ?? '',
      })),
    );
    return { rows, fields };
  } finally {
    await page.close();
  }
}

/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {{ path: string, prepare?: (page: Page) => Promise<void> }} Screen
 */

/** Of the demo data: it can be edited, and runs on. */
const LISTENER_KEY = 'cn-hangzhou/lb-bp1b6c719dfa08exfuca5/8443';

/** What `captureScreens` renders: the sandbox's demo data after one bulk run, which `stopListeners` starts. */
const screens = /** @type {Record<string, Screen>} */ ({
  list: { path: '/listeners' },
  'list-grouped': { path: '/listeners?group=instance' },
  'list-no-match': { path: '/listeners?q=port:1' },
  'list-selection': { path: '/listeners', prepare: (page) => selectRows(page) },
  form: { path: '/listeners/new' },
  'form-errors': { path: '/listeners/new', prepare: submitEmpty },
  listener: { path: `/listeners/${LISTENER_KEY}` },
  edit: { path: `/listeners/${LISTENER_KEY}/edit` },
  clone: { path: `/listeners/new?from=${LISTENER_KEY}` },
  'listener-missing': { path: '/listeners/cn-hangzhou/lb-none/80' },
  'page-missing': { path: '/nothing-here' },
  runs: { path: '/runs' },
  run: { path: '/runs/1' },
  activity: { path: '/activity' },
  entry: { path: '/activity/1' },
});

export const screenNames = Object.keys(screens);

const sizes = [
  { width: 1440, height: 900 },
  { width: 375, height: 812 },
];

/**
 * Every page in every language, theme and width. Some listeners are stopped first, so that there are a run and activity
 * entries; also if `only` names other pages, so that each page looks the same whichever are taken.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {readonly string[] | null} only names of pages; null for all
 * @returns {Promise<Map<string, Buffer>>} PNG by page, language, theme and width
 */
export async function captureScreens(browser, url, only) {
  await stopListeners(browser, url);
  const images = new Map();
  for (const locale of ['en', 'zh-CN'])
    for (const theme of /** @type {const} */ (['light', 'dark']))
      for (const viewport of sizes) {
        const context = await contextOf(browser, url, { locale, theme, viewport });
        for (const [name, { path, prepare }] of Object.entries(screens)) {
          if (only !== null && !only.includes(name)) continue;
          const page = await context.newPage();
          await page.goto(url + path);
          await settle(page);
          await prepare?.(page);
          const image = await page.screenshot({
            fullPage: true,
            mask: changing(page),
            animations: 'disabled',
          });
          images.set(`${name}-${locale}-${theme}-${viewport.width}`, image);
          await page.close();
        }
        await context.close();
      }
  return images;
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {{ locale: string, theme: 'light' | 'dark', viewport: { width: number, height: number } }} options
 */
async function contextOf(browser, url, { locale, theme, viewport }) {
  const context = await browser.newContext({
    locale,
    viewport,
    colorScheme: theme,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
  });
  await context.addCookies([
    // Each tree would be captured at another moment of its refreshes.
    { name: 'sluice-auto-refresh', value: 'off', url },
    { name: 'sluice-locale', value: locale, url },
    { name: 'sluice-theme', value: theme, url },
  ]);
  return context;
}

/** What differs in every run: times, RequestIds, durations. @param {Page} page */
function changing(page) {
  return [
    page.locator('time'),
    page.getByText(/^[0-9A-F]{8}-[0-9A-F]{4}-/),
    page.getByText(/^\d[\d.,]* ?(?:ms|s|毫秒|秒)$/),
  ];
}

/** Waits until the fonts have loaded and no request is pending. @param {Page} page */
async function settle(page) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
}

/**
 * Stops listeners in bulk. Finds controls by role and first word, which older commits have too.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 */
async function stopListeners(browser, url) {
  const context = await contextOf(browser, url, {
    locale: 'en',
    theme: 'light',
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.goto(`${url}/listeners?q=status:running+protocol:tcp`);
  await settle(page);
  // Several, because some are protected.
  await selectRows(page, 6);
  await page
    .getByRole('button', { name: /^Stop\b/ })
    .last()
    .click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('button', { name: /^Stop\b/ }).click();
  await page.waitForURL(/\/runs\/\d+/);
  await page
    .getByText(/finished/i)
    .first()
    .waitFor();
  await context.close();
}

/** @param {Page} page @param {number} [count] */
async function selectRows(page, count = 1) {
  // The first checkbox selects the whole page.
  for (let row = 1; row <= count; row += 1)
    await page.getByRole('table').getByRole('checkbox').nth(row).check();
  await page
    .getByRole('button', { name: /^(?:Stop|停止)/ })
    .last()
    .waitFor();
}

/** @param {Page} page */
async function submitEmpty(page) {
  await page.locator('form button[type=submit]').first().click();
  await page.getByRole('alert').first().waitFor();
}

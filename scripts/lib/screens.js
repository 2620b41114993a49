/**
 * Pictures of every page, and what differs between two of them.
 *
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {{ path: string, prepare?: (page: Page) => Promise<void> }} Screen
 */

const LISTENER = '/listeners/cn-hangzhou';

/** Pages that need nothing but the seed of the sandbox. */
const screens = /** @type {Record<string, Screen>} */ ({
  list: { path: '/listeners' },
  'list-grouped': { path: '/listeners?group=instance' },
  'list-no-match': { path: '/listeners?q=port:1' },
  'list-selection': { path: '/listeners', prepare: (page) => selectRows(page) },
  form: { path: '/listeners/new' },
  'form-errors': { path: '/listeners/new', prepare: submitEmpty },
  listener: { path: 'first-listener' },
  edit: { path: 'first-listener/edit' },
  clone: { path: '/listeners/new?from=first-listener' },
  'listener-missing': { path: `${LISTENER}/lb-none/80` },
  'page-missing': { path: '/nothing-here' },
  runs: { path: '/runs' },
  run: { path: '/runs/1' },
  activity: { path: '/activity' },
  entry: { path: '/activity/1' },
});

const sizes = [
  { width: 1440, height: 900 },
  { width: 375, height: 812 },
];

/**
 * Every page in every language, theme and width. One listener is stopped first, so that there are a run and its entries.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {string[] | null} only names of pages; null takes all
 * @returns {Promise<Map<string, Buffer>>}
 */
export async function shootPages(browser, url, only) {
  const first = await stopFirstListener(browser, url);
  const shots = new Map();
  for (const locale of ['en', 'zh-CN'])
    for (const theme of /** @type {const} */ (['light', 'dark']))
      for (const viewport of sizes) {
        const context = await contextOf(browser, url, { locale, theme, viewport });
        for (const [name, { path, prepare }] of Object.entries(screens)) {
          if (only !== null && !only.includes(name)) continue;
          const page = await context.newPage();
          await page.goto(url + addressOf(path, first));
          await settle(page);
          await prepare?.(page);
          const image = await page.screenshot({
            fullPage: true,
            mask: changing(page),
            animations: 'disabled',
          });
          shots.set(`${name}-${locale}-${theme}-${viewport.width}`, image);
          await page.close();
        }
        await context.close();
      }
  return shots;
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
  // What refreshes by itself would be seen at another moment of each tree.
  await context.addCookies([
    { name: 'sluice-locale', value: locale, url },
    { name: 'sluice-theme', value: theme, url },
  ]);
  return context;
}

/** @param {string} path @param {string} first */
function addressOf(path, first) {
  if (path.startsWith('first-listener')) return path.replace('first-listener', first);
  return path.replace('first-listener', first.replace('/listeners/', ''));
}

/** What is another at every run: times, RequestIds, durations. @param {Page} page */
function changing(page) {
  return [
    page.locator('time'),
    page.getByText(/^[0-9A-F]{8}-[0-9A-F]{4}-/),
    page.getByText(/^\d[\d.,]* ?(?:ms|s|毫秒|秒)$/),
  ];
}

/** The fonts are there, and nothing is being read any more. @param {Page} page */
async function settle(page) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
}

/**
 * By keys and by what a button begins with, which older commits have too.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @returns {Promise<string>} the path of the page of the first listener that runs
 */
async function stopFirstListener(browser, url) {
  const context = await contextOf(browser, url, {
    locale: 'en',
    theme: 'light',
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.goto(`${url}/listeners?q=status:running+protocol:tcp`);
  await settle(page);
  const first = await page.locator('a[href^="/listeners/"][href*="/lb-"]').first().getAttribute('href');
  // More than one, because some are protected.
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
  return first ?? '/listeners';
}

/** @param {Page} page @param {number} [count] */
async function selectRows(page, count = 1) {
  // The first box selects the whole page.
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

/** A channel that differs by less is how an edge was smoothed. */
const TOLERANCE = 24;

/**
 * Compared by the browser itself, which decodes what it drew.
 *
 * @param {Page} page any
 * @param {Buffer} before PNG
 * @param {Buffer} after PNG
 * @returns {Promise<{ share: number, size: string | null, image: Buffer }>} share: of the pixels of the larger one. size: in words, where
 *   the two differ in it. image: what differs in red on the second
 */
export async function differenceOf(page, before, after) {
  const sources = [before, after].map((image) => `data:image/png;base64,${image.toString('base64')}`);
  const { image, ...found } = await page.evaluate(compareImages, { sources, tolerance: TOLERANCE });
  return { ...found, image: Buffer.from(image.split(',')[1] ?? '', 'base64') };
}

/** Runs in the browser. @param {{ sources: string[], tolerance: number }} options */
async function compareImages({ sources, tolerance }) {
  const [before, after] = await Promise.all(
    sources.map(async (source) => createImageBitmap(await (await fetch(source)).blob())),
  );
  const width = Math.max(before.width, after.width);
  const height = Math.max(before.height, after.height);
  const [old, now] = [before, after].map((bitmap) => {
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, width, height);
  });
  let differing = 0;
  for (let at = 0; at < now.data.length; at += 4) {
    const gap = Math.max(
      ...[0, 1, 2, 3].map((channel) => Math.abs(old.data[at + channel] - now.data[at + channel])),
    );
    if (gap > tolerance) {
      differing += 1;
      now.data.set([255, 0, 0, 255], at);
    }
  }
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  canvas.getContext('2d').putImageData(now, 0, 0);
  const isSameSize = before.width === after.width && before.height === after.height;
  const size = `${before.width} × ${before.height} before, ${after.width} × ${after.height} now`;
  return {
    share: differing / (width * height),
    size: isSameSize ? null : size,
    image: canvas.toDataURL('image/png'),
  };
}

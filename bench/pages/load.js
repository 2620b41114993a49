import { gzipSync } from 'node:zlib';
import { Problem } from '../../scripts/lib/problem.js';

/**
 * What one cold load showed. Times in milliseconds since the navigation began.
 *
 * @typedef {object} Load
 * @property {LoadedFile[]} files all scripts and style sheets that came before the network was idle
 * @property {number} scriptBytes of all scripts that came before the network was idle, each gzipped by itself
 * @property {number} documentBytes of the document, as sent
 * @property {number} firstByteMillis of the document
 * @property {number} firstContentMillis the first frame in which the first row, field or paragraph has a place
 * @property {number} largestContentMillis Largest Contentful Paint
 * @property {number} layoutShift Cumulative Layout Shift
 * @property {number} blockedMillis Total Blocking Time: what long tasks took over 50 ms, from First Contentful Paint to the idle network
 *
 * @typedef {{ type: 'script' | 'stylesheet', url: string, bytes: number }} LoadedFile bytes: gzipped by itself
 */

const patienceMillis = 30_000;

/**
 * Loads a page in a context of its own, without any cache.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {{ name: string, url: string, content: string }} page content: a selector of what the page is for
 * @param {number} cpuRate
 * @returns {Promise<Load>}
 */
export async function loadCold(browser, { name, url, content }, cpuRate) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    await session.send('Emulation.setCPUThrottlingRate', { rate: cpuRate });
    await page.addInitScript(watch, content);

    /** @type {Promise<LoadedFile>[]} */
    const files = [];
    page.on('response', (response) => {
      const type = response.request().resourceType();
      if (type !== 'script' && type !== 'stylesheet') return;
      files.push(
        response.body().then((body) => ({ type, url: response.url(), bytes: gzipSync(body).length })),
      );
    });

    const answer = await page.goto(url, { waitUntil: 'load' });
    if (!answer?.ok()) throw new Problem(`The ${name} was answered ${answer?.status()}.`);
    const documentBytes = (await answer.body()).length;
    await page.waitForFunction(() => window.bench.firstContentMillis !== null, undefined, {
      timeout: patienceMillis,
    });
    await page.waitForLoadState('networkidle', { timeout: patienceMillis });
    // It is reported some time after its frame.
    await page.waitForFunction(() => window.bench.largestContentMillis > 0, undefined, {
      timeout: patienceMillis,
    });
    const loaded = await Promise.all(files);
    const scriptBytes = loaded
      .filter(({ type }) => type === 'script')
      .reduce((sum, { bytes }) => sum + bytes, 0);
    const { tasks, firstPaintMillis, ...seen } = await page.evaluate(() => window.bench);
    const blockedMillis = tasks
      .map(({ from, to }) => to - Math.max(from, firstPaintMillis) - 50)
      .reduce((sum, over) => sum + Math.max(0, over), 0);
    const firstByteMillis = await page.evaluate(
      () => performance.getEntriesByType('navigation')[0].responseStart,
    );
    return { files: loaded, scriptBytes, documentBytes, firstByteMillis, blockedMillis, ...seen };
  } finally {
    await context.close();
  }
}

/**
 * Runs in the page before its own scripts do.
 *
 * @param {string} content
 */
function watch(content) {
  const bench = {
    firstContentMillis: null,
    largestContentMillis: 0,
    layoutShift: 0,
    firstPaintMillis: 0,
    tasks: [],
  };
  window.bench = bench;

  /**
   * @param {string} type
   * @param {(entry: PerformanceEntry) => void} take
   */
  function observe(type, take) {
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  }
  observe('largest-contentful-paint', (entry) => (bench.largestContentMillis = entry.startTime));
  observe('layout-shift', (entry) => (bench.layoutShift += entry.value));
  observe('longtask', ({ startTime, duration }) => {
    bench.tasks.push({ from: startTime, to: startTime + duration });
  });
  observe('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') bench.firstPaintMillis = startTime;
  });

  function look() {
    const element = document.querySelector(content);
    const box = element?.getBoundingClientRect();
    if (box && box.width > 0 && box.height > 0) bench.firstContentMillis = performance.now();
    else requestAnimationFrame(look);
  }
  requestAnimationFrame(look);
}

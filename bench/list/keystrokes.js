import { Problem } from '../../scripts/lib/problem.js';

/**
 * A page with a search box over the same rows.
 *
 * @typedef {object} Subject
 * @property {string} name
 * @property {string} url
 * @property {string} firstRow a selector
 * @property {string} firstName a selector: what tells the first row from others. A cell that is filled in later, as its
 *   health is, belongs to the same row
 */

/** Keys after each of which another row is the first; before them something is typed that changes none. */
const sequences = [
  { before: '80', keys: ['1', '7', 'Backspace', '9', 'Backspace', 'Backspace'] },
  { before: '80', keys: ['2', '5', 'Backspace', 'Backspace', '3', '8', 'Backspace', 'Backspace'] },
  { before: '', keys: ['q', 'Backspace', 'q', 'Backspace'] },
];

/** Typed through, so that the last key changes the first row, and the pause between two keys of somebody who types well. */
const words = ['8017', 'media 8031', 'mq 8026'];
const typingMillis = 120;

const patienceMillis = 20_000;
/** After a change, how long nothing more must change before the next key. */
const quietMillis = 300;

/**
 * From each key that is pressed while all is quiet to the painted frame with other rows, and from the last key of a word that
 * is typed through.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {Subject} subject
 * @param {number} cpuRate
 * @returns {Promise<{ keys: number[], words: number[] }>} milliseconds
 */
export async function timeKeystrokes(browser, subject, cpuRate) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch, subject.firstName);
    await page.goto(subject.url, { waitUntil: 'networkidle' });
    await page.waitForSelector(subject.firstRow);
    const box = page.getByRole('searchbox').first();
    await box.click();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: cpuRate });
    await settle(page);

    const keys = [];
    for (const { before, keys: pressed } of sequences) {
      await page.keyboard.type(before, { delay: typingMillis });
      await settle(page);
      for (const key of pressed) keys.push(await timeOf(page, subject, () => page.keyboard.press(key)));
      await clear(page, before);
    }
    const typed = [];
    for (const word of words) {
      typed.push(await timeOf(page, subject, () => page.keyboard.type(word, { delay: typingMillis })));
      await clear(page, word);
    }
    return { keys, words: typed };
  } finally {
    await context.close();
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {Subject} subject
 * @param {() => Promise<void>} press
 */
async function timeOf(page, subject, press) {
  await page.evaluate(() => window.bench.begin());
  await press();
  try {
    await page.waitForFunction(
      (quiet) => {
        const { pressedAt, changedAt } = window.bench;
        return changedAt !== null && changedAt > pressedAt && performance.now() - changedAt > quiet;
      },
      quietMillis,
      { timeout: patienceMillis, polling: 50 },
    );
  } catch (error) {
    throw new Problem(`A key in the search of ${subject.name} changed no row.`, { cause: error });
  }
  return await page.evaluate(() => window.bench.changedAt - window.bench.pressedAt);
}

/** @param {import('playwright-core').Page} page @param {string} typed */
async function clear(page, typed) {
  for (const _ of typed) await page.keyboard.press('Backspace');
  await settle(page);
}

/** @param {import('playwright-core').Page} page */
async function settle(page) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => window.bench.begin());
  await page.waitForTimeout(quietMillis + 200);
  await page.waitForFunction(
    (quiet) => window.bench.changedAt === null || performance.now() - window.bench.changedAt > quiet,
    quietMillis,
    { timeout: patienceMillis, polling: 50 },
  );
}

/**
 * Runs in the page before its own scripts do.
 *
 * @param {string} firstName
 */
function watch(firstName) {
  const bench = {
    pressedAt: null,
    changedAt: null,
    begin() {
      bench.pressedAt = null;
      bench.changedAt = null;
    },
  };
  window.bench = bench;
  addEventListener('keydown', (event) => (bench.pressedAt = event.timeStamp), { capture: true });

  let shown = null;
  new MutationObserver(() => {
    const name = [...document.querySelectorAll(firstName)].map(({ textContent }) => textContent).join(' ');
    if (name === '' || name === shown) return;
    shown = name;
    // The frame that shows it has been painted when a message that was posted in it arrives.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => (bench.changedAt = performance.now()));
      port1.start();
      port2.postMessage(null);
    });
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { presentFirefox } from '@/scripts/lib/firefox';
import { temporaryFolder } from './support/launcher';
import { withOwnServer } from './support/server';
import { expect, test } from './support/sluice';
import { CREATE, EDGE } from './verbs/form';
import { EDGE_ID, EDGE_LIST, REGIONS, STOPPED } from './verbs/list';

/**
 * A walk through Firefox, by WebDriver BiDi: Playwright starts no Firefox but its own, and Debian's is another. Nothing is
 * found by its role, for which Firefox would need seconds each time.
 */

// Firefox takes seconds to start.
test.describe.configure({ timeout: 120_000 });

const LISTENER = `/listeners/cn-hangzhou/${EDGE_ID}/8443`;

/** Each page, and its title. What the walk has made has pages too. */
const PAGES = [
  ['/', 'Listeners'],
  [`/listeners?regions=${REGIONS}&size=100`, 'Listeners'],
  ['/listeners?group=instance', 'Listeners'],
  [LISTENER, '8443 TCP on edge-prod'],
  ['/listeners/new', 'Create a TCP listener'],
  ['/listeners/plan', 'Create many listeners'],
  [`${LISTENER}/edit`, 'Edit listener 8443'],
  ['/runs', 'Runs'],
  ['/activity', 'Activity'],
  ['/settings/connection', 'Connection'],
  ['/no/such/page', 'Page not found'],
] as const;

test('in Firefox a menu, the palette, a picker, the form and a run work, and no page has errors or is cut off', async ({
  sluice,
  sandbox,
}) => {
  const firefox = await presentFirefox();
  if (firefox === null) {
    // The reporter does not say why a test was skipped.
    process.stdout.write('There is no Firefox to test in: install firefox-esr, or set SLUICE_FIREFOX.\n');
    return test.skip();
  }
  return inFirefox(firefox, async (page) => {
    const wrong = watch(page);
    const click = (what: string) => page.locator(what).click();
    const fill = (what: string, text: string) => page.locator(what).fill(text);
    const titled = (title: string) =>
      expect.poll(() => page.evaluate(() => document.querySelector('h1')?.innerText)).toBe(title);
    const open = async (path: string, title: string) => {
      await page.goto(sluice.url + path);
      await titled(title);
    };
    const openList = async () => {
      await open(EDGE_LIST, 'Listeners');
      await hydrated(page, 'tr button');
    };

    await test.step('a menu starts a listener', async () => {
      await openList();
      await click(`[aria-label="Actions for ${STOPPED}"]`);
      await click('[role=menuitem] ::-p-text(Start)');
      await expect.poll(() => sandbox.requests('StartLoadBalancerListener')).toHaveLength(1);
    });

    await test.step('the palette finds a listener', async () => {
      await page.keyboard.down('Control');
      await page.keyboard.press('k');
      await page.keyboard.up('Control');
      await page.waitForSelector('[role=combobox]:focus');
      await page.keyboard.type('edge-prod 2222');
      await page.waitForSelector('[role=option][aria-selected=true] ::-p-text(2222)');
      await page.keyboard.press('Enter');
      await titled('2222 TCP on edge-prod');
    });

    await test.step('the form creates a listener, on an instance that its picker finds', async () => {
      // The width at which it has least room beside its panel.
      await page.setViewport({ width: 1280, height: 900 });
      await open('/listeners/new', 'Create a TCP listener');
      expect(await cutOff(page)).toEqual([]);
      await page.setViewport({ width: 1440, height: 900 });
      await fill('#field-regionId', EDGE.regionId);
      await click('#field-loadBalancerId');
      await page.waitForSelector('[role=dialog] [role=combobox]:focus');
      await page.keyboard.type('edge-p');
      await click(`[role=option] ::-p-text(${EDGE.name})`);
      await fill('#field-listenerPort', '80');
      await click('label ::-p-text(Unlimited)');
      await fill('#field-backend-backendServerPort', '80');
      await click('button[type=submit]');
      await page.waitForSelector('[aria-label="Start: 80/TCP on edge-prod"]');
      const created = await sandbox.requests(CREATE);
      expect(created.map(({ parameters }) => parameters)).toEqual([
        {
          RegionId: EDGE.regionId,
          LoadBalancerId: EDGE_ID,
          ListenerPort: '80',
          Bandwidth: '-1',
          BackendServerPort: '80',
        },
      ]);
      // Its row has a button more than the others.
      expect(await cutOff(page)).toEqual([]);
    });

    await test.step('a run stops several listeners', async () => {
      await openList();
      for (const port of [443, 2222]) await click(`[aria-label="Select ${port}/TCP on edge-prod"]`);
      await click('[aria-label="Selection"] ::-p-text(Stop 2)');
      await click('[role=alertdialog] button ::-p-text(Stop 2)');
      await page.waitForSelector('main ::-p-text(2 done)');
      expect(await cutOff(page)).toEqual([]);
    });

    for (const [path, title] of PAGES)
      await test.step(`${path} fits into 1440 px`, async () => {
        await open(path, title);
        expect(await cutOff(page)).toEqual([]);
      });

    await test.step('so does an entry of Activity', async () => {
      await open('/activity', 'Activity');
      await click('main table a[href^="/activity/"]');
      await page.waitForSelector('h2 ::-p-text(Hash chain)');
      expect(await cutOff(page)).toEqual([]);
    });

    await test.step('an address is opened although the page was waiting for another', async () => {
      const other = await page.browser().newPage();
      await withOwnServer({ sandboxUrl: sluice.sandboxUrl }, async (server) => {
        await other.goto(`${server.url}/activity`);
        await hydrated(other, 'nav a');
        server.hold();
        const followed = other.waitForRequest((request) => request.url().includes('/runs'));
        await other.locator('nav ::-p-text(Runs)').click();
        await followed;
        const left = other.waitForRequest((request) => request.url().endsWith('/no/such/page'));
        const opened = other.goto(`${server.url}/no/such/page`);
        await left;
        server.goOn();
        await opened;
        expect(await other.title()).toBe('Page not found · Sluice');
      });
    });

    await test.step('nothing was thrown, logged as an error, or forbidden by the policy', async () => {
      expect(wrong).toEqual([]);
      // Had anything been, it would have been seen.
      await page.evaluate(() => {
        document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="throw 1">');
      });
      await expect.poll(() => wrong).toEqual([expect.stringContaining('Content-Security-Policy')]);
    });
  });
});

/** Gives `story` a page of a Firefox that leaves neither its profile nor its caches behind. */
async function inFirefox(executablePath: string, story: (page: Page) => Promise<void>): Promise<void> {
  const home = await temporaryFolder();
  let browser: Browser | null = null;
  try {
    browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      defaultViewport: { width: 1440, height: 900 },
      extraPrefsFirefox: { 'intl.accept_languages': 'en-US', 'ui.prefersReducedMotion': 1 },
      env: { ...process.env, HOME: home.path },
    });
    await story(await browser.newPage());
  } finally {
    await browser?.close();
    await home.remove();
  }
}

/** From here on React hears what happens to these elements. */
async function hydrated(page: Page, selector: string): Promise<void> {
  await page.waitForFunction(
    (what) => Object.keys(document.querySelector(what) ?? {}).some((key) => key.startsWith('__reactProps')),
    {},
    selector,
  );
}

/** Collects what the pages throw, log as an error, or try although their policy forbids it, even if a script caught that. */
function watch(page: Page): readonly string[] {
  const wrong: string[] = [];
  page.on('console', (message) => {
    // Leaving a page aborts what it was reading, and Next logs that.
    if (message.type() === 'error' && !message.text().startsWith('Failed to fetch RSC payload'))
      wrong.push(message.text());
  });
  page.on('pageerror', (error) => wrong.push(String(error)));
  return wrong;
}

/** What does not fit into its box and is neither shortened with an ellipsis nor for screen readers only. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('body *')]
      .filter((element) => {
        const { overflowX, textOverflow } = getComputedStyle(element);
        const clips = overflowX !== 'visible' || element === document.documentElement;
        return (
          clips &&
          textOverflow !== 'ellipsis' &&
          element.clientWidth > 1 &&
          element.scrollWidth > element.clientWidth
        );
      })
      .map((element) => `${element.tagName} ${element.ariaLabel ?? element.textContent.slice(0, 60)}`),
  );
}

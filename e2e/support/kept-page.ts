import type { Browser, BrowserContext, CDPSession, Page, ViewportSize } from '@playwright/test';
import { reportViolations } from './watch';

/**
 * A worker's page, kept from test to test. A new browser context costs a new renderer process, which compiles every
 * script again: half of the CPU of a short test.
 *
 * What a test leaves behind is removed after it: cookies, storage, permissions, other pages, the history, the pointer's
 * position, listeners. After a failure, or a call that cannot be undone (`spoilBy`), the next test gets a new context.
 * The HTTP cache stays: everything that Sluice lets a browser cache has its hash in its name.
 */
export type KeptPage = {
  /** A context with the options of this test: that of the last test if its options were the same. */
  readonly take: (browser: Browser, options: ContextOptions) => Promise<BrowserContext>;
  readonly pageOf: (context: BrowserContext) => Promise<Page>;
  /** Cleans it for the next test, or closes it. */
  readonly giveBack: (context: BrowserContext, isGood: boolean) => Promise<void>;
};

/** Every option of a context that `test.use` can set; the runner itself passes them to `newContext`. */
type ContextOptions = {
  readonly viewport: ViewportSize | null | undefined;
  readonly [name: string]: unknown;
};

type Kept = {
  readonly context: BrowserContext;
  readonly options: string;
  readonly viewport: ViewportSize | null | undefined;
  /** The DevTools session of a page, opened when it is first needed. */
  readonly debuggerOf: (page: Page) => Promise<CDPSession>;
  isSpoiled: boolean;
};

/** `neutralPath` must be of the same origin: another origin would get a new renderer process. */
export function keepPage(neutralPath: string): KeptPage {
  let kept: Kept | null = null;

  return {
    take: async (browser, options) => {
      const key = JSON.stringify(options);
      if (kept?.options === key) return kept.context;
      await kept?.context.close();
      kept = null;
      kept = await open(browser, key, options.viewport);
      return kept.context;
    },
    pageOf: async (context) => context.pages()[0] ?? (await context.newPage()),
    giveBack: async (context, isGood) => {
      if (kept?.context !== context) return;
      if (isGood && !kept.isSpoiled) return clean(kept, neutralPath);
      kept = null;
      await context.close();
    },
  };
}

async function open(browser: Browser, options: string, viewport: Kept['viewport']): Promise<Kept> {
  const context = await browser.newContext();
  await reportViolations(context);
  const newSession = context.newCDPSession.bind(context);
  const sessions = new WeakMap<Page, Promise<CDPSession>>();
  const kept: Kept = {
    context,
    options,
    viewport,
    debuggerOf: (page) => {
      const session = sessions.get(page) ?? newSession(page);
      sessions.set(page, session);
      return session;
    },
    isSpoiled: false,
  };
  const spoil = () => void (kept.isSpoiled = true);
  spoilBy(context, spoil, [
    'addInitScript',
    'exposeBinding',
    'exposeFunction',
    'newCDPSession',
    'route',
    'routeFromHAR',
    'routeWebSocket',
    'setDefaultNavigationTimeout',
    'setDefaultTimeout',
    'setExtraHTTPHeaders',
    'setGeolocation',
    'setOffline',
  ]);
  context.on('page', (page) => {
    spoilBy(page, spoil, [
      'addInitScript',
      'addLocatorHandler',
      'emulateMedia',
      'exposeBinding',
      'exposeFunction',
      'route',
      'routeFromHAR',
      'routeWebSocket',
      'setDefaultNavigationTimeout',
      'setDefaultTimeout',
      'setExtraHTTPHeaders',
    ]);
    spoilBy(page.clock, spoil, ['install', 'setFixedTime', 'setSystemTime', 'pauseAt']);
  });
  return kept;
}

async function clean({ context, viewport, debuggerOf }: Kept, neutralPath: string): Promise<void> {
  const [page, ...others] = context.pages();
  await Promise.all(others.map((other) => other.close()));
  await Promise.all([context.clearCookies(), context.clearPermissions()]);
  if (page === undefined) return;
  for (const event of LISTENED) page.removeAllListeners(event);
  await page.goto(neutralPath);
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await (await debuggerOf(page)).send('Page.resetNavigationHistory');
  await page.mouse.move(-1, -1);
  if (viewport && JSON.stringify(page.viewportSize()) !== JSON.stringify(viewport))
    await page.setViewportSize(viewport);
}

/** The events of a page that tests listen to. */
const LISTENED = [
  'console',
  'dialog',
  'download',
  'filechooser',
  'pageerror',
  'popup',
  'request',
  'requestfailed',
  'requestfinished',
  'response',
];

/** Calls `spoil` whenever one of these methods is called. */
function spoilBy<T extends object>(of: T, spoil: () => void, names: readonly (keyof T)[]): void {
  for (const name of names) {
    const method: unknown = of[name];
    if (typeof method !== 'function') throw new Error(`There is no ${String(name)} to watch.`);
    Object.defineProperty(of, name, {
      configurable: true,
      value: (...args: unknown[]): unknown => {
        spoil();
        return Reflect.apply(method, of, args);
      },
    });
  }
}

import type { Browser, BrowserContext, CDPSession, Page, ViewportSize } from '@playwright/test';
import { reportViolations } from './watch';

/**
 * The page of a worker, kept from test to test. A new browser context costs a new renderer process, which compiles every
 * script again: half of the CPU of a short test.
 *
 * What a test may leave behind is taken away after it: cookies, storage, permissions, other pages, the history, the
 * pointer, handlers of dialogs. After what cannot be taken away (`spoilBy`), or a failure, the next test gets a new
 * context. The HTTP cache stays: what Sluice lets a browser keep has its hash in its name.
 */
export type KeptPage = {
  /** A context with the options of this test: the one of the last test where it had the same. */
  readonly take: (browser: Browser, options: ContextOptions) => Promise<BrowserContext>;
  readonly pageOf: (context: BrowserContext) => Promise<Page>;
  /** Makes it as good as new for the next test, or closes it. */
  readonly giveBack: (context: BrowserContext, isGood: boolean) => Promise<void>;
};

/** All that `test.use` can ask of a context; the runner itself gives them to it. */
type ContextOptions = {
  readonly viewport: ViewportSize | null | undefined;
  readonly [name: string]: unknown;
};

type Kept = {
  readonly context: BrowserContext;
  readonly options: string;
  readonly viewport: ViewportSize | null | undefined;
  /** A session of the page's own debugger, opened when it is first needed. */
  readonly debuggerOf: (page: Page) => Promise<CDPSession>;
  isSpoiled: boolean;
};

/** `neutralPath` is of the same origin: for a page of another one the browser would begin a new renderer process. */
export function keepPage(neutralPath: string): KeptPage {
  let kept: Kept | null = null;

  return {
    take: async (browser, options) => {
      const requested = JSON.stringify(options);
      if (kept?.options === requested) return kept.context;
      await kept?.context.close();
      kept = null;
      kept = await open(browser, requested, options.viewport);
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

/** The events of a page that a test may listen to. */
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

/** Tells when one of these methods is called. */
function spoilBy<T extends object>(of: T, spoil: () => void, names: readonly (keyof T)[]): void {
  for (const name of names) {
    const method: unknown = of[name];
    if (typeof method !== 'function') throw new Error(`It has no ${String(name)}.`);
    Object.defineProperty(of, name, {
      configurable: true,
      value: (...args: unknown[]): unknown => {
        spoil();
        return Reflect.apply(method, of, args);
      },
    });
  }
}

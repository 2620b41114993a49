import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import Libsql from 'libsql';
import { keepPage, type KeptPage } from './kept-page';
import { launch, temporaryFolder } from './launcher';
import { type Sandbox, sandboxAt } from './sandbox';
import { secretsIn, watchPages } from './watch';

export { expect } from '@playwright/test';

export type Sluice = {
  readonly url: string;
  readonly sandboxUrl: string;
  readonly dataDir: string;
  /** All that the launcher and both servers have printed so far. */
  readonly output: () => string;
};

/** Long enough that a status in between can be observed, short enough not to slow the tests. */
const transitionMillis = 100;

/** The effect of a write whose response is lost is polled for this long; after that its outcome is unknown. */
const horizonMillis = 4_000;

/** The regions of the demo data that hold listeners. */
const DEMO_REGIONS = ['cn-hangzhou', 'cn-shanghai', 'eu-central-1'];

async function isObserving(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/listeners/inventory`);
  return ((await answer.json()) as { observing: boolean }).observing;
}

/** Has the inventory, which remembers the last test's listeners, read those of the demo again. */
async function rereadDemo(url: string): Promise<void> {
  const answer = await fetch(`${url}/listeners/reread`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ regions: DEMO_REGIONS, instances: [], whole: true }),
  });
  if (answer.status !== 204) throw new Error(`The demo was not read again: ${answer.status}`);
  // Reading them starts observing the health of their backends, whose calls are not the test's either.
  await expect.poll(() => isObserving(url), { intervals: [20, 50, 100], timeout: 20_000 }).toBe(false);
}

/** What the last test left of unknown outcome is about listeners that the reset has put back. */
function forgetUnsettled(dataDir: string): void {
  const database = new Libsql(join(dataDir, 'sluice.db'));
  database.exec('pragma busy_timeout = 5000');
  database.exec('delete from unsettled_writes');
  database.close();
}

/**
 * The real product, once per worker: what `npm start` starts, on ports and a data folder of its own.
 * Its sandbox is back at the demo data, without faults, before every test, and its inventory has read them.
 */
export const test = base.extend<
  { sandbox: Sandbox; watched: void; mayThrow: RegExp | null },
  { sluice: Sluice; keptPage: KeptPage }
>({
  mayThrow: [null, { option: true }],

  sluice: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needed fixtures from this pattern.
    async ({}, provide) => {
      const data = await temporaryFolder();
      const launched = launch({
        SLUICE_DATA_DIR: data.path,
        SLUICE_SLB_WRITE_HORIZON_MS: String(horizonMillis),
      });
      const outcome = await launched.outcome;
      if (outcome.kind === 'ended') throw new Error(`Sluice did not start:\n${outcome.output}`);
      if (outcome.sandboxUrl === null) throw new Error('Sluice started without its sandbox.');
      await provide({
        url: outcome.url,
        sandboxUrl: outcome.sandboxUrl,
        dataDir: data.path,
        output: launched.output,
      });
      await launched.stop();
      await data.remove();
    },
    { scope: 'worker', timeout: 90_000 },
  ],

  sandbox: [
    async ({ sluice }, provide) => {
      const sandbox = sandboxAt(sluice.sandboxUrl);
      await sandbox.reset('demo');
      forgetUnsettled(sluice.dataDir);
      await rereadDemo(sluice.url);
      // What was read for that is no request of the test.
      await sandbox.reset('demo');
      await sandbox.settings({ transitionMillis });
      await provide(sandbox);
    },
    { auto: true },
  ],

  // What no test may see, whatever it is about.
  watched: [
    async ({ context, sluice, mayThrow }, provide) => {
      const { wrong, stop } = watchPages(context);
      await provide();
      stop();
      const unexpected = wrong.filter((each) => mayThrow?.test(each) !== true);
      expect(unexpected, 'what the pages threw, or their policy forbade').toEqual([]);
      expect(secretsIn(sluice.output()), 'secrets in what Sluice printed').toEqual([]);
    },
    { auto: true },
  ],

  keptPage: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needed fixtures from this pattern.
    async ({}, provide) => provide(keepPage('/icon.svg')),
    { scope: 'worker' },
  ],

  // Playwright's own, but kept. It names every option of a context, because a change of any of them needs a new one.
  context: async (
    {
      browser,
      keptPage,
      acceptDownloads,
      baseURL,
      bypassCSP,
      clientCertificates,
      colorScheme,
      contextOptions,
      contrast,
      deviceScaleFactor,
      extraHTTPHeaders,
      forcedColors,
      geolocation,
      hasTouch,
      httpCredentials,
      ignoreHTTPSErrors,
      isMobile,
      javaScriptEnabled,
      locale,
      offline,
      permissions,
      proxy,
      reducedMotion,
      screen,
      serviceWorkers,
      storageState,
      timezoneId,
      userAgent,
      viewport,
    },
    provide,
    info,
  ) => {
    const context = await keptPage.take(browser, {
      acceptDownloads,
      baseURL,
      bypassCSP,
      clientCertificates,
      colorScheme,
      contextOptions,
      contrast,
      deviceScaleFactor,
      extraHTTPHeaders,
      forcedColors,
      geolocation,
      hasTouch,
      httpCredentials,
      ignoreHTTPSErrors,
      isMobile,
      javaScriptEnabled,
      locale,
      offline,
      permissions,
      proxy,
      reducedMotion,
      screen,
      serviceWorkers,
      storageState,
      timezoneId,
      userAgent,
      viewport,
    });
    await provide(context);
    await keptPage.giveBack(context, info.status === info.expectedStatus);
  },

  page: async ({ context, keptPage }, provide) => {
    await provide(await keptPage.pageOf(context));
  },

  baseURL: async ({ sluice }, provide) => {
    await provide(sluice.url);
  },
});

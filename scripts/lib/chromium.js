import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { firstThatRuns, onPath, runs } from './executables.js';
import { Problem } from './problem.js';
import { run } from './processes.js';
import { root } from './root.js';

const downloadWithinMillis = 300_000;
const aptWithinMillis = 600_000;
/** What one calls itself. */
const version = /chrom|edge/i;

/**
 * A Chromium for the browser tests: the one named, Playwright's own, one of the system, else one is downloaded.
 *
 * @returns {Promise<string>} path of an executable that was verified to run
 * @throws {Problem} one sentence if there is none and none can be downloaded
 */
export async function findChromium() {
  const present = await presentChromium();
  if (present !== null) return present;
  const { chromium } = await import('@playwright/test');
  const own = chromium.executablePath();

  console.log('There is no Chromium on this machine: downloading the one of Playwright …');
  const download = await run(
    process.execPath,
    [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'],
    {
      cwd: root,
      env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
      capture: true,
      timeoutMillis: downloadWithinMillis,
    },
  );
  if (download.code === 0 && (await runs(own, version))) return own;

  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log('The download failed: installing the Chromium of this system with apt-get …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = { cwd: root, env, capture: true, timeoutMillis: aptWithinMillis };
    await run('apt-get', ['update'], apt);
    // Not every release has the headless shell in a separate package.
    for (const name of ['chromium-headless-shell', 'chromium']) {
      const { code, output } = await run('apt-get', ['install', '-y', '--no-install-recommends', name], apt);
      const installed =
        code === 0 ? await firstThatRuns(onSystem(process.env, process.platform), version) : null;
      if (installed) return installed;
      console.log(output.trimEnd());
    }
  }
  throw new Problem(
    'The browser tests need a Chromium and found none: install Chromium or Chrome, or set SLUICE_CHROMIUM to one.',
  );
}

/**
 * The same without fetching one.
 *
 * @returns {Promise<string | null>}
 * @throws {Problem} when the one named does not run
 */
export async function presentChromium() {
  const named = process.env.SLUICE_CHROMIUM;
  if (named) {
    if (await runs(named, version)) return named;
    throw new Problem(`SLUICE_CHROMIUM is "${named}", which is no Chromium that runs.`);
  }
  const { chromium } = await import('@playwright/test');
  return firstThatRuns([chromium.executablePath(), ...onSystem(process.env, process.platform)], version);
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} platform
 * @returns {string[]} where a system has its Chromium, the likeliest first
 */
function onSystem(env, platform) {
  // Debian's headless shell is what Playwright itself would use, and takes about half the time of the full browser.
  const names = [
    'chromium-headless-shell',
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'microsoft-edge',
  ];
  const candidates = onPath(names, env);
  if (platform === 'darwin') {
    candidates.push(
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    );
  }
  return candidates;
}

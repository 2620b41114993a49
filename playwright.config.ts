import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';

const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  // One Sluice and one sandbox per worker (e2e/support/sluice.ts), so workers share nothing.
  workers: 2,
  fullyParallel: false,
  // Where nobody watches, a test that failed runs once more; that it needed to is told by name (decision 034).
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  // A test waits for the sandbox to be read again, the health of its backends too, before it begins.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  globalSetup: './e2e/support/build.ts',
  outputDir: join(tmpdir(), `sluice-playwright-${process.pid}`),
  preserveOutput: 'failures-only',
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    // A trace of each test costs a fifth of its time: where one is wanted, the failed test runs again (or --trace=on).
    trace: process.env.CI ? 'on-first-retry' : 'off',
    launchOptions: {
      executablePath: process.env.SLUICE_CHROMIUM || undefined,
      args: [
        ...(asRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // A page is left before optimized code pays for itself: compiling it took a fifth of the CPU of opening the list.
        '--js-flags=--no-opt --no-maglev',
      ],
    },
  },
});

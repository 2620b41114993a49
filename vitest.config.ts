import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { configDefaults, defineConfig } from 'vitest/config';
import { presentChromium } from './scripts/lib/chromium.js';
import { presentPostgres } from './scripts/lib/postgres.js';

const asRoot = process.getuid?.() === 0;

/** Component tests run where there is a Chromium; `npm test` fetches one first. */
export default defineConfig(async () => {
  const chromium = await presentChromium();
  return {
    resolve: {
      alias: {
        '@': fileURLToPath(new URL('.', import.meta.url)),
        // `server-only` throws outside a React server bundle; unit tests run server modules directly.
        'server-only': fileURLToPath(new URL('./node_modules/server-only/empty.js', import.meta.url)),
      },
    },
    test: {
      restoreMocks: true,
      // Many tests start real servers; on a loaded machine five seconds judge the machine, not the code.
      testTimeout: 30_000,
      hookTimeout: 60_000,
      // No test imports it, but a change to it affects all of them.
      forceRerunTriggers: [...configDefaults.forceRerunTriggers, '**/lib/testing/shared-process.ts'],
      projects: [
        unitTests(),
        ...(presentPostgres() === null ? [] : [databaseTestsOnPostgres()]),
        ...(chromium === null ? [] : [componentTests(chromium)]),
      ],
    },
  };
});

/** The tests of what Sluice keeps. */
const databaseTests = [
  'lib/{activity,auth,db,plans,runs}/**/*.test.ts',
  'lib/listeners/commands/{full-disk,other-protocols,unsettled-writes,instance-lock,*.postgres}.test.ts',
  'lib/inventory/{fact-ages,health*,instance-health,overview,reread-listener,*.postgres}.test.ts',
  'lib/listeners/list/saved-views.test.ts',
  'lib/slb/*.postgres.test.ts',
  'lib/web/{monitoring,*.postgres}.test.ts',
  'scripts/commands/verify-activity.test.ts',
  'scripts/lib/chaos/*.postgres.test.ts',
];
/** What they say of the embedded database's file, `*.postgres.test.ts` say of a server. */
const filesOfItsOwn = ['lib/db/{database,forced-writes}.test.ts', 'lib/activity/migrated-log.test.ts'];

function unitTests() {
  return {
    extends: true as const,
    // They need a request that Next handles.
    resolve: {
      alias: {
        'next/cache': fileURLToPath(new URL('./lib/testing/next-cache.ts', import.meta.url)),
        'next/headers': fileURLToPath(new URL('./lib/testing/next-headers.ts', import.meta.url)),
        'next-intl/server': fileURLToPath(new URL('./lib/testing/next-intl-server.ts', import.meta.url)),
      },
    },
    test: {
      name: 'unit',
      include: ['{lib,components,app,scripts}/**/*.test.{ts,tsx}'],
      exclude: ['**/*.browser.test.tsx', '**/*.postgres.test.ts'],
      globalSetup: ['scripts/lib/vitest-setup.ts'],
      // A process for each file would take longer than the tests.
      isolate: false,
      // Most of them wait for a server half of their time.
      maxWorkers: 2 * availableParallelism(),
      setupFiles: 'lib/testing/shared-process.ts',
    },
  };
}

/** The tests of what Sluice keeps, where there is a PostgreSQL: the same files, on a database of a server. */
function databaseTestsOnPostgres() {
  const unit = unitTests();
  return {
    ...unit,
    test: {
      ...unit.test,
      name: 'postgres',
      include: databaseTests,
      exclude: filesOfItsOwn,
      globalSetup: [...unit.test.globalSetup, 'scripts/lib/vitest-postgres.ts'],
      env: { SLUICE_TEST_DATABASE: 'postgres' },
    },
  };
}

/** What one component does with keys, the pointer and the focus, in a real browser and without a server. */
function componentTests(executablePath: string) {
  return {
    extends: true as const,
    // `next/link` reads the environment of a build, which a browser does not have.
    define: { 'process.env': {} },
    optimizeDeps: {
      include: [
        'next-intl',
        'next/dist/shared/lib/app-router-context.shared-runtime',
        'next/dist/shared/lib/hooks-client-context.shared-runtime',
        'next/link',
        'next/navigation',
        'react',
        'react-dom',
        'react-dom/client',
        'react-hook-form',
        'react/jsx-dev-runtime',
        'vitest-browser-react',
        'zod',
        'zod/mini',
      ],
    },
    test: {
      name: 'components',
      // Some measure frames, and a browser keeps every processor busy: after the unit tests, a page per processor.
      sequence: { groupOrder: 1 },
      maxWorkers: availableParallelism(),
      include: ['components/**/*.browser.test.tsx'],
      setupFiles: 'components/testing/setup.ts',
      // All files share one page: a new one for each would take longer than its tests.
      isolate: false,
      // Most of what is waited for is there after a few milliseconds; the first form of all loads its schema.
      expect: { poll: { interval: 5, timeout: 10_000 } },
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({
          launchOptions: { executablePath, args: asRoot ? ['--no-sandbox'] : [] },
          contextOptions: { reducedMotion: 'reduce', locale: 'en-US', timezoneId: 'UTC' },
          actionTimeout: 15_000,
        }),
        instances: [{ browser: 'chromium' as const, viewport: { width: 1440, height: 900 } }],
      },
    },
  };
}

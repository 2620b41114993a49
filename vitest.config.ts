import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      '@': fileURLToPath(new URL('.', import.meta.url)),
      // `server-only` throws outside a React server bundle; unit tests run server modules directly.
      'server-only': fileURLToPath(new URL('./node_modules/server-only/empty.js', import.meta.url)),
    },
  },
  test: {
    include: ['{lib,components,app,scripts}/**/*.test.{ts,tsx}'],
    globalSetup: 'scripts/lib/vitest-setup.ts',
    restoreMocks: true,
    // Many tests start real servers; on a loaded machine five seconds judge the machine, not the code.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

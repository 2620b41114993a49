import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { closeDatabase } from '@/lib/db/database';
import { startSandbox, type Sandbox } from './sandbox';

/**
 * For the top of a test file: the real sandbox and a data folder for as long as the file's tests run, the demo data back before each of them.
 * What is answered can be used within the tests.
 */
export function sandboxWorld(): Omit<Sandbox, 'stop'> {
  let sandbox: Sandbox;
  let dataDir: string;

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'demo' });
    dataDir = mkdtempSync(join(tmpdir(), 'sluice-world-'));
    process.env['SLUICE_DATA_DIR'] = dataDir;
  }, 30_000);

  afterAll(async () => {
    await sandbox.stop();
    await closeDatabase();
    rmSync(dataDir, { recursive: true, force: true });
  });

  beforeEach(() => sandbox.reset());

  return {
    get port() {
      return sandbox.port;
    },
    reset: (seed) => sandbox.reset(seed),
    fault: (fault) => sandbox.fault(fault),
    requests: (action) => sandbox.requests(action),
    settings: (settings) => sandbox.settings(settings),
  };
}

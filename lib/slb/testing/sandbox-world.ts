import { afterAll, beforeAll, beforeEach } from 'vitest';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { startSandbox, type Sandbox } from './sandbox';

export type SandboxWorld = Omit<Sandbox, 'stop'>;

/**
 * For the top of a test file: the real sandbox while the file's tests run, reset before each of them, and one data
 * folder for all of them or for each. What it returns can be used within the tests.
 */
export function sandboxWorld({
  seed = 'demo',
  folderPer = 'file',
}: { seed?: 'demo' | 'large'; folderPer?: 'test' | 'file' } = {}): SandboxWorld {
  let sandbox: Sandbox;
  dataFolder(folderPer);

  beforeAll(async () => {
    sandbox = await startSandbox({ seed });
  }, 60_000);

  afterAll(() => sandbox.stop());

  beforeEach(() => sandbox.reset());

  return {
    get port() {
      return sandbox.port;
    },
    reset: (again) => sandbox.reset(again),
    fault: (fault) => sandbox.fault(fault),
    state: () => sandbox.state(),
    clearFaults: () => sandbox.clearFaults(),
    requests: (action) => sandbox.requests(action),
    killServer: (serverId) => sandbox.killServer(serverId),
    health: (ip, health) => sandbox.health(ip, health),
    settings: (settings) => sandbox.settings(settings),
    shiftClock: (shiftMillis) => sandbox.shiftClock(shiftMillis),
  };
}

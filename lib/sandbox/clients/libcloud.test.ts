import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { HANGZHOU, KEY_ID, KEY_SECRET, testSandbox } from '../testing/test-sandbox';

/**
 * The SLB driver of Apache Libcloud 3.4, Debian's `python3-libcloud`, unmodified: XML over TLS, and no region in most
 * calls.
 */

const sandbox = testSandbox({
  seed: 'empty',
  tls: 'own',
  defaultRegionId: HANGZHOU,
  settings: { transitionMillis: 0 },
});

const run = promisify(execFile);
/** Another Python may come first in the path, which does not see Debian's packages. */
const PYTHON = '/usr/bin/python3';
const hasLibcloud = await run(PYTHON, ['-c', 'import libcloud.loadbalancer.drivers.slb']).then(
  () => true,
  () => false,
);

test.for(EDITION_NAMES)(
  'libcloud goes through the whole life of an instance, edition %s',
  async (edition, { skip }) => {
    if (!hasLibcloud) {
      // The reporter does not say why a test was skipped.
      process.stdout.write('There is no libcloud to test with: install python3-libcloud.\n');
      return skip();
    }
    await sandbox.control('POST', 'settings', { edition });
    // This client reads the machine's own clock.
    sandbox.clock.millis = Date.now();
    const script = fileURLToPath(new URL('./libcloud-life.py', import.meta.url));
    const folder = path.join(sandbox.dataDir, 'tls');
    const { stdout } = await run(PYTHON, [script, String(sandbox.port), folder, KEY_ID, KEY_SECRET]);
    expect(JSON.parse(stdout)).toEqual({
      before: 0,
      created: { 'i-1': '50', 'i-2': '100' },
      found: ['by-libcloud', true, 'internet', HANGZHOU],
      filtered: 1,
      members: { 'i-2': '100', 'i-3': '100' },
      stopped: true,
      started: true,
      ports: [53, 80, 443, 8080],
      rejected: expect.stringContaining("'ListenerNotFound'") as string,
      destroyed: true,
      certificates: ['renamed'],
      deleted: true,
      after: 0,
    });
  },
);

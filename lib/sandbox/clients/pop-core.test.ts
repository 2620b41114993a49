import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { EXAMPLE, listenerCalls } from '../testing/listener-calls';
import { KEY_ID, KEY_SECRET, testSandbox, type TestSandbox } from '../testing/test-sandbox';
import { goesThroughWholeLives, type Client } from './whole-life';

/** `@alicloud/pop-core` on npm, unmodified, signs version 1. It has no types. */

type PopCore = {
  RPCClient: new (config: Record<string, string>) => {
    request(action: string, parameters: object, options: object): Promise<Record<string, unknown>>;
  };
};

function clientOf(sandbox: TestSandbox) {
  const { RPCClient } = createRequire(import.meta.url)('@alicloud/pop-core') as PopCore;
  return new RPCClient({
    endpoint: `http://127.0.0.1:${sandbox.port}`,
    apiVersion: '2014-05-15',
    accessKeyId: KEY_ID,
    accessKeySecret: KEY_SECRET,
  });
}

/** Without `formatParams: false` it renames healthCheckInterval. */
const by =
  (method: 'GET' | 'POST') =>
  (sandbox: TestSandbox): Client => {
    const client = clientOf(sandbox);
    return (action, parameters) => client.request(action, parameters, { method, formatParams: false });
  };

goesThroughWholeLives('pop-core over GET', by('GET'));
goesThroughWholeLives('pop-core over POST', by('POST'));

const sandbox = testSandbox();
const { read } = listenerCalls(() => sandbox);

test.each(EDITION_NAMES)(
  'pop-core makes the name of the interval begin with a capital letter, edition %s',
  async (edition) => {
    await sandbox.control('POST', 'reset', { seed: 'demo' });
    await sandbox.control('POST', 'settings', { edition });
    // This client reads the machine's own clock.
    sandbox.clock.millis = Date.now();
    await clientOf(sandbox).request(
      'CreateLoadBalancerTCPListener',
      { ...EXAMPLE, healthCheckInterval: 7 },
      {},
    );
    expect(await read()).toMatchObject({ HealthCheckInterval: 7 });
  },
);

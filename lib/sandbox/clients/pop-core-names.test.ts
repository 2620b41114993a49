import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { EXAMPLE, listenerCalls } from '../testing/listener-calls';
import { KEY_ID, KEY_SECRET, testSandbox } from '../testing/test-sandbox';

type PopCore = {
  RPCClient: new (config: Record<string, string>) => {
    request(action: string, parameters: object, options: object): Promise<unknown>;
  };
};

const sandbox = testSandbox();
const { read } = listenerCalls(() => sandbox);

test.each(EDITION_NAMES)(
  'pop-core makes the name of the interval begin with a capital letter, edition %s',
  async (edition) => {
    await sandbox.control('POST', 'reset', { seed: 'demo' });
    await sandbox.control('POST', 'settings', { edition });
    // This client reads the machine's own clock.
    sandbox.clock.millis = Date.now();
    const { RPCClient } = createRequire(import.meta.url)('@alicloud/pop-core') as PopCore;
    const client = new RPCClient({
      endpoint: `http://127.0.0.1:${sandbox.port}`,
      apiVersion: '2014-05-15',
      accessKeyId: KEY_ID,
      accessKeySecret: KEY_SECRET,
    });
    await client.request('CreateLoadBalancerTCPListener', { ...EXAMPLE, healthCheckInterval: 7 }, {});
    expect(await read()).toMatchObject({ HealthCheckInterval: 7 });
  },
);

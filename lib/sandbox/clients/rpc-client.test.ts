import * as rpc from '@alicloud/rpc-client';
import { KEY_ID, KEY_SECRET } from '../testing/test-sandbox';
import { classOf } from './class-of';
import { goesThroughWholeLives } from './whole-life';

/** `@alicloud/rpc-client` on npm, unmodified: the core of the SDKs for TypeScript of 2019 to 2021. It signs version 1. */

goesThroughWholeLives('rpc-client', ({ port }) => {
  const client = new (classOf(rpc.default))(
    new rpc.Config({
      accessKeyId: KEY_ID,
      accessKeySecret: KEY_SECRET,
      endpoint: `127.0.0.1:${port}`,
      protocol: 'http',
      type: 'access_key',
    }),
  );
  return async (action, parameters) => {
    const version = '2014-05-15';
    try {
      return await client.doRequest(action, 'http', 'POST', version, 'AK', {}, parameters, {} as never);
    } catch (error) {
      // Its own code is that of the answer with `Error` at the end.
      throw Object.assign(error as Error, { code: (error as { data?: { Code?: unknown } }).data?.Code });
    }
  };
});

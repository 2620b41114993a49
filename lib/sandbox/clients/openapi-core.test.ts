import * as openApi from '@alicloud/openapi-core';
import { KEY_ID, KEY_SECRET, type TestSandbox } from '../testing/test-sandbox';
import { classOf } from './class-of';
import { goesThroughWholeLives, type Client } from './whole-life';

/** `@alicloud/openapi-core` on npm, unmodified, signs version 3. */

goesThroughWholeLives('openapi-core', ({ port }: TestSandbox): Client => {
  const client = new (classOf(openApi.default))(
    new openApi.$OpenApiUtil.Config({
      accessKeyId: KEY_ID,
      accessKeySecret: KEY_SECRET,
      endpoint: `127.0.0.1:${port}`,
      protocol: 'HTTP',
    }),
  );
  return async (action, parameters) => {
    const response = await client.callApi(
      new openApi.$OpenApiUtil.Params({
        action,
        version: '2014-05-15',
        protocol: 'HTTP',
        pathname: '/',
        method: 'POST',
        authType: 'AK',
        style: 'RPC',
        reqBodyType: 'formData',
        bodyType: 'json',
      }),
      new openApi.$OpenApiUtil.OpenApiRequest({ query: parameters }),
      {} as Parameters<typeof client.callApi>[2],
    );
    return response.body as Record<string, unknown>;
  };
});

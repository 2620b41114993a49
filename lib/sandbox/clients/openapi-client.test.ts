import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as openApi from '@alicloud/openapi-client';
import { KEY_ID, KEY_SECRET, type TestSandbox } from '../testing/test-sandbox';
import { classOf } from './class-of';
import { goesThroughWholeLives, type Client } from './whole-life';

/** `@alicloud/openapi-client` on npm, unmodified: the core of the official SDKs for TypeScript until 2025. */

type How = {
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly signatureAlgorithm?: string;
  readonly ca?: string;
};

function clientOf({ port }: TestSandbox, { protocol, ...how }: How): Client {
  const client = new (classOf(openApi.default))(
    new openApi.Config({
      accessKeyId: KEY_ID,
      accessKeySecret: KEY_SECRET,
      endpoint: `127.0.0.1:${port}`,
      protocol,
      ...how,
    }),
  );
  return async (action, parameters) => {
    const response = await client.callApi(
      new openApi.Params({
        action,
        version: '2014-05-15',
        protocol,
        pathname: '/',
        method: 'POST',
        authType: 'AK',
        style: 'RPC',
        reqBodyType: 'formData',
        bodyType: 'json',
      }),
      new openApi.OpenApiRequest({ query: parameters }),
      {} as Parameters<typeof client.callApi>[2],
    );
    return response.body as Record<string, unknown>;
  };
}

goesThroughWholeLives('openapi-client, version 3', (sandbox) => clientOf(sandbox, { protocol: 'HTTP' }));

goesThroughWholeLives('openapi-client, version 1', (sandbox) =>
  clientOf(sandbox, { protocol: 'HTTP', signatureAlgorithm: 'v2' }),
);

goesThroughWholeLives(
  'openapi-client over TLS',
  async (sandbox) => {
    const ca = await readFile(path.join(sandbox.dataDir, 'tls/authority.pem'), 'utf8');
    return clientOf(sandbox, { protocol: 'HTTPS', ca });
  },
  { tls: 'own' },
);

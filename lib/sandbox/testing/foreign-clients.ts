import { createRequire } from 'node:module';
import * as openApi from '@alicloud/openapi-core';
import { KEY_ID, KEY_SECRET } from './test-sandbox';

/** Clients written by others, unmodified. */

type Answer = Record<string, unknown>;
/** One call, its answer, or a throw with the rejection's code. */
export type Client = (action: string, parameters: Record<string, string>) => Promise<Answer>;

type PopCore = {
  RPCClient: new (config: Record<string, string>) => {
    request(action: string, parameters: Record<string, string>, options: object): Promise<Answer>;
  };
};

/** pop-core signs version 1; without `formatParams: false` it renames healthCheckInterval. It has no types. */
export function popCore(port: number, method: 'GET' | 'POST'): Client {
  const { RPCClient } = createRequire(import.meta.url)('@alicloud/pop-core') as PopCore;
  const client = new RPCClient({
    endpoint: `http://127.0.0.1:${port}`,
    apiVersion: '2014-05-15',
    accessKeyId: KEY_ID,
    accessKeySecret: KEY_SECRET,
  });
  return (action, parameters) => client.request(action, parameters, { method, formatParams: false });
}

/** openapi-core signs version 3. Node hands over the whole CommonJS module where its types promise the class. */
export function openApiCore(port: number): Client {
  const exported: unknown = openApi.default;
  const Class =
    typeof exported === 'object' && exported !== null && 'default' in exported
      ? (exported.default as typeof openApi.default)
      : openApi.default;
  const client = new Class(
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
    return response.body as Answer;
  };
}

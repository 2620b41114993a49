import { expect } from 'vitest';
import { commonV1, queryOf, signatureV1, type WireParameters } from './sign';
import { KEY_ID, KEY_SECRET, parse, type Body, type Parameters, type TestSandbox } from './test-sandbox';

/**
 * Requests as libraries write them that cannot be run here: what they add to a call's parameters, how they encode them and
 * where they put them, as their published source says. Each signs version 1.
 */
export type PublishedClient = {
  /** The answer of a call that must succeed. */
  readonly ask: (action: string, parameters: Parameters) => Promise<Body>;
  /** The code of a rejection; undefined for a call that is answered. */
  readonly codeOf: (action: string, parameters: Parameters) => Promise<unknown>;
};

/**
 * aliyun/alibaba-cloud-sdk-go 1.63, which the Kubernetes cloud controller, Terraform's provider and the `aliyun` CLI use:
 * everything in the query, where a blank is `+`. The region of the client is added, an empty value is left out.
 */
export function goSdk(sandbox: () => TestSandbox, regionId: string): PublishedClient {
  return clientOf(sandbox, (action, parameters) => {
    const set = Object.entries({ RegionId: regionId, ...parameters }).filter(([, value]) => value !== '');
    return goRequest(sandbox(), 'POST', action, set);
  });
}

/** The same library's CommonRequest, which has no types: a GET, in which empty values are sent. */
export function goSdkCommon(sandbox: () => TestSandbox, regionId: string): PublishedClient {
  return clientOf(sandbox, (action, parameters) =>
    goRequest(sandbox(), 'GET', action, Object.entries({ RegionId: regionId, ...parameters })),
  );
}

function goRequest(
  sandbox: TestSandbox,
  method: Method,
  action: string,
  own: readonly (readonly [string, string | number])[],
): Request {
  const all = [...common(sandbox, action, { SignatureType: '' }), ...wireOf(own)];
  return { method, path: `/?${formOf(withSignature(method, all))}`, contentType: FORM };
}

/**
 * alibabacloud-go/tea-rpc, which Terraform's provider uses for its newer resources: common parameters in the query, the
 * call's own in a form body, `Format=json`. It adds no region.
 */
export function teaRpc(sandbox: () => TestSandbox): PublishedClient {
  return clientOf(sandbox, (action, parameters) => {
    const query = common(sandbox(), action, { Format: 'json' });
    const own = wireOf(Object.entries(parameters));
    return {
      method: 'POST',
      path: `/?${formOf([...query, ...signatureOf('POST', [...query, ...own])])}`,
      contentType: FORM,
      body: formOf(own),
    };
  });
}

/**
 * aliyun-python-sdk-core: a POST with everything in the query and no body. The region of the client is added, and a list is
 * written as Python prints it.
 */
export function pythonSdk(sandbox: () => TestSandbox, regionId: string): PublishedClient {
  return clientOf(sandbox, (action, parameters) => {
    const own = wireOf(Object.entries({ ...parameters, RegionId: regionId }));
    const all = [...common(sandbox(), action, { SignatureType: '' }), ...own];
    return { method: 'POST', path: `/?${queryOf(withSignature('POST', all))}` };
  });
}

const FORM = 'application/x-www-form-urlencoded';

type Method = 'GET' | 'POST';
type Request = {
  readonly method: Method;
  readonly path: string;
  readonly contentType?: string;
  readonly body?: string;
};

function clientOf(
  sandbox: () => TestSandbox,
  requestOf: (action: string, parameters: Parameters) => Request,
): PublishedClient {
  const send = async (action: string, parameters: Parameters): Promise<Body> => {
    const { method, path, contentType, body } = requestOf(action, parameters);
    const reply = await sandbox().send({
      method,
      path,
      ...(contentType !== undefined && { headers: { 'content-type': contentType } }),
      ...(body !== undefined && { body }),
    });
    return parse(reply.text);
  };
  return {
    ask: async (action, parameters) => {
      const body = await send(action, parameters);
      expect(body).not.toHaveProperty('Code');
      return body;
    },
    codeOf: async (action, parameters) => (await send(action, parameters)).Code,
  };
}

function common(
  sandbox: TestSandbox,
  action: string,
  overrides: Readonly<Record<string, string>>,
): WireParameters {
  const keys = { accessKeyId: KEY_ID, accessKeySecret: KEY_SECRET, nowMillis: sandbox.clock.millis };
  return commonV1(action, keys, overrides);
}

function signatureOf(method: Method, parameters: WireParameters): WireParameters {
  return [['Signature', signatureV1(method, parameters, KEY_SECRET)]];
}

function withSignature(method: Method, parameters: WireParameters): WireParameters {
  return [...parameters, ...signatureOf(method, parameters)];
}

function wireOf(entries: readonly (readonly [string, string | number])[]): WireParameters {
  return entries.map(([name, value]) => [name, String(value)] as const);
}

/** As Go's url.Values writes a form. */
function formOf(parameters: WireParameters): string {
  return queryOf(parameters).replaceAll('%20', '+');
}

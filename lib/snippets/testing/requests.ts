import type { ApiParameter, ApiRequest } from '../api-request';

/** Values that mean something else in one language or another. */
export const awkwardValues = [
  '-1',
  '$_ip',
  '${HOME}',
  '$${x}',
  '%{if true}',
  '%%{x}',
  '%d %s',
  '`id`',
  "it's",
  'say "hi"',
  String.raw`C:\b\f\n`,
  '支付 入口',
  '😀',
  'a & b | c; d > e',
  '!history *',
  '#{x} {{x}}',
  '/path?a=1&b=%20#top',
  'line\nbreak\ttab',
  '\u0000\u0007\u0008\u000c\u001b',
  '*/ // -- <!--',
  '~root',
] as const;

/** A creation with each of these values in turn as its description. */
export function creation(
  description: string,
  more: Readonly<Record<string, string>> = {},
  endpoint: ApiRequest['endpoint'] = { protocol: 'https', host: 'slb.aliyuncs.com' },
): ApiRequest {
  const values = {
    RegionId: 'cn-hangzhou',
    LoadBalancerId: 'lb-bp1b6c719dfa08exfuca5',
    ListenerPort: '443',
    Bandwidth: '-1',
    BackendServerPort: '8443',
    healthCheckInterval: '3',
    ...more,
    Description: description,
  };
  return { action: 'CreateLoadBalancerTCPListener', endpoint, parameters: parametersOf(values) };
}

export function parametersOf(values: Readonly<Record<string, string>>): ApiParameter[] {
  return Object.entries(values).map(([name, value]) => ({ name, value, path: null }));
}

/** Name to value, as it should arrive. */
export function valuesOf({ parameters }: ApiRequest): Record<string, string> {
  return Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
}

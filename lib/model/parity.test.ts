import { beforeEach, describe, expect, it } from 'vitest';
import { createTcpListener } from '@/lib/slb/operations/listeners';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { listenerSchema } from './schema';
import { fromCreateParameters } from '@/lib/listeners/testing/from-create-parameters';

/**
 * The schema and the sandbox implement the same reference without knowing each other. Here both validate the same raw
 * parameters. Where slb-api.md section 7 makes the form stricter, the case says so.
 */

const example: Record<string, string> = {
  RegionId: 'cn-hangzhou',
  LoadBalancerId: 'lb-bp1b6c719dfa08exfuca5',
  ListenerPort: '80',
  Bandwidth: '-1',
  BackendServerPort: '80',
};
const http = { HealthCheckType: 'http', HealthCheckURI: '/healthz' };
const acl = { AclStatus: 'on', AclType: 'white', AclId: '1323' };

const sandbox = sandboxWorld();

beforeEach(() => connectTo(sandbox.port));

/** An undefined value is omitted. */
type Parameters = Record<string, string | undefined>;

function present(parameters: Parameters): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...example, ...parameters }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

function schemaTakes(parameters: Record<string, string>): boolean {
  const draft: Record<string, unknown> = fromCreateParameters(parameters);
  // The form offers choices where the wire accepts any text. Here the schema gets the text as it came.
  if (parameters['HealthCheckType'])
    draft['healthCheck'] = {
      ...fromCreateParameters(parameters).healthCheck,
      type: parameters['HealthCheckType'],
    };
  if (parameters['HealthCheckHttpCode'])
    draft['healthCheck'] = {
      ...fromCreateParameters(parameters).healthCheck,
      httpCodes: parameters['HealthCheckHttpCode'].split(','),
    };
  if (parameters['AclStatus'])
    draft['acl'] = {
      status: parameters['AclStatus'],
      type: parameters['AclType'] ?? '',
      aclId: parameters['AclId'] ?? '',
    };
  return listenerSchema.safeParse(draft).success;
}

async function sandboxTakes(parameters: Record<string, string>): Promise<boolean> {
  const result = await createTcpListener(parameters['RegionId'] ?? '', parameters);
  if (!result.ok && result.error.kind !== 'refused') throw new Error(result.error.message);
  return result.ok;
}

async function verdicts(parameters: Parameters): Promise<{ schema: boolean; sandbox: boolean }> {
  const sent = present(parameters);
  return { schema: schemaTakes(sent), sandbox: await sandboxTakes(sent) };
}

const bounds: [name: string, min: number, max: number, besides?: Parameters][] = [
  ['ListenerPort', 1, 65535],
  ['Bandwidth', 1, 5000],
  ['BackendServerPort', 1, 65535],
  ['PersistenceTimeout', 0, 3600],
  ['EstablishedTimeout', 10, 900],
  ['HealthCheckConnectPort', 1, 65535],
  ['HealthCheckConnectTimeout', 1, 300],
  ['healthCheckInterval', 1, 50],
  ['HealthyThreshold', 2, 10],
  ['UnhealthyThreshold', 2, 10],
  ['HealthyThreshold', 2, 10, http],
  ['HealthCheckConnectTimeout', 1, 300, http],
];
const required = ['ListenerPort', 'Bandwidth', 'BackendServerPort'];

describe('the schema and the sandbox agree', () => {
  describe.each(bounds)('on %s', (name, min, max, besides) => {
    it.each([
      [String(min - 1), false],
      [String(min), true],
      [String(max), true],
      [String(max + 1), false],
      ['eighty', false],
      ['80.5', false],
      ['', !required.includes(name)],
    ])('%s', async (value, taken) => {
      expect(await verdicts({ ...besides, [name]: value })).toEqual({ schema: taken, sandbox: taken });
    });
  });

  it.each<[string, Parameters, boolean]>([
    ['-1 as bandwidth', { Bandwidth: '-1' }, true],
    ['-2 as bandwidth', { Bandwidth: '-2' }, false],
    ['no region', { RegionId: '' }, false],
    ['no instance', { LoadBalancerId: undefined }, false],
    [
      'no backend port but a VServer group',
      { BackendServerPort: undefined, VServerGroupId: 'rsp-cige6j5e7p' },
      true,
    ],
    [
      'no backend port but a primary/secondary group (D9)',
      { BackendServerPort: undefined, MasterSlaveServerGroupId: 'rsp-0bfucwuotx' },
      false,
    ],
    ['a primary/secondary group', { MasterSlaveServerGroupId: 'rsp-0bfucwuotx' }, true],
    ...['wrr', 'wlc', 'rr'].map((word): [string, Parameters, boolean] => [word, { Scheduler: word }, true]),
    ...['sch', 'WRR', 'random'].map((word): [string, Parameters, boolean] => [
      word,
      { Scheduler: word },
      false,
    ]),
    ['tcp checks', { HealthCheckType: 'tcp' }, true],
    ['http checks', http, true],
    ['checks of an unknown type', { ...http, HealthCheckType: 'udp' }, false],
    ['the domain $_ip', { ...http, HealthCheckDomain: '$_ip' }, true],
    ['a domain', { ...http, HealthCheckDomain: 'www.example-1.com' }, true],
    ['a domain with an underscore', { ...http, HealthCheckDomain: 'a_b' }, false],
    ['a domain of 80', { ...http, HealthCheckDomain: 'a'.repeat(80) }, true],
    ['a domain of 81', { ...http, HealthCheckDomain: 'a'.repeat(81) }, false],
    ['a bare / as path (D11)', { ...http, HealthCheckURI: '/' }, true],
    ['a path of 80', { ...http, HealthCheckURI: `/${'a'.repeat(79)}` }, true],
    ['a path of 81', { ...http, HealthCheckURI: `/${'a'.repeat(80)}` }, false],
    ['a path without a slash', { ...http, HealthCheckURI: 'healthz' }, false],
    ['a path with a blank', { ...http, HealthCheckURI: '/a b' }, false],
    ['a path with a query', { ...http, HealthCheckURI: '/a?b&c' }, true],
    ['all codes', { ...http, HealthCheckHttpCode: 'http_2xx,http_3xx,http_4xx,http_5xx' }, true],
    ['an unknown code', { ...http, HealthCheckHttpCode: 'http_2xx,http_6xx' }, false],
    ['an access control list', acl, true],
    ['a denylist', { ...acl, AclType: 'black' }, true],
    ['access control without a list', { ...acl, AclId: undefined }, false],
    ['access control without a type', { ...acl, AclType: undefined }, false],
    ['access control of an unknown type', { ...acl, AclType: 'grey' }, false],
    ['an unknown access control status', { AclStatus: 'maybe' }, false],
    ['several access control lists (D13)', { ...acl, AclId: '1323,1324' }, false],
    ['a type and list that no status turns on', { AclType: 'white', AclId: '1323' }, true],
    ["the reference's description", { Description: 'Create a listener.' }, true],
    ['a Chinese description', { Description: '支付网关 灰度' }, true],
    ['a description of 80', { Description: '监'.repeat(80) }, true],
    ['a description of 81', { Description: '监'.repeat(81) }, false],
    ['a description with a comma', { Description: 'a,b' }, false],
    ['a description with an emoji', { Description: 'ok 🙂' }, false],
  ])('on %s', async (_, parameters, taken) => {
    expect(await verdicts(parameters)).toEqual({ schema: taken, sandbox: taken });
  });

  it('except for HTTP checks without a path, which only the form rejects (D34)', async () => {
    expect(await verdicts({ HealthCheckType: 'http' })).toEqual({ schema: false, sandbox: true });
  });
});

import { describe, expect, test } from 'vitest';
import {
  EDGE,
  HANGZHOU,
  at,
  outcomeOf,
  listAt,
  testSandbox,
  type Body,
  type Parameters,
} from '../testing/test-sandbox';

const sandbox = testSandbox();

const INVALID = [400, 'InvalidParameter', 'The specified parameter is not valid.'] as const;
const NO_INSTANCE = [
  404,
  'InvalidLoadBalancerId.NotFound',
  'The specified LoadBalancerId does not exist.',
] as const;

async function ask(action: string, parameters: Parameters = {}): Promise<Body> {
  const reply = await sandbox.call(action, parameters);
  expect(reply.body).not.toHaveProperty('Code');
  return reply.body;
}

describe('DescribeRegions', () => {
  const regions = async (parameters: Parameters = {}) =>
    listAt(await ask('DescribeRegions', parameters), 'Regions', 'Region');

  test('answers the whole endpoint table', async () => {
    const all = await regions();
    expect(all).toHaveLength(37);
    const endpoints = Object.fromEntries(all.map((region) => [region.RegionId, region.RegionEndpoint]));
    expect(endpoints).toMatchObject({
      'cn-hangzhou': 'slb.aliyuncs.com',
      'us-west-1': 'slb.aliyuncs.com',
      'cn-north-2-gov-1': 'slb.aliyuncs.com',
      'eu-central-1': 'slb.eu-central-1.aliyuncs.com',
      'cn-heyuan-acdr-1': 'slb.cn-heyuan-acdr-1.aliyuncs.com',
      'na-south-1': 'slb.na-south-1.aliyuncs.com',
    });
  });

  test.each([
    ['zh-CN', '德国（法兰克福）'],
    ['en-US', 'Germany (Frankfurt)'],
    ['ja', 'ドイツ (フランクフルト)'],
    ['', '德国（法兰克福）'],
  ])('names all regions in the requested language, whichever region is sent: %j', async (language, name) => {
    const all = await regions({ RegionId: 'cn-hangzhou', AcceptLanguage: language });
    expect(all).toHaveLength(37);
    expect(all.find(({ RegionId }) => RegionId === 'eu-central-1')?.LocalName).toBe(name);
  });
});

describe('DescribeLoadBalancers', () => {
  const names = async (parameters: Parameters) =>
    listAt(
      await ask('DescribeLoadBalancers', { RegionId: HANGZHOU, ...parameters }),
      'LoadBalancers',
      'LoadBalancer',
    ).map((entry) => entry.LoadBalancerName);

  test.each<[Parameters, string[]]>([
    [{ LoadBalancerId: `${EDGE},lb-bp1o94dp5i6earr9g6d1l,lb-unknown` }, ['edge-prod', 'pay-gw']],
    [{ LoadBalancerName: 'perf-lab,edge-v6' }, ['edge-v6', 'perf-lab']],
    [{ LoadBalancerStatus: 'locked' }, ['legacy-shop']],
    [{ LoadBalancerStatus: 'inactive' }, ['perf-lab']],
    [{ AddressType: 'intranet' }, ['ledger-core']],
    [{ AddressIPVersion: 'ipv6' }, ['edge-v6']],
    [{ NetworkType: 'Classic' }, ['legacy-shop']],
    [{ InternetChargeType: 'paybybandwidth' }, ['pay-gw']],
    [{ PayType: 'PrePay' }, []],
    [{ Address: '47.98.112.40' }, ['edge-prod']],
    [{ VpcId: 'vpc-bp1ck2s7m9d4x6q0zt8hj' }, ['ledger-core']],
    [{ ServerId: 'i-bp1ses0primary1a2b3c' }, ['edge-prod']],
    [{ ServerIntranetAddress: '10.0.30.5,10.0.12.52' }, ['ledger-core', 'perf-lab']],
    [{ Tags: '{"team":"支付"}' }, ['pay-gw']],
    [{ Tags: '{"env":"prod","team":"支付"}' }, ['pay-gw']],
    [{ Tags: '{"env":"test"}' }, []],
    [{ 'Tag.1.Key': 'env', 'Tag.1.Value': 'prod' }, ['edge-prod', 'pay-gw']],
    [{ 'Tag.1.Key': 'team' }, ['pay-gw']],
    [{ MasterZoneId: 'cn-hangzhou-z' }, []],
  ])('filters by %o', async (filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });

  test.each([
    [
      'the Kubernetes cloud controller',
      '[{"TagValue":"支付","TagKey":"team"},{"TagValue":"prod","TagKey":"env"}]',
    ],
    ['a dictionary', '{"team":"支付","env":"prod"}'],
    ["the documents' example", '{"tagKey":"team","tagValue":"支付"}'],
    ["the documents' list", '[{"tagKey":"team","tagValue":"支付"}]'],
    ['keys in any case', '[{"TAGKEY":"team","tagvalue":"支付"}]'],
    ['single quotes', "[{'TagKey':'team','TagValue':'支付'}]"],
    ['a key without a value', '[{"TagKey":"team"}]'],
  ])('matches the tags of %s, in both editions', async (_, Tags) => {
    for (const edition of ['current', 'reference']) {
      await sandbox.control('POST', 'settings', { edition });
      expect(await names({ Tags })).toEqual(['pay-gw']);
      expect(await names({ Tags: Tags.replace('team', 'crew') })).toEqual([]);
    }
  });

  test('pages, and answers fifty at most when nothing is asked', async () => {
    const whole = await ask('DescribeLoadBalancers', { RegionId: HANGZHOU });
    expect(whole).toMatchObject({ PageNumber: 1, PageSize: 50, TotalCount: 6 });
    const second = await ask('DescribeLoadBalancers', { RegionId: HANGZHOU, PageNumber: 2, PageSize: 4 });
    expect(second).toMatchObject({ PageNumber: 2, PageSize: 4, TotalCount: 6 });
    expect(listAt(second, 'LoadBalancers', 'LoadBalancer')).toHaveLength(2);
    expect(await names({ PageNumber: 9, PageSize: 4 })).toEqual([]);
  });

  test('rejects a page size without a page number', async () => {
    expect(
      outcomeOf(await sandbox.call('DescribeLoadBalancers', { RegionId: HANGZHOU, PageSize: 10 })),
    ).toEqual([400, 'MissingParameter', 'The combination of some parameters violates the spec.']);
  });

  test.each<Parameters>([
    { PageNumber: 1, PageSize: 101 },
    { PageNumber: 1, PageSize: 0 },
    { PageNumber: 0 },
    { LoadBalancerStatus: 'up' },
    { AddressType: 'public' },
    { Tags: 'not json' },
    { Tags: '["env"]' },
    { Tags: '{"env":{}}' },
    {
      Tags: JSON.stringify(Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, 'v']))),
    },
    { LoadBalancerId: Array.from({ length: 11 }, () => EDGE).join(',') },
  ])('rejects %o', async (parameters) => {
    expect(
      outcomeOf(await sandbox.call('DescribeLoadBalancers', { RegionId: HANGZHOU, ...parameters })),
    ).toEqual(INVALID);
  });

  test('says how an instance pays and what protects it', async () => {
    const of = async (regionId: string, name: string) =>
      at(
        await ask('DescribeLoadBalancers', { RegionId: regionId, LoadBalancerName: name }),
        'LoadBalancers',
        'LoadBalancer',
        0,
      );
    expect(await of(HANGZHOU, 'pay-gw')).toMatchObject({
      InternetChargeType: 'paybybandwidth',
      InternetChargeTypeAlias: 'paybybandwidth',
      Bandwidth: 200,
      DeleteProtection: 'off',
      ModificationProtectionStatus: 'NonProtection',
    });
    expect(await of(HANGZHOU, 'pay-gw')).toMatchObject({ BusinessStatus: 'Normal' });
    expect(await of(HANGZHOU, 'legacy-shop')).toMatchObject({ BusinessStatus: 'FinancialLocked' });
    expect(await of('eu-central-1', 'admin-eu')).toMatchObject({
      DeleteProtection: 'on',
      ModificationProtectionStatus: 'ConsoleProtection',
      ModificationProtectionReason: 'Change-freeze-until-January',
    });
  });
});

describe('DescribeLoadBalancerAttribute', () => {
  test('lists ports and protocols under both spellings, and the default servers', async () => {
    const body = await ask('DescribeLoadBalancerAttribute', { RegionId: HANGZHOU, LoadBalancerId: EDGE });
    expect(body).toMatchObject({ BusinessStatus: 'Normal', HasReservedInfo: 'false' });
    expect(at(body, 'ListenerPorts', 'ListenerPort')).toEqual([
      443, 2222, 6380, 8080, 8081, 8443, 9092, 9443,
    ]);
    expect(at(body, 'ListenerPortsAndProtocal', 'ListenerPortAndProtocal', 4)).toEqual({
      ListenerPort: 8081,
      ListenerProtocal: 'http',
    });
    expect(at(body, 'ListenerPortsAndProtocol', 'ListenerPortAndProtocol', 0)).toEqual({
      ListenerPort: 443,
      ListenerProtocol: 'tcp',
      Description: '华东订单入口',
    });
    expect(listAt(body, 'BackendServers', 'BackendServer')[0]).toEqual({
      ServerId: 'i-bp1d2x7kq3w8n5v0c4ma',
      Weight: 100,
      Type: 'ecs',
      ServerIp: '10.0.4.11',
    });
  });

  test('rejects an unknown instance', async () => {
    expect(
      outcomeOf(
        await sandbox.call('DescribeLoadBalancerAttribute', { RegionId: HANGZHOU, LoadBalancerId: 'lb-x' }),
      ),
    ).toEqual(NO_INSTANCE);
  });
});

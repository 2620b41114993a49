import { beforeEach, describe, expect, test } from 'vitest';
import { INCOMPLETE, INVALID, callsOf } from '../testing/calls';
import { listAt, testSandbox, type Body, type Parameters } from '../testing/test-sandbox';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'empty' });
});

const { ask, outcome } = callsOf(() => sandbox);

const create = (parameters: Parameters = {}) => ask('CreateLoadBalancer', parameters);
const rejection = (parameters: Parameters) => outcome('CreateLoadBalancer', parameters);
const read = async (created: Body) =>
  ask('DescribeLoadBalancerAttribute', { LoadBalancerId: String(created.LoadBalancerId) });
const count = async () => (await ask('DescribeLoadBalancers')).TotalCount;

describe('CreateLoadBalancer', () => {
  test('with only the region makes an active Internet instance that pays by traffic', async () => {
    const created = await create();
    expect(created).toEqual({
      RequestId: created.RequestId,
      LoadBalancerId: expect.stringMatching(/^lb-[a-z0-9]{21}$/),
      LoadBalancerName: 'auto_named_slb',
      Address: expect.stringMatching(/^198\.1[89]\.\d+\.\d+$/),
      AddressIPVersion: 'ipv4',
      NetworkType: 'classic',
      VpcId: '',
      VSwitchId: '',
      ResourceGroupId: 'rg-acfmxazb4ph6aiy',
    });
    expect(await read(created)).toMatchObject({
      LoadBalancerId: created.LoadBalancerId,
      Address: created.Address,
      LoadBalancerStatus: 'active',
      AddressType: 'internet',
      InternetChargeType: 'paybytraffic',
      InstanceChargeType: 'PayBySpec',
      PayType: 'PayOnDemand',
      Bandwidth: 5120,
      MasterZoneId: 'cn-hangzhou-a',
      SlaveZoneId: 'cn-hangzhou-b',
      DeleteProtection: 'off',
      ModificationProtectionStatus: 'NonProtection',
      CreateTime: '2026-11-23T12:00:00Z',
      CreateTimeStamp: Date.parse('2026-11-23T12:00:00Z'),
      Tags: { Tag: [] },
      BackendServers: { BackendServer: [] },
    });
    expect(await read(created)).not.toHaveProperty('LoadBalancerSpec');
  });

  test('keeps every given value', async () => {
    const created = await create({
      LoadBalancerName: 'web-1.prod_a',
      InternetChargeType: 'paybybandwidth',
      Bandwidth: 5120,
      AddressIPVersion: 'ipv6',
      LoadBalancerSpec: 'slb.s3.large',
      MasterZoneId: 'cn-hangzhou-g',
      SlaveZoneId: 'cn-hangzhou-h',
      DeleteProtection: 'on',
      ModificationProtectionStatus: 'ConsoleProtection',
      ModificationProtectionReason: 'Audit-2026',
      ResourceGroupId: 'rg-mine',
      'Tag.1.Key': 'env',
      'Tag.1.Value': 'test',
    });
    expect(created).toMatchObject({
      LoadBalancerName: 'web-1.prod_a',
      AddressIPVersion: 'ipv6',
      ResourceGroupId: 'rg-mine',
      Address: expect.stringMatching(/^2001:db8:/),
    });
    expect(await read(created)).toMatchObject({
      InternetChargeType: 'paybybandwidth',
      Bandwidth: 5120,
      LoadBalancerSpec: 'slb.s3.large',
      MasterZoneId: 'cn-hangzhou-g',
      SlaveZoneId: 'cn-hangzhou-h',
      DeleteProtection: 'on',
      ModificationProtectionStatus: 'ConsoleProtection',
      ModificationProtectionReason: 'Audit-2026',
      Tags: { Tag: [{ TagKey: 'env', TagValue: 'test' }] },
    });
  });

  test('in a vSwitch makes an intranet instance, whatever type is requested', async () => {
    const created = await create({
      AddressType: 'internet',
      VSwitchId: 'vsw-1',
      VpcId: 'vpc-1',
      Address: '192.168.7.9',
    });
    expect(created).toMatchObject({
      NetworkType: 'vpc',
      VpcId: 'vpc-1',
      VSwitchId: 'vsw-1',
      Address: '192.168.7.9',
    });
    expect(await read(created)).toMatchObject({ AddressType: 'intranet', Bandwidth: 5120 });
    const [first, second] = [await create({ VSwitchId: 'vsw-2' }), await create({ VSwitchId: 'vsw-2' })];
    expect(first.VpcId).toMatch(/^vpc-/);
    expect(second.VpcId).toBe(first.VpcId);
    expect(second.Address).not.toBe(first.Address);
  });

  test('looks at the bandwidth only where it is paid for, and takes 1 Mbit/s where none is said', async () => {
    expect(await read(await create({ Bandwidth: -1 }))).toMatchObject({ Bandwidth: 5120 });
    expect(await read(await create({ InternetChargeType: 'paybybandwidth' }))).toMatchObject({
      Bandwidth: 1,
    });
    expect(
      await read(await create({ AddressType: 'intranet', InternetChargeType: 'paybybandwidth' })),
    ).toMatchObject({ InternetChargeType: 'paybytraffic', Bandwidth: 5120 });
  });

  test('by consumption has the specification that the cloud answers then, whatever was asked', async () => {
    const body = await read(
      await create({ InstanceChargeType: 'PayByCLCU', LoadBalancerSpec: 'slb.s1.small' }),
    );
    expect(body).toMatchObject({ InstanceChargeType: 'PayByCLCU', LoadBalancerSpec: 'slb.lcu.elastic' });
  });

  test('pays by consumption if it has the specification for that, which is rejected with another charge type', async () => {
    const LoadBalancerSpec = 'slb.lcu.elastic';
    expect(await read(await create({ LoadBalancerSpec }))).toMatchObject({
      InstanceChargeType: 'PayByCLCU',
      LoadBalancerSpec,
    });
    const more = { LoadBalancerSpec, InstanceChargeType: 'PayBySpec' };
    expect(await outcome('CreateLoadBalancer', more)).toEqual(INVALID);
  });

  test('by subscription answers an order, and reads as such', async () => {
    const created = await create({
      PayType: 'PrePay',
      InternetChargeType: 'paybybandwidth',
      Bandwidth: 10,
      PricingCycle: 'month',
      Duration: 1,
      AutoPay: 'true',
    });
    expect(created.OrderId).toEqual(expect.any(Number));
    expect(await read(created)).toMatchObject({ PayType: 'PrePay' });
    expect(await ask('DescribeLoadBalancers', { PayType: 'PrePay' })).toMatchObject({ TotalCount: 1 });
  });

  test.each<[string, Parameters]>([
    ['a name that starts with a digit', { LoadBalancerName: '1web' }],
    ['a name with a blank', { LoadBalancerName: 'web 1' }],
    ['a name of 81 characters', { LoadBalancerName: `w${'e'.repeat(80)}` }],
    ['an address type it does not know', { AddressType: 'public' }],
    ['a charge type it does not know', { InternetChargeType: 'PayByTime' }],
    ['an IP version it does not know', { AddressIPVersion: 'ipv5' }],
    ['what is no specification', { LoadBalancerSpec: 'huge' }],
    ['an instance charge type it does not know', { InstanceChargeType: 'Free' }],
    ['a pay type it does not know', { PayType: 'Later' }],
    ['a flag that is none', { DeleteProtection: 'true' }],
    ['a protection it does not know', { ModificationProtectionStatus: 'on' }],
    ['a reason that starts with a digit', { ModificationProtectionReason: '2026' }],
    ['a token of 65 characters', { ClientToken: 't'.repeat(65) }],
    ['a token that is not ASCII', { ClientToken: '令牌' }],
  ])('rejects %s', async (_, parameters) => {
    expect(await rejection(parameters)).toEqual(INVALID);
    expect(await count()).toBe(0);
  });

  test.each<[string, Parameters, readonly [number, string, string]]>([
    ...[0, -1, 5121, 1.5].map(
      (Bandwidth) =>
        [
          `a paid bandwidth of ${Bandwidth}`,
          { InternetChargeType: 'paybybandwidth', Bandwidth },
          [400, 'InvalidParameter', 'The specified bandwidth is not valid.'],
        ] as [string, Parameters, readonly [number, string, string]],
    ),
    [
      'an address outside the vSwitch',
      { VSwitchId: 'vsw-1', Address: '47.1.2.3' },
      [400, 'InvalidParameter', 'Illegal parameter. The IP address is not in subnet.'],
    ],
    [
      'an unknown zone',
      { MasterZoneId: 'cn-hangzhou-z' },
      [400, 'InvalidParameter', 'The site is not exist.'],
    ],
    [
      'one zone as both',
      { MasterZoneId: 'cn-hangzhou-b', SlaveZoneId: 'cn-hangzhou-b' },
      [400, 'InvalidParameter', 'The site is not exist.'],
    ],
    ['a VPC without a vSwitch', { AddressType: 'intranet', VpcId: 'vpc-1' }, INCOMPLETE],
    [
      'an Internet subscription that pays by traffic',
      { PayType: 'PrePay', InternetChargeType: 'paybytraffic' },
      [
        400,
        'Operation.NotAllowed',
        'Operation Denied. The charge type of internet prepay instance can only be paybybandwidth.',
      ],
    ],
    [
      'a reserved tag key',
      { 'Tag.1.Key': 'acs:x' },
      [400, 'InvalidParam.TagKey', 'The specified Tag.Key is invalid.'],
    ],
    [
      'a tag value with an address',
      { 'Tag.1.Key': 'k', 'Tag.1.Value': 'http://x' },
      [400, 'InvalidParam.TagValue', 'The specified Tag.Value is invalid.'],
    ],
    [
      'a tag without a key',
      { 'Tag.1.Value': 'v' },
      [400, 'MissingParam.TagKey', 'The parameter Tag.Key is required.'],
    ],
    [
      'twenty-one tags',
      Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`Tag.${index + 1}.Key`, `k${index}`])),
      [400, 'SizeLimitExceeded.Tag', 'The maximum number of tags is exceeded.'],
    ],
  ])('rejects %s', async (_, parameters, expected) => {
    expect(await rejection(parameters)).toEqual(expected);
    expect(await count()).toBe(0);
  });

  test('rejects an address that another instance has', async () => {
    await create({ VSwitchId: 'vsw-1', Address: '10.1.2.3' });
    expect(await rejection({ VSwitchId: 'vsw-1', Address: '10.1.2.3' })).toEqual([
      400,
      'InvalidParameter',
      'The vpc Ip is exist.',
    ]);
  });
});

describe('a client token', () => {
  const requested = {
    ClientToken: 'b1f6c9d2-token',
    LoadBalancerName: 'once',
    InternetChargeType: 'paybytraffic',
  };

  test('makes one instance, however often the call is sent', async () => {
    const first = await create(requested);
    const { RequestId: _, ...fields } = first;
    const again = await create(requested);
    expect(again).toMatchObject(fields);
    expect(again.RequestId).not.toBe(first.RequestId);
    expect(await count()).toBe(1);
  });

  test('means the same over both signatures and both methods, in any order of parameters', async () => {
    const first = await create(requested);
    const reply = await sandbox.callV1(
      'CreateLoadBalancer',
      { ...Object.fromEntries(Object.entries(requested).toReversed()), RegionId: 'cn-hangzhou' },
      {},
      { method: 'POST' },
    );
    expect(JSON.parse(reply.text)).toMatchObject({ LoadBalancerId: first.LoadBalancerId });
    expect(await count()).toBe(1);
  });

  test('with other parameters is a conflict', async () => {
    await create(requested);
    expect(await rejection({ ...requested, LoadBalancerName: 'twice' })).toEqual([
      400,
      'LX_REQUEST_TOKEN_CONFLICT',
      'The ClientToken is conflict.',
    ]);
    expect(await count()).toBe(1);
  });

  test('is remembered over a restart, and forgotten with its instance', async () => {
    const { LoadBalancerId } = await create(requested);
    await sandbox.restart();
    expect((await create(requested)).LoadBalancerId).toBe(LoadBalancerId);
    await ask('DeleteLoadBalancer', { LoadBalancerId: String(LoadBalancerId) });
    expect((await create(requested)).LoadBalancerId).not.toBe(LoadBalancerId);
    const instances = listAt(await ask('DescribeLoadBalancers'), 'LoadBalancers', 'LoadBalancer');
    expect(instances).toHaveLength(1);
  });

  test('that differs makes another instance; without one each call does', async () => {
    await create(requested);
    await create({ ...requested, ClientToken: 'another' });
    await create({ LoadBalancerName: 'once' });
    await create({ LoadBalancerName: 'once' });
    expect(await count()).toBe(4);
  });
});

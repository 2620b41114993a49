import { describe, expect, test } from 'vitest';
import { INVALID, callsOf } from '../testing/calls';
import { at, listAt, testSandbox, type Parameters } from '../testing/test-sandbox';

const sandbox = testSandbox();

const { ask, outcome } = callsOf(() => sandbox);

describe('DescribeZones', () => {
  test('answers the zones of the region, each with the zones that may stand by for it', async () => {
    const zones = listAt(await ask('DescribeZones', { AcceptLanguage: 'en-US' }), 'Zones', 'Zone');
    expect(zones).toHaveLength(11);
    expect(zones[1]).toMatchObject({ ZoneId: 'cn-hangzhou-b', LocalName: 'China (Hangzhou) Zone B' });
    const secondary = listAt(zones[1], 'SlaveZones', 'SlaveZone');
    expect(secondary).toHaveLength(10);
    expect(secondary[0]).toEqual({ ZoneId: 'cn-hangzhou-a', LocalName: 'China (Hangzhou) Zone A' });
  });

  test('names zones as the region is written, in the requested language', async () => {
    const frankfurt = await ask('DescribeZones', { RegionId: 'eu-central-1' });
    expect(listAt(frankfurt, 'Zones', 'Zone').map((zone) => zone.ZoneId)).toEqual([
      'eu-central-1a',
      'eu-central-1b',
      'eu-central-1c',
    ]);
    expect(at(frankfurt, 'Zones', 'Zone', 0, 'LocalName')).toBe('德国（法兰克福） 可用区 A');
    const japanese = await ask('DescribeZones', { RegionId: 'ap-northeast-1', AcceptLanguage: 'ja' });
    expect(at(japanese, 'Zones', 'Zone', 0, 'LocalName')).toBe('日本 (東京) ゾーン A');
  });

  test('has every zone that an instance of the demo data stands in', async () => {
    for (const RegionId of ['cn-hangzhou', 'cn-shanghai', 'eu-central-1']) {
      const zones = listAt(await ask('DescribeZones', { RegionId }), 'Zones', 'Zone').map(
        (zone) => zone.ZoneId,
      );
      const instances = listAt(
        await ask('DescribeLoadBalancers', { RegionId }),
        'LoadBalancers',
        'LoadBalancer',
      );
      for (const instance of instances) {
        expect(zones).toContain(instance.MasterZoneId);
        expect(zones).toContain(instance.SlaveZoneId);
      }
    }
  });
});

describe('DescribeAvailableResource', () => {
  const pairsOf = async (parameters: Parameters) =>
    listAt(await ask('DescribeAvailableResource', parameters), 'AvailableResources', 'AvailableResource');

  test('answers each pair of zones with what can be created there', async () => {
    const pairs = await pairsOf({ RegionId: 'eu-central-1' });
    expect(
      pairs.map(({ MasterZoneId, SlaveZoneId }) => `${String(MasterZoneId)} ${String(SlaveZoneId)}`),
    ).toEqual([
      'eu-central-1a eu-central-1b',
      'eu-central-1a eu-central-1c',
      'eu-central-1b eu-central-1a',
      'eu-central-1b eu-central-1c',
      'eu-central-1c eu-central-1a',
      'eu-central-1c eu-central-1b',
    ]);
    expect(listAt(pairs[0], 'SupportResources', 'SupportResource')).toEqual([
      { AddressIPVersion: 'ipv4', AddressType: 'classic_internet' },
      { AddressIPVersion: 'ipv4', AddressType: 'classic_intranet' },
      { AddressIPVersion: 'ipv4', AddressType: 'vpc' },
      { AddressIPVersion: 'ipv6', AddressType: 'classic_internet' },
    ]);
  });

  test('is limited to a network and a version, in either spelling, to nothing if need be', async () => {
    for (const AddressType of ['classic_intranet', 'classic-intranet']) {
      const [pair] = await pairsOf({ AddressType, AddressIPVersion: 'ipv4' });
      expect(listAt(pair, 'SupportResources', 'SupportResource')).toEqual([
        { AddressIPVersion: 'ipv4', AddressType: 'classic_intranet' },
      ]);
    }
    expect(await pairsOf({ AddressType: 'vpc', AddressIPVersion: 'ipv6' })).toEqual([]);
    expect(await outcome('DescribeAvailableResource', { AddressType: 'classic' })).toEqual(INVALID);
    expect(await outcome('DescribeAvailableResource', { AddressIPVersion: '4' })).toEqual(INVALID);
  });

  test('an instance can be created wherever it says so', async () => {
    for (const { MasterZoneId, SlaveZoneId } of await pairsOf({ RegionId: 'eu-central-1' })) {
      const RegionId = 'eu-central-1';
      const zones = { MasterZoneId: String(MasterZoneId), SlaveZoneId: String(SlaveZoneId) };
      expect(await outcome('CreateLoadBalancer', { RegionId, ...zones })).toBe('answered');
    }
  });
});

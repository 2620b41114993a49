import { beforeEach, describe, expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { pythonSdk } from '../testing/published-clients';
import { testSandbox, type Parameters } from '../testing/test-sandbox';

/*
 * aliyun-python-sdk-core with aliyun-python-sdk-slb: the samples of the vendor's guide "Alibaba Cloud SDK for Python", which
 * print what the cloud answered in 2019. They pass lists as lists, which the library writes as Python prints them.
 */

const REGION = 'cn-zhangjiakou';

const sandbox = testSandbox({ seed: 'empty', settings: { transitionMillis: 0 } });
const { ask } = pythonSdk(() => sandbox, REGION);

/** As Python prints a list of dictionaries of texts. */
const printed = (list: readonly Record<string, string>[]) =>
  `[${list
    .map(
      (item) =>
        `{${Object.entries(item)
          .map(([key, value]) => `'${key}': '${value}'`)
          .join(', ')}}`,
    )
    .join(', ')}]`;
const SERVERS = printed([
  { ServerId: 'i-8vb1', Weight: '100' },
  { ServerId: 'i-8vb2', Weight: '100' },
]);

const CREATE: Parameters = {
  MasterZoneId: 'cn-zhangjiakou-a',
  SlaveZoneId: 'cn-zhangjiakou-b',
  LoadBalancerName: 'SLB1',
  PayType: 'PayOnDemand',
  LoadBalancerSpec: 'slb.s1.small',
  ClientToken: '0b9b1a44-3a5e-11e9-9c1c-acde48001122',
};

/** The answer without what differs each time. */
const named = (body: Readonly<Record<string, unknown>>) => ({ ...body, RequestId: 'id' });

describe.each(EDITION_NAMES)('the Python SDK, edition %s', (edition) => {
  beforeEach(async () => {
    await sandbox.control('POST', 'reset', { seed: 'empty' });
    await sandbox.control('POST', 'settings', { edition });
  });

  test('creates a TCP listener with servers and removes both, as its sample does', async () => {
    const created = await ask('CreateLoadBalancer', CREATE);
    const LoadBalancerId = String(created.LoadBalancerId);
    expect(named(created)).toEqual({
      VpcId: '',
      AddressIPVersion: 'ipv4',
      LoadBalancerName: 'SLB1',
      ResourceGroupId: expect.stringMatching(/^rg-/),
      VSwitchId: '',
      RequestId: 'id',
      Address: expect.any(String),
      NetworkType: 'classic',
      LoadBalancerId,
    });

    const servers = { LoadBalancerId, BackendServers: SERVERS, ClientToken: '1' };
    expect(named(await ask('AddBackendServers', servers))).toEqual({
      RequestId: 'id',
      BackendServers: {
        BackendServer: [
          { ServerId: 'i-8vb1', Type: 'ecs', Weight: 100 },
          { ServerId: 'i-8vb2', Type: 'ecs', Weight: 100 },
        ],
      },
      LoadBalancerId,
    });
    const listener = {
      LoadBalancerId,
      ListenerPort: 80,
      BackendServerPort: 80,
      HealthCheckType: 'tcp',
      Bandwidth: -1,
      ClientToken: '2',
    };
    expect(named(await ask('CreateLoadBalancerTCPListener', listener))).toEqual({ RequestId: 'id' });
    expect(named(await ask('RemoveBackendServers', { ...servers, ClientToken: '3' }))).toEqual({
      RequestId: 'id',
      BackendServers: { BackendServer: [] },
      LoadBalancerId,
    });
    expect(named(await ask('DeleteLoadBalancer', { LoadBalancerId }))).toEqual({ RequestId: 'id' });
  });

  test('removes servers by a list of ids, as the documents of its time show it', async () => {
    const LoadBalancerId = String((await ask('CreateLoadBalancer', CREATE)).LoadBalancerId);
    await ask('AddBackendServers', { LoadBalancerId, BackendServers: SERVERS });
    expect(await ask('RemoveBackendServers', { LoadBalancerId, BackendServers: "['i-8vb1']" })).toMatchObject(
      {
        BackendServers: { BackendServer: [{ ServerId: 'i-8vb2' }] },
      },
    );
  });

  test('reads of an instance what it needs to clone it', async () => {
    const LoadBalancerId = String((await ask('CreateLoadBalancer', CREATE)).LoadBalancerId);
    await ask('CreateLoadBalancerTCPListener', {
      LoadBalancerId,
      ListenerPort: 80,
      BackendServerPort: 80,
      HealthCheckType: 'tcp',
      Bandwidth: -1,
    });
    const recorded = {
      HasReservedInfo: 'false',
      InternetChargeType: 'paybytraffic',
      EndTime: '2999-09-08T16:00:00Z',
      VpcId: '',
      RegionIdAlias: REGION,
      RegionId: REGION,
      ListenerPortsAndProtocal: { ListenerPortAndProtocal: [{ ListenerPort: 80, ListenerProtocal: 'tcp' }] },
      ResourceGroupId: expect.any(String),
      CreateTimeStamp: expect.any(Number),
      VSwitchId: '',
      Address: expect.any(String),
      AddressIPVersion: 'ipv4',
      LoadBalancerSpec: 'slb.s1.small',
      EndTimeStamp: 32_493_801_600_000,
      ListenerPortsAndProtocol: { ListenerPortAndProtocol: [{ ListenerProtocol: 'tcp', ListenerPort: 80 }] },
      LoadBalancerId,
      AddressType: 'internet',
      BackendServers: { BackendServer: [] },
      MasterZoneId: 'cn-zhangjiakou-a',
      PayType: 'PayOnDemand',
      SlaveZoneId: 'cn-zhangjiakou-b',
      Bandwidth: 5120,
      LoadBalancerName: 'SLB1',
      NetworkType: 'classic',
      CreateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      ListenerPorts: { ListenerPort: [80] },
    };
    const instance = await ask('DescribeLoadBalancerAttribute', { LoadBalancerId });
    expect(instance).toMatchObject(recorded);
    const clone = await ask('CreateLoadBalancer', {
      MasterZoneId: String(instance.MasterZoneId),
      SlaveZoneId: String(instance.SlaveZoneId),
      PayType: String(instance.PayType),
      ResourceGroupId: String(instance.ResourceGroupId),
      AddressIPVersion: String(instance.AddressIPVersion),
      AddressType: String(instance.AddressType),
      LoadBalancerName: String(instance.LoadBalancerName),
      ClientToken: '4',
    });
    expect(
      await ask('DescribeLoadBalancerAttribute', { LoadBalancerId: String(clone.LoadBalancerId) }),
    ).toMatchObject({ LoadBalancerStatus: 'active', ListenerPorts: { ListenerPort: [] } });
    expect(await ask('DescribeLoadBalancers', {})).toMatchObject({ TotalCount: 2 });
  });
});

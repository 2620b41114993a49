import { beforeEach, describe, expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { terraformProvider } from '../testing/terraform-provider';
import { HANGZHOU, at, testSandbox } from '../testing/test-sandbox';

/** What Terraform's provider sends for instances, listeners and access control lists, from creation to deletion, and what it reads. */

const RegionId = HANGZHOU;
const sandbox = testSandbox({ seed: 'empty', settings: { transitionMillis: 0 } });
const { sdk, common, rpc, createLoadBalancer } = terraformProvider(() => sandbox);

const describeInstance = (LoadBalancerId: string) =>
  sdk.ask('DescribeLoadBalancerAttribute', { LoadBalancerId });

describe.each(EDITION_NAMES)('Terraform, in the edition %s', (edition) => {
  beforeEach(async () => {
    await sandbox.control('POST', 'reset', { seed: 'empty' });
    await sandbox.control('POST', 'settings', { edition, transitionMillis: 0 });
  });

  test('alicloud_slb_load_balancer: creates, waits, reads, changes and deletes', async () => {
    const LoadBalancerId = await createLoadBalancer();
    const read = () => rpc.ask('DescribeLoadBalancerAttribute', { RegionId, LoadBalancerId });
    // The provider waits for this word before it goes on.
    expect(await read()).toMatchObject({
      LoadBalancerStatus: 'active',
      Address: expect.any(String),
      AddressIPVersion: 'ipv4',
      AddressType: 'internet',
      Bandwidth: 5120,
      DeleteProtection: 'off',
      InternetChargeType: 'paybytraffic',
      LoadBalancerName: 'tf-web',
      LoadBalancerSpec: 'slb.s2.small',
      MasterZoneId: expect.any(String),
      SlaveZoneId: expect.any(String),
      ModificationProtectionStatus: 'NonProtection',
      PayType: 'PayOnDemand',
      InstanceChargeType: 'PayBySpec',
      ResourceGroupId: expect.any(String),
      VSwitchId: '',
    });
    const tagged = { RegionId, ResourceType: 'instance', 'ResourceId.1': LoadBalancerId };
    await rpc.ask('TagResources', { ...tagged, 'Tag.1.Key': 'env', 'Tag.1.Value': 'prod' });
    expect(at(await rpc.ask('ListTagResources', tagged), 'TagResources', 'TagResource')).toEqual([
      { ResourceId: LoadBalancerId, ResourceType: 'instance', TagKey: 'env', TagValue: 'prod' },
    ]);
    await rpc.ask('UntagResources', { ...tagged, 'TagKey.1': 'env' });
    const instance = { RegionId, LoadBalancerId };
    await rpc.ask('SetLoadBalancerDeleteProtection', { ...instance, DeleteProtection: 'on' });
    await rpc.ask('SetLoadBalancerName', { ...instance, LoadBalancerName: 'tf-api' });
    await rpc.ask('SetLoadBalancerModificationProtection', {
      ...instance,
      ModificationProtectionStatus: 'ConsoleProtection',
      ModificationProtectionReason: 'managed-by-terraform',
    });
    await rpc.ask('ModifyLoadBalancerInternetSpec', {
      ...instance,
      InternetChargeType: 'paybybandwidth',
      Bandwidth: 20,
    });
    expect(await read()).toMatchObject({
      DeleteProtection: 'on',
      LoadBalancerName: 'tf-api',
      ModificationProtectionReason: 'managed-by-terraform',
      Bandwidth: 20,
    });
    await rpc.ask('SetLoadBalancerDeleteProtection', { ...instance, DeleteProtection: 'off' });
    await rpc.ask('DeleteLoadBalancer', instance);
    expect(await rpc.codeOf('DeleteLoadBalancer', instance)).toBe('InvalidLoadBalancerId.NotFound');
    expect(await rpc.codeOf('DescribeLoadBalancerAttribute', instance)).toBe(
      'InvalidLoadBalancerId.NotFound',
    );
  });

  test('alicloud_slb_load_balancer: sets the status without a region, which the edition current takes', async () => {
    const LoadBalancerId = await createLoadBalancer();
    const status = { LoadBalancerId, LoadBalancerStatus: 'inactive' };
    expect(await rpc.codeOf('SetLoadBalancerStatus', status)).toBe(
      edition === 'reference' ? 'MissingRegionId' : undefined,
    );
  });

  test('alicloud_slb_listener: creates, starts and sets a TCP listener, reads it and deletes it', async () => {
    const LoadBalancerId = await createLoadBalancer();
    const VServerGroupId = String((await sdk.ask('CreateVServerGroup', { LoadBalancerId })).VServerGroupId);
    const AclId = String((await rpc.ask('CreateAccessControlList', { RegionId, AclName: 'office' })).AclId);
    const listener = { LoadBalancerId, ListenerPort: 443 };
    const started = { ...listener, ListenerProtocol: 'tcp' };
    const read = () => common.ask('DescribeLoadBalancerTCPListenerAttribute', listener);
    const common443 = {
      ...listener,
      Bandwidth: 10,
      VServerGroupId,
      AclStatus: 'on',
      AclType: 'white',
      AclId,
      Description: 'tf listener',
      Scheduler: 'wrr',
    };
    await common.ask('CreateLoadBalancerTCPListener', common443);
    expect(await read()).toMatchObject({ Status: 'stopped' });
    await sdk.ask('StartLoadBalancerListener', started);
    expect(await read()).toMatchObject({ Status: 'running' });
    // A new resource has changed in everything, and is set right after. Much of it belongs to HTTP.
    await common.ask('SetLoadBalancerTCPListenerAttribute', {
      ...common443,
      VServerGroup: 'on',
      StickySession: 'off',
      HealthCheck: 'on',
      RequestTimeout: 60,
      IdleTimeout: 15,
      HealthCheckTimeout: 5,
      Gzip: 'on',
      UnhealthyThreshold: 4,
      HealthyThreshold: 4,
      HealthCheckConnectTimeout: 5,
      HealthCheckInterval: 3,
      PersistenceTimeout: 0,
      HealthCheckURI: '/',
      HealthCheckHttpCode: 'http_2xx',
      HealthCheckType: 'tcp',
      EstablishedTimeout: 600,
      ProxyProtocolV2Enabled: 'false',
    });
    expect(await read()).toMatchObject({
      ListenerPort: 443,
      Bandwidth: 10,
      Scheduler: 'wrr',
      VServerGroupId,
      AclStatus: 'on',
      AclType: 'white',
      AclId,
      AclIds: { AclId: [AclId] },
      HealthCheck: 'on',
      HealthCheckType: 'tcp',
      HealthCheckDomain: '',
      HealthCheckURI: '/',
      HealthyThreshold: 4,
      UnhealthyThreshold: 4,
      HealthCheckConnectTimeout: 5,
      HealthCheckInterval: 3,
      HealthCheckHttpCode: 'http_2xx',
      PersistenceTimeout: 0,
      EstablishedTimeout: 600,
      Description: 'tf listener',
      ProxyProtocolV2Enabled: false,
    });
    expect(await describeInstance(LoadBalancerId)).toMatchObject({
      ListenerPortsAndProtocol: { ListenerPortAndProtocol: [{ ListenerPort: 443, ListenerProtocol: 'tcp' }] },
    });
    await sdk.ask('DeleteLoadBalancerListener', started);
    expect(await common.codeOf('DescribeLoadBalancerTCPListenerAttribute', listener)).toBe(
      'InvalidParameter',
    );
  });

  test('alicloud_slb_listener: binds several lists, which the edition current takes', async () => {
    const LoadBalancerId = await createLoadBalancer();
    const make = async (AclName: string) =>
      String((await rpc.ask('CreateAccessControlList', { RegionId, AclName })).AclId);
    const AclId = `${await make('office')},${await make('vpn')}`;
    const listener = { LoadBalancerId, ListenerPort: 80, BackendServerPort: 80, Bandwidth: -1 };
    expect(
      await common.codeOf('CreateLoadBalancerTCPListener', {
        ...listener,
        AclStatus: 'on',
        AclType: 'white',
        AclId,
      }),
    ).toBe(edition === 'reference' ? 'InvalidParameter' : undefined);
  });

  test('alicloud_slb_acl: creates a list, changes its entries, name and tags, and deletes it', async () => {
    const created = await rpc.ask('CreateAccessControlList', {
      RegionId,
      AclName: 'tf-acl',
      AddressIPVersion: 'ipv4',
    });
    const acl = { RegionId, AclId: String(created.AclId) };
    const read = () => rpc.ask('DescribeAccessControlListAttribute', acl);
    const entries = (...list: string[]) => JSON.stringify(list.map((entry) => ({ comment: 'tf', entry })));
    await rpc.ask('AddAccessControlListEntry', { ...acl, AclEntrys: entries('10.0.0.0/8', '172.16.0.0/12') });
    await rpc.ask('RemoveAccessControlListEntry', { ...acl, AclEntrys: entries('10.0.0.0/8') });
    // alicloud_slb_acl_entry_attachment
    await rpc.ask('AddAccessControlListEntry', { ...acl, AclEntrys: '[{"entry":"192.0.2.7/32"}]' });
    expect(await rpc.codeOf('AddAccessControlListEntry', { ...acl, AclEntrys: entries('10.10.10.0') })).toBe(
      'InvalidEntry',
    );
    await rpc.ask('SetAccessControlListAttribute', { ...acl, AclName: 'tf-acl-2' });
    const tagged = { ResourceType: 'acl', 'ResourceId.1': acl.AclId };
    await sdk.ask('TagResources', { ...tagged, 'Tag.1.Key': 'env', 'Tag.1.Value': 'prod' });
    await sdk.ask('UntagResources', { ...tagged, 'TagKey.1': 'env' });
    expect(await read()).toMatchObject({
      AclName: 'tf-acl-2',
      AddressIPVersion: 'ipv4',
      ResourceGroupId: expect.any(String),
      AclEntrys: {
        AclEntry: [
          { AclEntryIP: '172.16.0.0/12', AclEntryComment: 'tf' },
          { AclEntryIP: '192.0.2.7/32', AclEntryComment: '' },
        ],
      },
    });
    await rpc.ask('DeleteAccessControlList', acl);
    expect(await rpc.codeOf('DescribeAccessControlListAttribute', acl)).toBe('AclNotExist');
  });
});

import { describe, expect, test } from 'vitest';
import { callsOf } from '../testing/calls';
import { EDGE, testSandbox, type Parameters } from '../testing/test-sandbox';

/** The XML of each resource, read as text: wrappers, repeated elements, empty ones (slb-api.md 1.6). */
const sandbox = testSandbox({ settings: { transitionMillis: 0 } });

const { ask, xml } = callsOf(() => sandbox);

const SERVERS = JSON.stringify([
  { ServerId: 'i-1', Port: 80 },
  { ServerId: 'i-2', Port: 81, Weight: 5, Description: 'b' },
]);

describe('XML of', () => {
  test('a call that answers only its RequestId', async () => {
    const calls: [string, Parameters][] = [
      ['SetLoadBalancerStatus', { LoadBalancerId: EDGE, LoadBalancerStatus: 'active' }],
      ['SetLoadBalancerName', { LoadBalancerId: EDGE, LoadBalancerName: 'edge-prod' }],
      ['SetLoadBalancerDeleteProtection', { LoadBalancerId: EDGE, DeleteProtection: 'off' }],
      [
        'SetLoadBalancerModificationProtection',
        { LoadBalancerId: EDGE, ModificationProtectionStatus: 'NonProtection' },
      ],
      ['ModifyLoadBalancerInternetSpec', { LoadBalancerId: EDGE }],
      ['SetLoadBalancerTCPListenerAttribute', { LoadBalancerId: EDGE, ListenerPort: 443, Bandwidth: 3 }],
      ['ModifyLoadBalancerInstanceSpec', { LoadBalancerId: EDGE, LoadBalancerSpec: 'slb.s3.large' }],
      ['ModifyLoadBalancerInstanceChargeType', { LoadBalancerId: EDGE, InstanceChargeType: 'PayByCLCU' }],
      [
        'MoveResourceGroup',
        { ResourceType: 'loadbalancer', ResourceId: EDGE, NewResourceGroupId: 'rg-acfmxazb4ph6aiy' },
      ],
      ['AddTags', { LoadBalancerId: EDGE, Tags: '[{"TagKey":"env","TagValue":"prod"}]' }],
      ['RemoveTags', { LoadBalancerId: EDGE, Tags: '[{"TagKey":"none"}]' }],
      ['TagResources', { ResourceType: 'acl', 'ResourceId.1': '1323', 'Tag.1.Key': 'a', 'Tag.1.Value': 'b' }],
      ['UntagResources', { ResourceType: 'acl', 'ResourceId.1': '1323', 'TagKey.1': 'none' }],
      ['AddAccessControlListEntry', { AclId: '1323', AclEntrys: '[{"entry":"10.0.0.0/8"}]' }],
      ['RemoveAccessControlListEntry', { AclId: '1323', AclEntrys: '[{"entry":"10.0.0.0/8"}]' }],
      ['SetAccessControlListAttribute', { AclId: '1323', AclName: 'office-egress' }],
    ];
    for (const [action, parameters] of calls) {
      expect(await xml(action, parameters)).toBe(`<${action}Response></${action}Response>`);
    }
  });

  test('zones', async () => {
    expect(await xml('DescribeZones', { RegionId: 'eu-central-1', AcceptLanguage: 'en-US' })).toMatch(
      '<DescribeZonesResponse><Zones><Zone><ZoneId>eu-central-1a</ZoneId><LocalName>Germany (Frankfurt) Zone A</LocalName>' +
        '<SlaveZones><SlaveZone><ZoneId>eu-central-1b</ZoneId><LocalName>Germany (Frankfurt) Zone B</LocalName></SlaveZone>' +
        '<SlaveZone><ZoneId>eu-central-1c</ZoneId>',
    );
  });

  test('available resources', async () => {
    expect(
      await xml('DescribeAvailableResource', {
        RegionId: 'eu-central-1',
        AddressType: 'classic_internet',
      }),
    ).toMatch(
      '<DescribeAvailableResourceResponse><AvailableResources><AvailableResource><SupportResources>' +
        '<SupportResource><AddressIPVersion>ipv4</AddressIPVersion><AddressType>classic_internet</AddressType></SupportResource>' +
        '<SupportResource><AddressIPVersion>ipv6</AddressIPVersion><AddressType>classic_internet</AddressType></SupportResource>' +
        '</SupportResources><SlaveZoneId>eu-central-1b</SlaveZoneId><MasterZoneId>eu-central-1a</MasterZoneId></AvailableResource><AvailableResource>',
    );
  });

  test('the order of a subscription', async () => {
    const LoadBalancerId = 'lb-bp1o94dp5i6earr9g6d1l';
    const call = { LoadBalancerId, PayType: 'PrePay', PricingCycle: 'month', Duration: 1 };
    expect(await xml('ModifyLoadBalancerPayType', call)).toMatch(
      /^<ModifyLoadBalancerPayTypeResponse><OrderId>\d{15}<\/OrderId><\/ModifyLoadBalancerPayTypeResponse>$/,
    );
  });

  test('a new instance', async () => {
    expect(await xml('CreateLoadBalancer', { LoadBalancerName: 'x' })).toMatch(
      /^<CreateLoadBalancerResponse><LoadBalancerId>lb-\w+<\/LoadBalancerId><LoadBalancerName>x<\/LoadBalancerName><Address>[\d.]+<\/Address><AddressIPVersion>ipv4<\/AddressIPVersion><NetworkType>classic<\/NetworkType><VpcId\/><VSwitchId\/><ResourceGroupId>[\w-]+<\/ResourceGroupId><\/CreateLoadBalancerResponse>$/,
    );
  });

  test('the servers of an instance', async () => {
    const LoadBalancerId = 'lb-bp1a3s5d7f9g1h3j5k7lz';
    expect(await xml('AddBackendServers', { LoadBalancerId, BackendServers: '[{"ServerId":"i-1"}]' })).toBe(
      `<AddBackendServersResponse><LoadBalancerId>${LoadBalancerId}</LoadBalancerId><BackendServers>` +
        '<BackendServer><ServerId>i-bp1lab0a1s2d3f4g5h6j7</ServerId><Weight>100</Weight><Type>ecs</Type></BackendServer>' +
        '<BackendServer><ServerId>i-1</ServerId><Weight>100</Weight><Type>ecs</Type></BackendServer>' +
        '</BackendServers></AddBackendServersResponse>',
    );
  });

  test('a VServer group', async () => {
    const { VServerGroupId } = await ask('CreateVServerGroup', {
      LoadBalancerId: EDGE,
      VServerGroupName: 'x',
      BackendServers: SERVERS,
    });
    const group = { VServerGroupId: String(VServerGroupId) };
    const [first, second] = [
      '<ServerId>i-1</ServerId>#<Port>80</Port><Weight>100</Weight><Type>ecs</Type>',
      '<ServerId>i-2</ServerId>#<Port>81</Port><Weight>5</Weight><Type>ecs</Type><Description>b</Description>',
    ].map((member) => `<BackendServer>${member}</BackendServer>`);
    const id = `<VServerGroupId>${group.VServerGroupId}</VServerGroupId>`;
    const members = `<BackendServers>${first}${second}</BackendServers>`;
    expect(await xml('SetVServerGroupAttribute', group)).toBe(
      `<SetVServerGroupAttributeResponse>${id}<VServerGroupName>x</VServerGroupName>${members}</SetVServerGroupAttributeResponse>`.replaceAll(
        '#',
        '',
      ),
    );
    const read = await xml('DescribeVServerGroupAttribute', group);
    expect(read.replaceAll(/<ServerIp>10\.[\d.]+<\/ServerIp>/g, '#')).toBe(
      `<DescribeVServerGroupAttributeResponse>${id}<VServerGroupName>x</VServerGroupName><LoadBalancerId>${EDGE}</LoadBalancerId>` +
        `<CreateTime>2026-11-23T12:00:00Z</CreateTime>${members}<Tags/></DescribeVServerGroupAttributeResponse>`,
    );
    for (const action of ['AddVServerGroupBackendServers', 'RemoveVServerGroupBackendServers']) {
      expect(await xml(action, { ...group, BackendServers: '[{"ServerId":"i-9","Port":9}]' })).toMatch(
        `<${action}Response>${id}<BackendServers>${first}`.replaceAll('#', ''),
      );
    }
    expect(await xml('ModifyVServerGroupBackendServers', group)).toBe(
      `<ModifyVServerGroupBackendServersResponse>${id}${members}</ModifyVServerGroupBackendServersResponse>`.replaceAll(
        '#',
        '',
      ),
    );
    expect(await xml('DeleteVServerGroup', group)).toBe(
      '<DeleteVServerGroupResponse></DeleteVServerGroupResponse>',
    );
  });

  test('a primary/secondary group', async () => {
    const text = await xml('DescribeMasterSlaveServerGroupAttribute', {
      MasterSlaveServerGroupId: 'rsp-0bfucwuotx',
    });
    expect(text).toMatch(
      '<MasterSlaveBackendServers><MasterSlaveBackendServer><ServerId>i-bp1ses0primary1a2b3c</ServerId>' +
        '<ServerIp>10.0.8.41</ServerIp><Port>6380</Port><Weight>100</Weight><ServerType>Master</ServerType><Type>ecs</Type>' +
        '</MasterSlaveBackendServer><MasterSlaveBackendServer><ServerId>i-bp1ses1secondary4d5e</ServerId>',
    );
    expect(
      await xml('DescribeMasterSlaveServerGroups', { LoadBalancerId: EDGE, IncludeListener: 'true' }),
    ).toMatch(
      '<AssociatedObjects><Listeners><Listener><Port>6380</Port><Protocol>tcp</Protocol></Listener></Listeners></AssociatedObjects>',
    );
  });

  test('an access control list', async () => {
    const created = await xml('CreateAccessControlList', { AclName: 'x' });
    expect(created).toMatch(
      /^<CreateAccessControlListResponse><AclId>acl-\w+<\/AclId><\/CreateAccessControlListResponse>$/,
    );
    const AclId = /<AclId>(.+)<\/AclId>/.exec(created)?.[1] ?? '';
    await ask('AddAccessControlListEntry', {
      AclId,
      AclEntrys: '[{"entry":"10.0.0.0/8","comment":"<a&b>"},{"entry":"10.0.0.1/32"}]',
    });
    expect(await xml('DescribeAccessControlListAttribute', { AclId })).toMatch(
      '<TotalAclEntry>2</TotalAclEntry><AclEntrys><AclEntry><AclEntryIP>10.0.0.0/8</AclEntryIP>' +
        '<AclEntryComment>&lt;a&amp;b&gt;</AclEntryComment></AclEntry><AclEntry><AclEntryIP>10.0.0.1/32</AclEntryIP>' +
        '<AclEntryComment/></AclEntry></AclEntrys><RelatedListeners/>',
    );
  });

  test('tags', async () => {
    const pay = 'lb-bp1o94dp5i6earr9g6d1l';
    expect(await xml('ListTagResources', { ResourceType: 'instance', 'ResourceId.1': pay })).toBe(
      '<ListTagResourcesResponse><TagResources>' +
        `<TagResource><ResourceId>${pay}</ResourceId><ResourceType>instance</ResourceType><TagKey>env</TagKey><TagValue>prod</TagValue></TagResource>` +
        `<TagResource><ResourceId>${pay}</ResourceId><ResourceType>instance</ResourceType><TagKey>team</TagKey><TagValue>支付</TagValue></TagResource>` +
        '</TagResources></ListTagResourcesResponse>',
    );
    expect(await xml('DescribeTags', { LoadBalancerId: pay, PageSize: 1, PageNumber: 2 })).toBe(
      '<DescribeTagsResponse><PageNumber>2</PageNumber><PageSize>1</PageSize><TotalCount>2</TotalCount>' +
        '<TagSets><TagSet><TagKey>team</TagKey><TagValue>支付</TagValue><InstanceCount>1</InstanceCount></TagSet></TagSets></DescribeTagsResponse>',
    );
  });

  test('a rejection', async () => {
    expect(await xml('DeleteLoadBalancer', { LoadBalancerId: 'lb-x' })).toMatch(
      /^<Error><HostId>127\.0\.0\.1:\d+<\/HostId><Code>InvalidLoadBalancerId\.NotFound<\/Code><Message>The specified LoadBalancerId does not exist\.<\/Message>/,
    );
  });
});

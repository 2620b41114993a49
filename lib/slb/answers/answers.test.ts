import { describe, expect, it } from 'vitest';
import { accessControlListAnswer, accessControlListsAnswer } from './access-control-lists';
import { healthStatusAnswer } from './health';
import { listenersAnswer, tcpListenerAnswer } from './listeners';
import { loadBalancerAnswer, loadBalancersAnswer } from './load-balancers';
import { regionsAnswer } from './regions';
import { primarySecondaryServerGroupsAnswer, vServerGroupsAnswer } from './server-groups';

// The sample of slb-api.md 3.9 for a listener with all defaults.
const defaultListener = {
  RequestId: 'R',
  ListenerPort: 80,
  BackendServerPort: 8080,
  Status: 'stopped',
  Bandwidth: -1,
  Scheduler: 'wrr',
  PersistenceTimeout: 0,
  EstablishedTimeout: 900,
  HealthCheck: 'on',
  HealthCheckType: 'tcp',
  HealthyThreshold: 3,
  UnhealthyThreshold: 3,
  HealthCheckConnectTimeout: 5,
  HealthCheckInterval: 2,
  HealthCheckDomain: '',
  HealthCheckURI: '/',
  HealthCheckHttpCode: 'http_2xx,http_3xx',
  AclStatus: 'off',
};

describe('the response about one listener', () => {
  it("is converted to Sluice's names", () => {
    const read = tcpListenerAnswer.parse(defaultListener);
    expect(JSON.parse(JSON.stringify(read))).toEqual({
      listenerPort: 80,
      backendServerPort: 8080,
      status: 'stopped',
      bandwidthMbps: -1,
      scheduler: 'wrr',
      persistenceTimeoutSeconds: 0,
      establishedTimeoutSeconds: 900,
      healthCheck: 'on',
      healthCheckType: 'tcp',
      healthyThreshold: 3,
      unhealthyThreshold: 3,
      healthCheckConnectTimeoutSeconds: 5,
      healthCheckIntervalSeconds: 2,
      healthCheckUri: '/',
      healthCheckHttpCode: 'http_2xx,http_3xx',
      aclStatus: 'off',
      aclIds: [],
    });
  });

  it('keeps values that are unknown today', () => {
    const read = tcpListenerAnswer.parse({ ...defaultListener, Status: 'Hibernating', Scheduler: 'tch' });
    expect(read).toMatchObject({ status: 'hibernating', scheduler: 'tch' });
  });

  it('accepts digits for numbers, and both forms of a boolean', () => {
    const read = tcpListenerAnswer.parse({
      ...defaultListener,
      ListenerPort: '80',
      Bandwidth: '-1',
      HealthCheckConnectPort: '',
      ProxyProtocolV2Enabled: 'true',
    });
    expect(read).toMatchObject({ listenerPort: 80, bandwidthMbps: -1, proxyProtocolV2Enabled: true });
    expect(read).toHaveProperty('healthCheckConnectPort', undefined);
  });

  it('names one access control list or several, in every known form', () => {
    const withAcls = (acls: object) =>
      tcpListenerAnswer.parse({ ...defaultListener, AclStatus: 'on', ...acls });
    expect(withAcls({ AclId: '1323' })).toMatchObject({ aclIds: ['1323'] });
    expect(withAcls({ AclId: 'acl-1,acl-2' })).toMatchObject({ aclIds: ['acl-1', 'acl-2'] });
    expect(withAcls({ AclId: 'acl-1', AclIds: { AclId: ['acl-1', 'acl-2'] } })).toMatchObject({
      aclIds: ['acl-1', 'acl-2'],
    });
  });

  it('is the same in whatever order its lists and tags are returned', () => {
    const returned = (AclId: string[], keys: string[]) =>
      tcpListenerAnswer.parse({
        ...defaultListener,
        AclIds: { AclId },
        Tags: { Tag: keys.map((TagKey) => ({ TagKey, TagValue: TagKey })) },
      });
    expect(returned(['acl-2', 'acl-1'], ['env', 'app'])).toEqual(
      returned(['acl-1', 'acl-2'], ['app', 'env']),
    );
  });

  it.each([undefined, 0, null, ''])('is not usable yet if its port is %j', (ListenerPort) => {
    expect(tcpListenerAnswer.parse({ RequestId: 'R', ListenerPort })).toBeNull();
  });

  it('leaves out what SLB does not return: a response of 2018 has neither AclStatus nor EstablishedTimeout', () => {
    const read = tcpListenerAnswer.parse({
      ...defaultListener,
      AclStatus: undefined,
      EstablishedTimeout: undefined,
      Scheduler: null,
      HealthCheck: '',
    });
    expect(read).toMatchObject({ listenerPort: 80, status: 'stopped', aclIds: [] });
    for (const unreturned of ['aclStatus', 'establishedTimeoutSeconds', 'scheduler', 'healthCheck'] as const)
      expect(read).toHaveProperty(unreturned, undefined);
    expect(read).not.toHaveProperty('unreadable');
  });

  it('has an unknown status if none is returned', () => {
    expect(tcpListenerAnswer.parse({ ...defaultListener, Status: undefined })).toMatchObject({
      status: 'unknown',
    });
  });

  it.each([
    ['Bandwidth', 'unlimited', 'bandwidthMbps'],
    ['Description', { text: 'web' }, 'description'],
    ['AclStatus', 'perhaps', 'aclStatus'],
    ['HealthCheck', 3, 'healthCheck'],
    ['ProxyProtocolV2Enabled', 'maybe', 'proxyProtocolV2Enabled'],
    ['VServerGroupId', ['rsp-1'], 'vServerGroupId'],
  ] as const)('reports that its %s is unreadable if it is %j, and reads the rest', (field, value, name) => {
    const read = tcpListenerAnswer.parse({ ...defaultListener, [field]: value });
    expect(read).toMatchObject({ listenerPort: 80, status: 'stopped', unreadable: [field] });
    expect(read).toHaveProperty(name, undefined);
  });

  it.each([[[{ TagValue: 'prod' }]], [{ Tag: [{ TagKey: 'env', TagValue: 'prod' }, 7] }], ['env=prod']])(
    'has no tags, rather than some of them, if one has no key: %j',
    (Tags) => {
      expect(tcpListenerAnswer.parse({ ...defaultListener, Tags })).toMatchObject({
        tags: undefined,
        unreadable: ['Tags'],
      });
    },
  );

  it('accepts a switch in any letter case, and as a boolean', () => {
    const returned = (AclStatus: unknown) =>
      tcpListenerAnswer.parse({ ...defaultListener, AclStatus })?.aclStatus;
    expect(['ON', 'on', true, 'true', 'Off', false].map(returned)).toEqual([
      'on',
      'on',
      'on',
      'on',
      'off',
      'off',
    ]);
  });
});

describe('the list of listeners', () => {
  it('is a bare array whose TCP settings are flattened', () => {
    const page = listenersAnswer.parse({
      NextToken: 'next',
      Listeners: [
        {
          LoadBalancerId: 'lb-1',
          ListenerPort: 80,
          ListenerProtocol: 'tcp',
          Status: 'running',
          Bandwidth: 5,
          Scheduler: 'wlc',
          Description: 'web',
          AclStatus: 'on',
          AclType: 'white',
          AclId: '1323',
          AclIds: ['1323'],
          Tags: [{ TagKey: 'env', TagValue: 'prod' }],
          TCPListenerConfig: {
            PersistenceTimeout: 60,
            HealthCheckInterval: 2,
            MasterSlaveServerGroupId: 'rsp-1',
            ProxyProtocolV2Enabled: 'false',
          },
        },
        { LoadBalancerId: 'lb-1', ListenerPort: 53, ListenerProtocol: 'udp', UDPListenerConfig: {} },
      ],
    });
    expect(page.nextToken).toBe('next');
    expect(page.items).toMatchObject([
      {
        loadBalancerId: 'lb-1',
        listenerPort: 80,
        listenerProtocol: 'tcp',
        status: 'running',
        bandwidthMbps: 5,
        scheduler: 'wlc',
        description: 'web',
        aclType: 'white',
        aclIds: ['1323'],
        tags: [{ key: 'env', value: 'prod' }],
        persistenceTimeoutSeconds: 60,
        healthCheckIntervalSeconds: 2,
        primarySecondaryServerGroupId: 'rsp-1',
        proxyProtocolV2Enabled: false,
      },
      { listenerPort: 53, listenerProtocol: 'udp', aclStatus: undefined, aclIds: [] },
    ]);
  });

  const row = { LoadBalancerId: 'lb-1', ListenerPort: '80', Status: 'running', TCPListenerConfig: {} };
  it.each([
    ['a bare array', [row]],
    ['a wrapper', { Listener: [row] }],
    ['another wrapper', { ListenerInfos: [row] }],
    ['a single one in the wrapper', { Listener: row }],
    ['a single one', row],
  ])('is read from %s', (_shape, Listeners) => {
    expect(listenersAnswer.parse({ Listeners })).toMatchObject({
      items: [{ loadBalancerId: 'lb-1', listenerPort: 80, listenerProtocol: 'tcp', status: 'running' }],
      unread: [],
    });
  });

  it('names rows without identity, and shows the others', () => {
    const page = listenersAnswer.parse({
      Listeners: [
        { ...row, ListenerPort: null, Description: 'web' },
        { ...row, ListenerPort: 'eighty' },
        { ...row, LoadBalancerId: undefined },
        row,
        'nonsense',
      ],
    });
    expect(page.items).toHaveLength(1);
    expect(page.unread).toEqual([
      { LoadBalancerId: 'lb-1', Description: 'web' },
      { LoadBalancerId: 'lb-1', ListenerPort: 'eighty' },
      { ListenerPort: '80' },
      {},
    ]);
  });

  it('is rejected if it is not a list', () => {
    expect(listenersAnswer.safeParse({ Listeners: 'none' }).success).toBe(false);
  });

  it('ends if the token is missing or empty', () => {
    expect(listenersAnswer.parse({}).nextToken).toBeUndefined();
    expect(listenersAnswer.parse({ NextToken: '' })).toMatchObject({ items: [], nextToken: undefined });
  });
});

describe('an instance', () => {
  const chargeTypes: [Record<string, unknown>, string | null][] = [
    [{ InternetChargeType: '4', InternetChargeTypeAlias: 'paybytraffic' }, 'paybytraffic'],
    [{ InternetChargeType: '4' }, 'paybytraffic'],
    [{ InternetChargeType: '3' }, 'paybybandwidth'],
    [{ InternetChargeType: 4 }, 'paybytraffic'],
    [{ InternetChargeType: 'PayByBandwidth' }, 'paybybandwidth'],
    [{ InternetChargeType: '3', InternetChargeTypeAlias: 'paybytraffic' }, 'paybytraffic'],
    [{ InternetChargeType: 'paybyluck' }, 'paybyluck'],
    [{}, null],
  ];
  it.each(chargeTypes)('charged by %j is reported as charged by %s', (fields, chargeType) => {
    const { items } = loadBalancersAnswer.parse({
      LoadBalancers: { LoadBalancer: [{ LoadBalancerId: 'lb-1', ...fields }] },
    });
    expect(items[0]?.chargeType).toBe(chargeType);
  });

  it('is named by its id if it has no name', () => {
    const { items } = loadBalancersAnswer.parse({
      TotalCount: 1,
      LoadBalancers: { LoadBalancer: [{ LoadBalancerId: 'lb-1', LoadBalancerName: '' }] },
    });
    expect(items).toEqual([
      {
        loadBalancerId: 'lb-1',
        name: 'lb-1',
        status: '',
        address: '',
        addressType: '',
        addressIpVersion: '',
        chargeType: null,
        bandwidthMbps: null,
        deleteProtection: false,
        modificationProtection: { status: 'none' },
        tags: [],
      },
    ]);
  });

  it('is read with its protections, its listener ports and its default servers', () => {
    const read = loadBalancerAnswer.parse({
      LoadBalancerId: 'lb-1',
      RegionId: 'cn-hangzhou',
      Bandwidth: 5,
      DeleteProtection: 'on',
      ModificationProtectionStatus: 'ConsoleProtection',
      ModificationProtectionReason: 'Managed elsewhere',
      ListenerPorts: { ListenerPort: [80] },
      ListenerPortsAndProtocal: { ListenerPortAndProtocal: [{ ListenerPort: 80, ListenerProtocal: 'tcp' }] },
      ListenerPortsAndProtocol: {
        ListenerPortAndProtocol: [{ ListenerPort: 80, ListenerProtocol: 'tcp', Description: 'web' }],
      },
      BackendServers: {
        BackendServer: [{ ServerId: 'i-1', Weight: '100', Type: 'ecs', ServerIp: '10.0.0.1' }],
      },
    });
    expect(read).toMatchObject({
      deleteProtection: true,
      modificationProtection: { status: 'console', reason: 'Managed elsewhere' },
      listenerPorts: [{ listenerPort: 80, protocol: 'tcp', description: 'web' }],
      backendServers: [{ serverId: 'i-1', weight: 100, serverIp: '10.0.0.1', description: null }],
    });
  });
});

describe('every other list', () => {
  it('is empty if its wrapper is missing, empty or null', () => {
    for (const wrapper of [undefined, null, {}]) {
      const empty = { items: [], unread: [] };
      expect(regionsAnswer.parse({ Regions: wrapper })).toEqual(empty);
      expect(vServerGroupsAnswer.parse({ VServerGroups: wrapper })).toEqual(empty);
      expect(primarySecondaryServerGroupsAnswer.parse({ MasterSlaveServerGroups: wrapper })).toEqual(empty);
      expect(accessControlListsAnswer.parse({ Acls: wrapper })).toMatchObject(empty);
      expect(healthStatusAnswer.parse({ BackendServers: wrapper })).toEqual(empty);
    }
  });

  it('is rejected if it is not a list', () => {
    expect(regionsAnswer.safeParse({ Regions: { Region: 'cn-hangzhou' } }).success).toBe(false);
  });

  it('keeps an unknown health value, and reports a missing one as unknown', () => {
    const read = healthStatusAnswer.parse({
      BackendServers: {
        BackendServer: [{ ServerId: 'i-1', ServerHealthStatus: 'dozing' }, { ServerId: 'i-2' }],
      },
    });
    expect(read.items.map((server) => server.status)).toEqual(['dozing', 'unknown']);
  });

  it('of access control entries comes with the list they are on', () => {
    const read = accessControlListAnswer.parse({
      AclId: '1323',
      AclName: 'office',
      TotalAclEntry: 1,
      AclEntrys: { AclEntry: [{ AclEntryIP: '10.0.1.0/24', AclEntryComment: '' }] },
    });
    expect(read).toEqual({
      accessControlList: { aclId: '1323', name: 'office', addressIpVersion: '' },
      items: [{ entry: '10.0.1.0/24', comment: null }],
      unread: [],
      totalCount: 1,
    });
  });
});

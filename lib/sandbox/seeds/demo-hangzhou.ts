import {
  at,
  blocks,
  inRegion,
  listener,
  httpListener,
  httpsListener,
  member,
  primarySecondaryGroup,
  server,
  vServerGroup,
  type RegionSeed,
} from './builders';

const { loadBalancer, accessControlList, serverCertificate } = inRegion('cn-hangzhou');
const CERTIFICATE = serverCertificate(
  '1231579085529123_166f8204689_1714763408_709981430',
  '*.pay.example.com',
);
const VPC = { vpcId: 'vpc-bp1ck2s7m9d4x6q0zt8hj', vSwitchId: 'vsw-bp1w3e5r7t9y1u3i5o7pa' };

export function hangzhou(): RegionSeed {
  // The reference's example instance: public IPv4, pay by traffic, active, unprotected, port 80 free.
  const edge = loadBalancer({
    loadBalancerId: 'lb-bp1b6c719dfa08exfuca5',
    name: 'edge-prod',
    address: '47.98.112.40',
    tags: [{ key: 'env', value: 'prod' }],
    createdAtMillis: at('2024-03-18T03:12:45Z'),
    backendServers: [
      server('i-bp1d2x7kq3w8n5v0c4ma', '10.0.4.11'),
      server('i-bp1d2x7mz6r1t9y2u8pb', '10.0.4.12'),
    ],
  });
  const pay = loadBalancer({
    loadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l',
    name: 'pay-gw',
    address: '203.0.113.24',
    internetChargeType: 'paybybandwidth',
    bandwidthMbps: 200,
    spec: 'slb.s3.small',
    tags: [
      { key: 'env', value: 'prod' },
      { key: 'team', value: '支付' },
    ],
    backendServers: [
      server('i-bp1f9c0q2w4e6r8t0y1u', '10.0.4.13'),
      server('i-bp1f9c0t3y5u7i9o1p2a', '10.0.4.14'),
    ],
  });
  const ledger = loadBalancer({
    loadBalancerId: 'lb-bp13jaf5qli5xmgl1miup',
    name: 'ledger-core',
    address: '10.0.12.40',
    addressType: 'intranet',
    ...VPC,
    modificationProtection: { status: 'console', reason: 'Finance-audit-2026' },
    backendServers: [
      server('i-bp1k4m6n8b0v2c4x6z8l', '10.0.12.51'),
      server('i-bp1k4m6p9n1b3v5c7x9z', '10.0.12.52'),
    ],
  });
  const edgeV6 = loadBalancer({
    loadBalancerId: 'lb-bp1v6t8y0u2i4o6p8a0sd',
    name: 'edge-v6',
    address: '2001:db8:40:9f00::1a',
    addressIpVersion: 'ipv6',
    backendServers: [server('i-bp1d2x7kq3w8n5v0c4ma', '10.0.4.11')],
  });
  // Locked by the vendor, for arrears say: its listeners can be neither started nor stopped.
  const legacy = loadBalancer({
    loadBalancerId: 'lb-bp1q7w9e1r3t5y7u9i1op',
    name: 'legacy-shop',
    address: '203.0.113.61',
    status: 'locked',
    networkType: 'classic',
    spec: undefined,
    backendServers: [server('i-bp1legacy7shop1a2b3c4', '10.24.3.17', { health: 'abnormal' })],
  });
  const lab = loadBalancer({
    loadBalancerId: 'lb-bp1a3s5d7f9g1h3j5k7lz',
    name: 'perf-lab',
    address: '203.0.113.77',
    status: 'inactive',
    spec: 'slb.s1.small',
    backendServers: [server('i-bp1lab0a1s2d3f4g5h6j7', '10.0.30.5')],
  });

  return {
    loadBalancers: [edge, pay, ledger, edgeV6, legacy, lab],
    serverGroups: [
      vServerGroup(edge, 'rsp-cige6j5e7p', 'web-blue', [
        member('i-bp1d2x7kq3w8n5v0c4ma', '10.0.4.11', 8080),
        member('i-bp1d2x7mz6r1t9y2u8pb', '10.0.4.12', 8080),
        member('i-bp1f9c0q2w4e6r8t0y1u', '10.0.4.13', 8080, { weight: 50 }),
        member('i-bp1f9c0t3y5u7i9o1p2a', '10.0.4.14', 8081, { health: 'abnormal' }),
      ]),
      vServerGroup(edge, 'rsp-bp1tz1x9q4k7v', 'web-green', [
        member('i-bp1g1n0q2w4e6r8t0y1u', '10.0.5.11', 8080),
        member('i-bp1g1n1t3y5u7i9o1p2a', '10.0.5.12', 8080),
        member('i-bp1g1n2s4d6f8g0h2j4k', '10.0.5.13', 8080, { weight: 20 }),
      ]),
      vServerGroup(edge, 'rsp-bp1ka5fk4edg3', 'kafka-edge', [
        member('i-bp1ka1q2w4e6r8t0y1u3', '10.0.7.31', 9092),
        member('i-bp1ka2t3y5u7i9o1p2a4', '10.0.7.32', 9092),
        member('i-bp1ka3s4d6f8g0h2j4k5', '10.0.7.33', 9092),
        member('i-bp1ka4l6z8x0c2v4b6n7', '10.0.7.34', 9092),
        member('i-bp1ka5m7q9w1e3r5t7y8', '10.0.7.35', 9092),
      ]),
      primarySecondaryGroup(edge, 'rsp-0bfucwuotx', 'session-pair', [
        member('i-bp1ses0primary1a2b3c', '10.0.8.41', 6380),
        member('i-bp1ses1secondary4d5e', '10.0.8.42', 6380),
      ]),
      vServerGroup(pay, 'rsp-bp1wp4yg8h2k6', 'web-pay', [
        member('i-bp1py1q2w4e6r8t0y1u3', '10.0.6.31', 8443),
        member('i-bp1py2t3y5u7i9o1p2a4', '10.0.6.32', 8443),
        member('i-bp1py3s4d6f8g0h2j4k5', '10.0.6.33', 8443),
        member('i-bp1py4l6z8x0c2v4b6n7', '10.0.6.34', 8443),
      ]),
      primarySecondaryGroup(ledger, 'rsp-bp1ldgp4ir7x2', 'ledger-pair', [
        member('i-bp1k4m6n8b0v2c4x6z8l', '10.0.12.51', 5432),
        member('i-bp1k4m6p9n1b3v5c7x9z', '10.0.12.52', 5432),
      ]),
    ],
    accessControlLists: [
      accessControlList('1323', 'office-egress', [
        { entry: '198.51.100.16/28', comment: 'Hangzhou office' },
        { entry: '203.0.113.0/24', comment: 'CDN origin pull' },
        { entry: '192.0.2.8/32', comment: '监控探针 上海' },
        { entry: '198.51.100.64/27', comment: 'partner-acme' },
        ...blocks(10, '192.0.2', 16, 28, 'branch offices'),
      ]),
      accessControlList('acl-bp1h6e1ykz6pd', 'office-egress-v2', []),
      accessControlList('acl-bp1scan2n3r5s', 'scanners', blocks(37, '198.51.100', 4, 30, 'scanner')),
      accessControlList('acl-bp1bast7i0n2x', 'bastion', blocks(3, '192.0.2', 1, 32, '跳板机')),
      accessControlList('acl-bp1part4n6r8s', 'partners', blocks(9, '203.0.113', 8, 29, '合作方')),
      accessControlList('acl-bp1fin0a2n4c6', 'finance-only', blocks(4, '10.0.99', 64, 26, '财务网段')),
      accessControlList('acl-bp1mon3i5t7o9', 'monitoring', blocks(2, '192.0.2', 128, 25, 'probes')),
      accessControlList('acl-bp1cdn1o3r5g7', 'cdn-origin', blocks(6, '203.0.113', 32, 27, 'cdn')),
      accessControlList('acl-bp1vpn2u4s6e8', 'vpn-users', blocks(5, '10.8.0', 32, 27, 'vpn')),
      accessControlList('acl-bp1tmp9d7e5n3', '临时封禁', blocks(1, '198.51.100', 1, 32, '工单')),
      accessControlList('acl-bp1gst4w6i8f0', 'office-guest', blocks(2, '192.0.2', 64, 26, 'guest wifi')),
      accessControlList(
        'acl-bp1v6of2f4i6c',
        'office-egress-v6',
        [
          { entry: '2001:db8:10::/48', comment: 'Hangzhou office' },
          { entry: '2001:db8:20::/48', comment: 'Shanghai office' },
          { entry: '2001:db8:30:1::/64', comment: 'probes' },
        ],
        'ipv6',
      ),
    ],
    certificates: [CERTIFICATE],
    listeners: [
      listener(edge, 443, {
        vServerGroupId: 'rsp-cige6j5e7p',
        bandwidthMbps: 80,
        acl: { type: 'white', aclId: '1323' },
        persistenceTimeoutSeconds: 600,
        healthCheck: { type: 'http', uri: '/healthz', httpCodes: 'http_2xx,http_3xx', unhealthyThreshold: 2 },
        description: '华东订单入口',
      }),
      listener(edge, 8080, {
        vServerGroupId: 'rsp-cige6j5e7p',
        bandwidthMbps: 15,
        acl: { type: 'black', aclId: 'acl-bp1scan2n3r5s' },
        description: 'status page',
      }),
      listener(edge, 8443, {
        vServerGroupId: 'rsp-bp1tz1x9q4k7v',
        scheduler: 'wlc',
        bandwidthMbps: 10,
        acl: { type: 'white', aclId: 'acl-bp1h6e1ykz6pd' },
        description: 'checkout gray release',
      }),
      listener(edge, 9443, {
        vServerGroupId: 'rsp-bp1tz1x9q4k7v',
        acl: { type: 'white', aclId: '1323' },
        description: '支付回调 灰度',
        state: 'stopped',
      }),
      listener(edge, 2222, {
        backendServerPort: 22,
        scheduler: 'rr',
        bandwidthMbps: 5,
        acl: { type: 'white', aclId: 'acl-bp1bast7i0n2x' },
        description: 'bastion-ssh',
      }),
      listener(edge, 9092, {
        vServerGroupId: 'rsp-bp1ka5fk4edg3',
        scheduler: 'rr',
        acl: { type: 'white', aclId: 'acl-bp1part4n6r8s' },
        establishedTimeoutSeconds: 300,
        description: '合作方消息接入',
      }),
      listener(edge, 6380, {
        masterSlaveServerGroupId: 'rsp-0bfucwuotx',
        backendServerPort: 6380,
        persistenceTimeoutSeconds: 3600,
        description: 'session store',
      }),
      httpListener(edge, 8081, {
        backendServerPort: 8080,
        description: 'legacy http health page',
        healthCheckOn: false,
      }),
      // Together 145 of pay-gw's 200 Mbit/s.
      listener(pay, 443, {
        vServerGroupId: 'rsp-bp1wp4yg8h2k6',
        scheduler: 'wlc',
        bandwidthMbps: 60,
        acl: { type: 'black', aclId: 'acl-bp1scan2n3r5s' },
        description: '支付网关',
      }),
      listener(pay, 8080, {
        vServerGroupId: 'rsp-bp1wp4yg8h2k6',
        bandwidthMbps: 10,
        acl: { type: 'white', aclId: 'acl-bp1mon3i5t7o9' },
        description: 'health and metrics',
      }),
      listener(pay, 8443, {
        vServerGroupId: 'rsp-bp1wp4yg8h2k6',
        bandwidthMbps: 40,
        healthCheck: { type: 'http', uri: '/ready', domain: 'pay.internal' },
        description: 'merchant api',
      }),
      listener(pay, 9443, {
        backendServerPort: 9443,
        bandwidthMbps: 20,
        acl: { type: 'white', aclId: '1323' },
        description: '支付回调',
        state: 'stopped',
      }),
      listener(pay, 7443, {
        backendServerPort: 7443,
        scheduler: 'rr',
        bandwidthMbps: 10,
        description: 'settlement batch',
      }),
      httpsListener(pay, 10443, {
        backendServerPort: 8443,
        bandwidthMbps: 5,
        description: '商户后台',
        healthCheckOn: false,
        serverCertificateId: CERTIFICATE.certificateId,
      }),
      listener(ledger, 5432, {
        masterSlaveServerGroupId: 'rsp-bp1ldgp4ir7x2',
        backendServerPort: 5432,
        acl: { type: 'white', aclId: 'acl-bp1fin0a2n4c6' },
        description: '账务主库',
        state: 'stopped',
      }),
      listener(ledger, 5433, {
        masterSlaveServerGroupId: 'rsp-bp1ldgp4ir7x2',
        backendServerPort: 5432,
        acl: { type: 'white', aclId: 'acl-bp1fin0a2n4c6' },
        description: '账务只读',
      }),
      listener(ledger, 3306, {
        backendServerPort: 3306,
        acl: { type: 'white', aclId: 'acl-bp1fin0a2n4c6' },
        description: '账务归档 只在月底打开',
        state: 'stopped',
      }),
      listener(edgeV6, 443, {
        backendServerPort: 8443,
        acl: { type: 'white', aclId: 'acl-bp1v6of2f4i6c' },
        description: 'ipv6 entry',
      }),
      listener(edgeV6, 80, { backendServerPort: 8080, description: 'redirect to 443' }),
      listener(legacy, 80, { backendServerPort: 80, description: '老商城 已锁定' }),
      listener(legacy, 8009, { backendServerPort: 8009, scheduler: 'wlc', state: 'stopped' }),
      listener(lab, 5201, { backendServerPort: 5201, healthCheckOn: false, description: 'iperf' }),
      listener(lab, 8088, { backendServerPort: 8088, description: '压测入口', state: 'stopped' }),
    ],
  };
}

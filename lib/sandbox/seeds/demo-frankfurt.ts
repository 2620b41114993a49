import {
  at,
  blocks,
  inRegion,
  listener,
  httpsListener,
  udpListener,
  member,
  server,
  vServerGroup,
  type RegionSeed,
} from './builders';

const { loadBalancer, accessControlList, serverCertificate } = inRegion('eu-central-1');
const CERTIFICATE = serverCertificate('1231579085529123_18f0b3c4d5e_1320471108_88213904', '*.eu.example.com');
const VPC = { vpcId: 'vpc-gw8b2v4c6x8z0l2k4j6hg', vSwitchId: 'vsw-gw8f1d3s5a7p9o1i3u5yt' };

export function frankfurt(): RegionSeed {
  const edge = loadBalancer({
    loadBalancerId: 'lb-gw8kz3m5t0a7q2x9v1c4e',
    name: 'eu-edge',
    address: '198.51.100.200',
    internetChargeType: 'paybybandwidth',
    bandwidthMbps: 80,
    spec: 'slb.s3.small',
    tags: [{ key: 'env', value: 'prod' }],
    createdAtMillis: at('2025-01-09T09:15:00Z'),
    backendServers: [
      server('i-gw8ed1q2w4e6r8t0y1u', '10.64.1.11'),
      server('i-gw8ed2t3y5u7i9o1p2a', '10.64.1.12'),
    ],
  });
  const telemetry = loadBalancer({
    loadBalancerId: 'lb-gw8c1n6r4y8p0s3d7f2hb',
    name: 'telemetry-eu',
    address: '198.51.100.214',
    // Made by people, and used by services of a Kubernetes cluster too: its cloud controller marks both.
    tags: [
      { key: 'ack.aliyun.com', value: 'c5f1e82d0b7a94c36a1e' },
      { key: 'kubernetes.reused.by.user', value: 'true' },
    ],
    backendServers: [
      server('i-gw8te1q2w4e6r8t0y1u', '10.64.3.11'),
      server('i-gw8te2t3y5u7i9o1p2a', '10.64.3.12'),
    ],
  });
  const admin = loadBalancer({
    loadBalancerId: 'lb-gw8a2d4m6i8n0e2u4x6y8',
    name: 'admin-eu',
    address: '10.64.9.10',
    addressType: 'intranet',
    ...VPC,
    deleteProtection: true,
    modificationProtection: { status: 'console', reason: 'Change-freeze-until-January' },
    backendServers: [server('i-gw8ad1q2w4e6r8t0y1u', '10.64.9.21')],
  });
  // Nothing on it yet, neither servers nor listeners.
  const staging = loadBalancer({
    loadBalancerId: 'lb-gw8s3t5a7g9i1n3g5e7u9',
    name: 'eu-staging',
    address: '198.51.100.230',
    spec: 'slb.s1.small',
    tags: [{ key: 'env', value: 'staging' }],
    createdAtMillis: at('2026-11-20T14:05:30Z'),
  });

  return {
    loadBalancers: [edge, telemetry, admin, staging],
    serverGroups: [
      vServerGroup(edge, 'rsp-gw8eu1w2e3b4x', 'eu-web', [
        member('i-gw8wb1q2w4e6r8t0y1u', '10.64.1.21', 8443),
        member('i-gw8wb2t3y5u7i9o1p2a', '10.64.1.22', 8443),
        member('i-gw8wb3s4d6f8g0h2j4k', '10.64.1.23', 8443),
        member('i-gw8wb4l6z8x0c2v4b6n', '10.64.1.24', 8443),
      ]),
      vServerGroup(telemetry, 'rsp-gw8ot1e2l3x4y', 'otel', [
        member('i-gw8ot1q2w4e6r8t0y1u', '10.64.3.21', 4317),
        member('i-gw8ot2t3y5u7i9o1p2a', '10.64.3.22', 4317),
        member('i-gw8ot3s4d6f8g0h2j4k', '10.64.3.23', 4317, { health: 'abnormal' }),
      ]),
    ],
    accessControlLists: [
      accessControlList('acl-gw8scan1e3u5x', 'scanners-eu', blocks(112, '203.0.113', 2, 31, 'scanner')),
      accessControlList('acl-gw8prob2e4x6y', 'probe', blocks(1, '192.0.2', 1, 32, 'uptime probe')),
      accessControlList('acl-gw8vpc3e5u7x9', 'eu-vpc', blocks(5, '10.64.3', 32, 27, 'vpc')),
      accessControlList('acl-gw8v6e4m6p8t0', 'eu-v6-pending', [], 'ipv6'),
    ],
    certificates: [CERTIFICATE],
    listeners: [
      listener(edge, 443, {
        vServerGroupId: 'rsp-gw8eu1w2e3b4x',
        bandwidthMbps: 46,
        acl: { type: 'black', aclId: 'acl-gw8scan1e3u5x' },
        description: 'storefront.eu',
      }),
      listener(edge, 80, {
        vServerGroupId: 'rsp-gw8eu1w2e3b4x',
        bandwidthMbps: 4,
        description: 'redirect to 443',
      }),
      httpsListener(edge, 8443, {
        backendServerPort: 8443,
        bandwidthMbps: 10,
        description: 'partner portal',
        healthCheckOn: false,
        serverCertificateId: CERTIFICATE.certificateId,
      }),
      listener(telemetry, 4317, {
        vServerGroupId: 'rsp-gw8ot1e2l3x4y',
        scheduler: 'wlc',
        acl: { type: 'white', aclId: 'acl-gw8vpc3e5u7x9' },
        description: 'k8s/4317/otel-collector/observability/c5f1e82d0b7a94c36a1e',
      }),
      listener(telemetry, 4318, {
        vServerGroupId: 'rsp-gw8ot1e2l3x4y',
        healthCheckOn: false,
        description: 'otel-collector http',
      }),
      listener(telemetry, 8443, {
        backendServerPort: 8443,
        acl: { type: 'white', aclId: 'acl-gw8prob2e4x6y' },
        description: 'otel-collector tls',
        state: 'stopped',
      }),
      udpListener(telemetry, 514, {
        backendServerPort: 5514,
        description: 'syslog',
      }),
      listener(admin, 22, {
        backendServerPort: 22,
        establishedTimeoutSeconds: 60,
        acl: { type: 'white', aclId: 'acl-gw8vpc3e5u7x9' },
        description: 'break-glass ssh',
      }),
      listener(admin, 3389, { backendServerPort: 3389, state: 'stopped', description: '远程桌面 冻结' }),
    ],
  };
}

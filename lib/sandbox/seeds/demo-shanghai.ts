import {
  at,
  blocks,
  inRegion,
  listener,
  httpListener,
  udpListener,
  member,
  server,
  vServerGroup,
  type RegionSeed,
} from './builders';

const { loadBalancer, accessControlList } = inRegion('cn-shanghai');
const VPC = { vpcId: 'vpc-uf6n3b5v7c9x1z3l5k7jh', vSwitchId: 'vsw-uf6g2f4d6s8a0p2o4i6uy' };

export function shanghai(): RegionSeed {
  const orders = loadBalancer({
    loadBalancerId: 'lb-uf6w2l3q8m0v9c4x7t1kz',
    name: 'orders-sh',
    address: '203.0.113.102',
    tags: [{ key: 'env', value: 'prod' }],
    createdAtMillis: at('2024-08-02T06:40:10Z'),
    backendServers: [
      server('i-uf6or1q2w4e6r8t0y1u', '10.32.1.11'),
      server('i-uf6or2t3y5u7i9o1p2a', '10.32.1.12'),
    ],
  });
  const queue = loadBalancer({
    loadBalancerId: 'lb-uf60pk4r7y1b2n8s5d3hj',
    name: 'mq-internal',
    address: '10.32.8.40',
    addressType: 'intranet',
    ...VPC,
    deleteProtection: true,
    tags: [{ key: 'team', value: 'platform' }],
    backendServers: [
      server('i-uf6mq1q2w4e6r8t0y1u', '10.32.8.51'),
      server('i-uf6mq2t3y5u7i9o1p2a', '10.32.8.52'),
    ],
  });
  const live = loadBalancer({
    loadBalancerId: 'lb-uf6l1v3e5s7t9r1e3a5m7',
    name: 'live-stream',
    address: '203.0.113.118',
    internetChargeType: 'paybybandwidth',
    bandwidthMbps: 100,
    spec: 'slb.s3.medium',
    backendServers: [
      server('i-uf6lv1q2w4e6r8t0y1u', '10.32.20.11'),
      server('i-uf6lv2t3y5u7i9o1p2a', '10.32.20.12', { health: 'abnormal' }),
    ],
  });
  const names = loadBalancer({
    loadBalancerId: 'lb-uf6d2n4s6i8n0t2e4r6na',
    name: 'dns-internal',
    address: '10.32.9.53',
    addressType: 'intranet',
    ...VPC,
    backendServers: [
      server('i-uf6dn1q2w4e6r8t0y1u', '10.32.9.61'),
      server('i-uf6dn2t3y5u7i9o1p2a', '10.32.9.62'),
    ],
  });

  return {
    loadBalancers: [orders, queue, live, names],
    serverGroups: [
      vServerGroup(orders, 'rsp-uf6or4b1l2u3e', 'orders-blue', [
        member('i-uf6ob1q2w4e6r8t0y1u', '10.32.1.21', 8080),
        member('i-uf6ob2t3y5u7i9o1p2a', '10.32.1.22', 8080),
        member('i-uf6ob3s4d6f8g0h2j4k', '10.32.1.23', 8080),
        member('i-uf6ob4l6z8x0c2v4b6n', '10.32.1.24', 8080),
      ]),
      vServerGroup(orders, 'rsp-uf6gr1p2c3x4y', 'grpc', [
        member('i-uf6gr1q2w4e6r8t0y1u', '10.32.1.31', 50051),
        member('i-uf6gr2t3y5u7i9o1p2a', '10.32.1.32', 50052),
      ]),
      vServerGroup(queue, 'rsp-uf6ka1f2k3a4m', 'kafka', [
        member('i-uf6kf1q2w4e6r8t0y1u', '10.32.8.61', 9092),
        member('i-uf6kf2t3y5u7i9o1p2a', '10.32.8.62', 9092),
        member('i-uf6kf3s4d6f8g0h2j4k', '10.32.8.63', 9092),
      ]),
      vServerGroup(queue, 'rsp-uf6ra1b2i3t4n', 'rabbit', [
        member('i-uf6rb1q2w4e6r8t0y1u', '10.32.8.71', 5672, { health: 'abnormal' }),
        member('i-uf6rb2t3y5u7i9o1p2a', '10.32.8.72', 5672, { health: 'abnormal' }),
        member('i-uf6rb3s4d6f8g0h2j4k', '10.32.8.73', 5672, { health: 'abnormal' }),
      ]),
      vServerGroup(queue, 'rsp-uf6mq1t2t3x4z', 'mqtt', [
        member('i-uf6mt1q2w4e6r8t0y1u', '10.32.8.81', 1883),
        member('i-uf6mt2t3y5u7i9o1p2a', '10.32.8.82', 1883),
        member('i-uf6mt3s4d6f8g0h2j4k', '10.32.8.83', 1883, { weight: 0, description: 'draining' }),
      ]),
      vServerGroup(queue, 'rsp-uf6em1p2t3y4e', 'mqtt-next', []),
    ],
    accessControlLists: [
      accessControlList('acl-uf6cdn1o3r5g7', 'cdn-origin', blocks(6, '203.0.113', 32, 27, 'cdn')),
      accessControlList('acl-uf6mqc2l4i6e8', 'mq-clients', blocks(2, '10.32.8', 128, 25, '内网客户端')),
      accessControlList('acl-uf6abu3s5e7x9', 'abuse', []),
      accessControlList('acl-uf6dev4i6c8e0', 'devices', blocks(21, '198.51.100', 8, 29, 'field devices')),
    ],
    certificates: [],
    listeners: [
      listener(orders, 443, {
        vServerGroupId: 'rsp-uf6or4b1l2u3e',
        scheduler: 'wlc',
        acl: { type: 'white', aclId: 'acl-uf6cdn1o3r5g7' },
        healthCheck: { type: 'http', uri: '/healthz', httpCodes: 'http_2xx,http_3xx', intervalSeconds: 5 },
        description: '订单中心 正式',
      }),
      listener(orders, 80, {
        vServerGroupId: 'rsp-uf6or4b1l2u3e',
        scheduler: 'wlc',
        description: 'redirect to 443',
      }),
      listener(orders, 8443, {
        vServerGroupId: 'rsp-uf6or4b1l2u3e',
        scheduler: 'wlc',
        acl: { type: 'white', aclId: 'acl-uf6cdn1o3r5g7' },
        description: 'orders api / blue',
        tags: [
          { key: 'app', value: 'orders' },
          { key: 'managed-by', value: 'terraform' },
        ],
        state: 'stopped',
      }),
      listener(orders, 50051, {
        vServerGroupId: 'rsp-uf6gr1p2c3x4y',
        scheduler: 'wlc',
        acl: { type: 'white', aclId: 'acl-uf6cdn1o3r5g7' },
        proxyProtocolV2Enabled: true,
        connectionDrainTimeoutSeconds: 60,
        description: 'inventory-grpc',
      }),
      httpListener(orders, 8081, {
        backendServerPort: 8080,
        description: '订单 健康页',
        healthCheckOn: false,
      }),
      listener(queue, 9092, {
        vServerGroupId: 'rsp-uf6ka1f2k3a4m',
        scheduler: 'rr',
        description: 'kafka brokers',
      }),
      listener(queue, 5672, {
        vServerGroupId: 'rsp-uf6ra1b2i3t4n',
        scheduler: 'wlc',
        description: '消息队列 华东2',
      }),
      listener(queue, 6379, {
        backendServerPort: 6379,
        scheduler: 'wlc',
        acl: { type: 'white', aclId: 'acl-uf6mqc2l4i6e8' },
        description: '缓存 旧集群 待下线',
      }),
      listener(queue, 1883, {
        vServerGroupId: 'rsp-uf6mq1t2t3x4z',
        scheduler: 'wlc',
        acl: { type: 'black', aclId: 'acl-uf6abu3s5e7x9' },
        description: 'iot-mqtt',
      }),
      listener(queue, 8883, {
        vServerGroupId: 'rsp-uf6mq1t2t3x4z',
        scheduler: 'wlc',
        acl: { type: 'white', aclId: 'acl-uf6dev4i6c8e0' },
        persistenceTimeoutSeconds: 1800,
        description: 'iot-mqtt tls',
      }),
      listener(queue, 15672, { backendServerPort: 15672, description: 'rabbit console', state: 'stopped' }),
      // Together all of live-stream's 100 Mbit/s: the next listener with a share is rejected.
      listener(live, 1935, { backendServerPort: 1935, bandwidthMbps: 60, description: '直播推流' }),
      listener(live, 443, {
        backendServerPort: 8443,
        bandwidthMbps: 30,
        scheduler: 'wlc',
        description: 'hls',
      }),
      listener(live, 8935, { backendServerPort: 1935, bandwidthMbps: 10, state: 'stopped' }),
      // One port, two protocols: Start, Stop and Delete need ListenerProtocol here.
      listener(names, 53, { backendServerPort: 53, scheduler: 'rr', description: 'dns over tcp' }),
      udpListener(names, 53, {
        backendServerPort: 53,
        scheduler: 'rr',
        description: 'dns',
      }),
    ],
  };
}

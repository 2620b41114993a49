import { makeCertificates } from '../tls/make-certificates';
import { EDGE, HANGZHOU, type Parameters, type TestSandbox } from './test-sandbox';

const PAY = 'lb-bp1o94dp5i6earr9g6d1l';

const made = await makeCertificates(Date.parse('2026-11-23T12:00:00Z'));

const SERVERS = '[{"ServerId":"i-bp1fuzz","Weight":"50","Port":"80","ServerType":"Master"}]';
const PAIR =
  '[{"ServerId":"i-1","Port":"80","ServerType":"Master"},{"ServerId":"i-2","Port":"80","ServerType":"Slave"}]';

const SERVER_CERTIFICATE = '1231579085529123_166f8204689_1714763408_709981430';

/** Stand for the ids of what is made before each batch. */
const CA_CERTIFICATE = 'the CA certificate';
const DOMAIN_EXTENSION = 'the domain extension';
const GROUP = 'the VServer group';
const PAIR_GROUP = 'the primary/secondary group';

/** The names that operations read, each with values that let a call come far. */
export const VALUES: Readonly<Record<string, readonly string[]>> = {
  RegionId: [HANGZHOU],
  LoadBalancerId: [EDGE, PAY],
  'LoadBalancerId.1': [EDGE],
  ListenerPort: ['443', '4430', '10443', '5060', '8888'],
  ListenerProtocol: ['tcp', 'https'],
  Bandwidth: ['-1', '5'],
  BackendServerPort: ['80'],
  VServerGroup: ['on', 'off'],
  VServerGroupId: ['rsp-cige6j5e7p', GROUP],
  MasterSlaveServerGroup: ['on', 'off'],
  MasterSlaveServerGroupId: ['rsp-0bfucwuotx', PAIR_GROUP],
  Scheduler: ['sch', 'wlc', 'qch'],
  PersistenceTimeout: ['0', '1000'],
  EstablishedTimeout: ['10'],
  SynProxy: ['enable'],
  HealthCheck: ['on', 'off'],
  HealthCheckSwitch: ['on', 'off'],
  HealthCheckType: ['http'],
  HealthCheckMethod: ['get'],
  HealthCheckDomain: ['$_ip', 'a.example.com'],
  HealthCheckURI: ['/ready'],
  HealthCheckHttpCode: ['http_2xx,http_3xx'],
  HealthCheckConnectPort: ['-520', '80'],
  HealthCheckConnectTimeout: ['7'],
  HealthCheckTimeout: ['7'],
  HealthCheckInterval: ['5'],
  healthCheckInterval: ['6'],
  healthCheckReq: ['ping'],
  healthCheckExp: ['pong'],
  HealthCheckExp: ['pong'],
  HealthyThreshold: ['4'],
  UnhealthyThreshold: ['1', '4'],
  ConnectionDrain: ['on', 'off'],
  ConnectionDrainTimeout: ['300'],
  ProxyProtocolV2Enabled: ['true'],
  StickySession: ['on', 'off'],
  StickySessionType: ['insert', 'server'],
  Cookie: ['SESSION'],
  CookieTimeout: ['500'],
  XForwardedFor_proto: ['on'],
  XForwardedFor_SLBPORT: ['off'],
  Gzip: ['off'],
  IdleTimeout: ['20'],
  RequestTimeout: ['90'],
  ListenerForward: ['on', 'off'],
  ForwardPort: ['10443'],
  EnableHttp2: ['off'],
  TLSCipherPolicy: ['tls_cipher_policy_1_2'],
  ServerCertificateId: [SERVER_CERTIFICATE],
  ServerCertificateName: ['fuzz'],
  ServerCertificate: [made.certificate],
  PrivateKey: [made.key],
  AliCloudCertificateId: ['1'],
  CACertificateId: [CA_CERTIFICATE],
  CACertificateName: ['fuzz'],
  CACertificate: [made.authority],
  Domain: ['*.example.com'],
  DomainExtensionId: [DOMAIN_EXTENSION],
  AclStatus: ['on', 'off'],
  AclType: ['white'],
  AclId: ['1323', '1323,acl-bp1bast7i0n2x', 'acl-bp1tmp9d7e5n3'],
  AclName: ['fuzz'],
  AclEntrys: ['[{"entry":"10.0.0.0/8","comment":"c"}]', '[null]'],
  AclEntryComment: ['c'],
  BackendServers: [SERVERS, '{"ServerId":1}', "[{'ServerId':'i-1','Port':'80', 'Type': 'eni'}]", '["i-1"]'],
  MasterSlaveBackendServers: [PAIR, SERVERS],
  OldBackendServers: [SERVERS],
  NewBackendServers: [SERVERS],
  VServerGroupName: ['fuzz'],
  MasterSlaveServerGroupName: ['fuzz'],
  IncludeListener: ['true'],
  IncludeRule: ['true'],
  LoadBalancerName: ['fuzz'],
  LoadBalancerStatus: ['inactive'],
  LoadBalancerSpec: ['slb.s1.small', 'slb.lcu.elastic'],
  InternetChargeType: ['paybybandwidth', 'paybytraffic'],
  InstanceChargeType: ['PayByCLCU'],
  PayType: ['PrePay'],
  PricingCycle: ['month'],
  Duration: ['2'],
  AutoPay: ['true'],
  AddressType: ['internet', 'intranet'],
  AddressIPVersion: ['ipv6'],
  NetworkType: ['vpc'],
  Address: ['10.1.1.1'],
  VpcId: ['vpc-1'],
  VSwitchId: ['vsw-1'],
  MasterZoneId: ['cn-hangzhou-a'],
  SlaveZoneId: ['cn-hangzhou-b'],
  ServerId: ['i-1'],
  ServerIntranetAddress: ['10.0.4.11'],
  DeleteProtection: ['on', 'off'],
  ModificationProtectionStatus: ['ConsoleProtection'],
  ModificationProtectionReason: ['fuzz'],
  ResourceType: ['instance', 'loadbalancer', 'listener'],
  ResourceId: [EDGE],
  'ResourceId.1': [EDGE],
  ResourceGroupId: ['rg-fuzz'],
  NewResourceGroupId: ['rg-fuzz'],
  'TagKey.1': ['k'],
  All: ['true'],
  'Tag.1.Key': ['k'],
  'Tag.1.Value': ['v'],
  Tags: ['[{"TagKey":"k","TagValue":"v"}]', '{"k":"v"}'],
  DistinctKey: ['true'],
  Description: ['监听 1'],
  ClientToken: ['token'],
  MaxResults: ['2'],
  PageNumber: ['1'],
  PageSize: ['2'],
  NextToken: ['bGIvMS90Y3A'],
  AcceptLanguage: ['en-US'],
  DryRun: ['true'],
};

/** What many calls need, though no operation requires it. */
export const COMPANIONS = [
  'BackendServerPort',
  'ServerCertificateId',
  'ServerCertificate',
  'PrivateKey',
  'MasterSlaveBackendServers',
  'ResourceId.1',
  'TagKey.1',
  'Tag.1.Key',
  'PayType',
  'PricingCycle',
  'Duration',
];

/** Makes what the demo data lack, and returns their IDs by their placeholders in `VALUES`. */
export async function makeResources(sandbox: TestSandbox): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const idOf = async (action: string, name: string, parameters: Parameters) =>
    String((await sandbox.call(action, { RegionId: HANGZHOU, ...parameters })).body[name]);
  const edge = { LoadBalancerId: EDGE };
  const forwarding = { ...edge, Bandwidth: -1, BackendServerPort: 80 };
  await sandbox.call('CreateLoadBalancerUDPListener', {
    RegionId: HANGZHOU,
    ...forwarding,
    ListenerPort: 5060,
  });
  await sandbox.call('CreateLoadBalancerHTTPListener', {
    RegionId: HANGZHOU,
    ...forwarding,
    ListenerPort: 8888,
    HealthCheck: 'off',
  });
  ids.set(
    CA_CERTIFICATE,
    await idOf('UploadCACertificate', 'CACertificateId', { CACertificate: made.authority }),
  );
  ids.set(
    DOMAIN_EXTENSION,
    await idOf('CreateDomainExtension', 'DomainExtensionId', {
      LoadBalancerId: PAY,
      ListenerPort: 10443,
      Domain: 'www.example.com',
      ServerCertificateId: SERVER_CERTIFICATE,
    }),
  );
  ids.set(GROUP, await idOf('CreateVServerGroup', 'VServerGroupId', edge));
  ids.set(
    PAIR_GROUP,
    await idOf('CreateMasterSlaveServerGroup', 'MasterSlaveServerGroupId', {
      ...edge,
      MasterSlaveBackendServers: PAIR,
    }),
  );
  return ids;
}

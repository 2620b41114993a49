import { expect, it } from 'vitest';
import { otherListenerAnswer } from './other-listeners';

const read = (answer: unknown) => otherListenerAnswer('https').safeParse(answer).data;

it('keeps what SLB returned, and nothing else, of an HTTPS listener as it was recorded', () => {
  expect(
    read({
      RequestId: '11F52428-64ED-40F7-98C2-DBB6D0BB0AD7',
      HealthCheckHttpCode: 'http_2xx,http_3xx',
      HealthCheckTimeout: 5,
      ServerCertificateId: '1231579_15dbf6ff26f_1991415478_2054196746',
      XForwardedFor_SLBID: 'off',
      Gzip: 'on',
      HealthyThreshold: '3',
      Scheduler: 'wrr',
      StickySession: 'off',
      UnhealthyThreshold: 3,
      XForwardedFor: 'on',
      Bandwidth: -1,
      HealthCheckURI: '/',
      VServerGroupId: 'rsp-0xiju72x',
      HealthCheck: 'on',
      ListenerPort: 443,
      Status: 'running',
      HealthCheckDomain: '',
      HealthCheckInterval: 2,
      BackendServerPort: 443,
    }),
  ).toMatchObject({
    protocol: 'https',
    healthCheck: 'on',
    healthCheckTimeoutSeconds: 5,
    healthCheckDomain: undefined,
    healthyThreshold: 3,
    stickySession: 'off',
    gzip: 'on',
    serverCertificateId: '1231579_15dbf6ff26f_1991415478_2054196746',
    tlsCipherPolicy: undefined,
    forwardedHeaders: [
      { name: 'XForwardedFor', state: 'on' },
      { name: 'XForwardedFor_SLBID', state: 'off' },
    ],
    unreadable: [],
  });
});

it('reads the timeout of a check over UDP, which has the name that it has for TCP', () => {
  const answer = { HealthCheckConnectTimeout: 7, HealthCheckReq: 'ping', ProxyProtocolV2Enabled: 'true' };
  expect(otherListenerAnswer('udp').parse(answer)).toMatchObject({
    protocol: 'udp',
    healthCheckTimeoutSeconds: 7,
    healthCheckRequest: 'ping',
    proxyProtocolV2Enabled: true,
  });
});

it('lists every field that is not empty, and those that cannot be parsed', () => {
  expect(
    read({
      SecurityStatus: 'on',
      MaxConnection: 1000,
      Rules: { Rule: [{ RuleId: 'rule-1' }] },
      VpcIds: { VpcId: [] },
      Description: '',
      Gzip: 'maybe',
      IdleTimeout: [1],
    }),
  ).toMatchObject({
    gzip: undefined,
    idleTimeoutSeconds: undefined,
    returned: [
      { name: 'SecurityStatus', text: 'on' },
      { name: 'MaxConnection', text: '1000' },
      { name: 'Rules', text: '{"Rule":[{"RuleId":"rule-1"}]}' },
      { name: 'Gzip', text: 'maybe' },
      { name: 'IdleTimeout', text: '[1]' },
    ],
    unreadable: ['Gzip', 'IdleTimeout'],
  });
});

it('reads the domains that have a certificate of their own, wrapped or not, each by itself', () => {
  const DomainExtension = [
    { DomainExtensionId: 'de-1', Domain: '*.example.com', ServerCertificateId: 'certificate-1' },
    { DomainExtensionId: 'de-2', Domain: {} },
  ];
  const expected = {
    domains: [{ domain: '*.example.com', serverCertificateId: 'certificate-1' }],
    unreadDomains: [{ DomainExtensionId: 'de-2' }],
  };
  expect(read({ DomainExtensions: { DomainExtension } })).toMatchObject(expected);
  expect(read({ DomainExtensions: DomainExtension })).toMatchObject(expected);
  expect(read({ DomainExtensions: 7 })).toMatchObject({
    domains: undefined,
    unreadable: ['DomainExtensions'],
  });
});

it('has of the settings that every listener has only those that were returned', () => {
  expect(read({ Scheduler: 'wrr', AclStatus: 'off', Tags: { Tag: [] } })?.common).toStrictEqual({
    scheduler: 'wrr',
    aclStatus: 'off',
    tags: [],
  });
});

it('does not read a response that is no object', () => {
  expect(read('running')).toBeUndefined();
});

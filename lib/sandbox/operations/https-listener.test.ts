import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { INVALID, callsOf, mandatory } from '../testing/calls';
import { EDGE, at, testSandbox, type Parameters } from '../testing/test-sandbox';
import { makeCertificates, type Certificates } from '../tls/make-certificates';

const sandbox = testSandbox({ settings: { transitionMillis: 0 } });
let made: Certificates;
let certificateId: string;
let authorityId: string;
beforeAll(async () => {
  made = await makeCertificates(sandbox.clock.millis);
});
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
  const pair = { ServerCertificate: made.certificate, PrivateKey: made.key };
  certificateId = String((await ask('UploadServerCertificate', pair)).ServerCertificateId);
  authorityId = String((await ask('UploadCACertificate', { CACertificate: made.authority })).CACertificateId);
});

const { ask, outcome, xml } = callsOf(() => sandbox);

const LISTENER = { LoadBalancerId: EDGE, ListenerPort: 9444 };
const create = (more: Parameters = {}) =>
  outcome('CreateLoadBalancerHTTPSListener', {
    ...LISTENER,
    Bandwidth: -1,
    HealthCheck: 'off',
    BackendServerPort: 8080,
    ServerCertificateId: certificateId,
    ...more,
  });
const set = (change: Parameters) =>
  outcome('SetLoadBalancerHTTPSListenerAttribute', { ...LISTENER, ...change });
const read = async () => {
  const { RequestId: _, ...fields } = await ask('DescribeLoadBalancerHTTPSListenerAttribute', LISTENER);
  return fields;
};

const AS_CREATED = {
  ...LISTENER,
  BackendServerPort: 8080,
  Status: 'stopped',
  Bandwidth: -1,
  Scheduler: 'wrr',
  AclStatus: 'off',
  XForwardedFor: 'on',
  XForwardedFor_SLBIP: 'off',
  XForwardedFor_SLBID: 'off',
  XForwardedFor_proto: 'off',
  XForwardedFor_SLBPORT: 'off',
  XForwardedFor_ClientSrcPort: 'off',
  StickySession: 'off',
  HealthCheck: 'off',
  Gzip: 'on',
  IdleTimeout: 15,
  RequestTimeout: 60,
  EnableHttp2: 'on',
  TLSCipherPolicy: 'tls_cipher_policy_1_0',
  Tags: { Tag: [] },
};

describe('CreateLoadBalancerHTTPSListener', () => {
  test('creates a stopped listener with the defaults of the service', async () => {
    expect(await create()).toBe('done');
    expect(await read()).toEqual({ ...AS_CREATED, ServerCertificateId: certificateId });
  });

  test('keeps the settings of TLS and those of an HTTP listener', async () => {
    const sent = {
      CACertificateId: authorityId,
      EnableHttp2: 'off',
      TLSCipherPolicy: 'tls_cipher_policy_1_2_strict_with_1_3',
      StickySession: 'on',
      StickySessionType: 'insert',
      CookieTimeout: 500,
      XForwardedFor_proto: 'on',
      IdleTimeout: 60,
    };
    expect(await create(sent)).toBe('done');
    expect(await read()).toEqual({ ...AS_CREATED, ...sent, ServerCertificateId: certificateId });
    const listed = await ask('DescribeLoadBalancerListeners', {
      'LoadBalancerId.1': EDGE,
      ListenerPort: 9444,
    });
    expect(at(listed, 'Listeners', 0)).toMatchObject({
      ListenerProtocol: 'https',
      HTTPSListenerConfig: sent,
    });
  });

  test.each<[string, Parameters, readonly unknown[]]>([
    ['no bandwidth', { Bandwidth: '' }, mandatory('Bandwidth')],
    ['no health check', { HealthCheck: '' }, mandatory('HealthCheck')],
    [
      'no certificate',
      { ServerCertificateId: '' },
      [400, 'InvalidParameter', 'The specified parameter ServerCertificateId is empty.'],
    ],
    [
      'a certificate that does not exist',
      { ServerCertificateId: 'none' },
      [400, 'InvalidParameter', 'The specified parameter ServerCertificateId is not Support.'],
    ],
    [
      'a CA certificate that does not exist',
      { CACertificateId: 'none' },
      [400, 'InvalidParameter', 'The specified parameter CACertificateId is not Support.'],
    ],
    ['an unknown TLS policy', { TLSCipherPolicy: 'tls_cipher_policy_1_3' }, INVALID],
    [
      'a port that a TCP listener has',
      { ListenerPort: 443 },
      [400, 'ListenerAlreadyExists', expect.anything()],
    ],
  ])('rejects %s', async (_, change, rejection) => {
    expect(await create(change)).toEqual(rejection);
  });

  test('does not take a server certificate for one of an authority, or one of another region', async () => {
    expect(await create({ ServerCertificateId: authorityId })).toEqual([
      400,
      'InvalidParameter',
      'The specified parameter ServerCertificateId is not Support.',
    ]);
    expect(await create({ ServerCertificateId: '1231579085529123_18f0b3c4d5e_1320471108_88213904' })).toEqual(
      [400, 'InvalidParameter', 'The specified parameter ServerCertificateId is not Support.'],
    );
  });

  test('takes only the default TLS policy on an instance of the shared type', async () => {
    const { LoadBalancerId } = await ask('CreateLoadBalancer', { LoadBalancerName: 'shared' });
    const shared = { LoadBalancerId: String(LoadBalancerId) };
    expect(await create({ ...shared, TLSCipherPolicy: 'tls_cipher_policy_1_2' })).toEqual([
      400,
      'InvalidParameterValue.SpecNotSupport',
      'The loadBalancer of shared spec does not support the parameter value, tls_cipher_policy_1_2.',
    ]);
    expect(await create(shared)).toBe('done');
  });
});

describe('SetLoadBalancerHTTPSListenerAttribute', () => {
  test('changes what is sent, and keeps the rest', async () => {
    await create();
    const change = { CACertificateId: authorityId, EnableHttp2: 'off', Gzip: 'off' };
    expect(await set(change)).toBe('done');
    expect(await read()).toEqual({ ...AS_CREATED, ...change, ServerCertificateId: certificateId });
  });

  test('replaces the certificate, which can then be deleted', async () => {
    await create();
    const used = [400, 'CertificateAndPrivateKeyIsRefered', expect.anything()];
    const remove = () => outcome('DeleteServerCertificate', { ServerCertificateId: certificateId });
    expect(await remove()).toEqual(used);
    const pair = { ServerCertificate: made.certificate, PrivateKey: made.key };
    const { ServerCertificateId } = await ask('UploadServerCertificate', pair);
    expect(await set({ ServerCertificateId: String(ServerCertificateId) })).toBe('done');
    expect(await remove()).toBe('done');
    expect(await set({ ServerCertificateId: certificateId })).toEqual([
      400,
      'InvalidParameter',
      'The specified parameter ServerCertificateId is not Support.',
    ]);
  });

  test('keeps a CA certificate in use from being deleted', async () => {
    await create({ CACertificateId: authorityId });
    expect(await outcome('DeleteCACertificate', { CACertificateId: authorityId })).toEqual([
      400,
      'CertificateAndPrivateKeyIsRefered',
      expect.anything(),
    ]);
  });
});

test('XML of an HTTPS listener', async () => {
  await create();
  expect(await xml('DescribeLoadBalancerHTTPSListenerAttribute', LISTENER)).toMatch(
    `<RequestTimeout>60</RequestTimeout><ServerCertificateId>${certificateId}</ServerCertificateId><EnableHttp2>on</EnableHttp2>` +
      '<TLSCipherPolicy>tls_cipher_policy_1_0</TLSCipherPolicy><Tags/></DescribeLoadBalancerHTTPSListenerAttributeResponse>',
  );
});
